package io.cointrader.persistence.directory;

import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the runs under a data directory. Takes no lock, creates and repairs nothing. */
public final class RunDirectories {

  private RunDirectories() {}

  /**
   * One run.
   *
   * @param archived whether it was set aside
   */
  public record Run(Path directory, Identity identity, boolean archived) {

    /** The files of the run. */
    public Storage storage() {
      return FileStorage.at(directory);
    }
  }

  /**
   * Every run under {@code directory}, which is a data directory, a stream's directory, or a run's
   * own; by the time they began.
   *
   * @param damaged is told of each run and each directory below that cannot be read; they are left
   *     out
   * @throws StorageException when the directory itself cannot be read, or its own identity
   */
  public static List<Run> find(Path directory, Consumer<String> damaged) {
    List<Run> runs = new ArrayList<>();
    collect(
        directory,
        5,
        runs,
        (path, unreadable) -> {
          if (directory.equals(path) || directory.equals(path.getParent())) {
            throw new StorageException("read", path.toString(), unreadable);
          }
          damaged.accept(
              path + " cannot be read, and is left out: " + StorageException.words(unreadable));
        });
    runs.sort(
        Comparator.comparing((Run run) -> run.identity().created())
            .thenComparing(run -> run.identity().runId()));
    return runs;
  }

  private static void collect(
      Path directory, int depth, List<Run> runs, BiConsumer<Path, Exception> damaged) {
    if (depth == 0 || !Files.isDirectory(directory)) {
      return;
    }
    if (Files.isRegularFile(directory.resolve(StreamDirectory.IDENTITY))) {
      try {
        Path parent = directory.toAbsolutePath().normalize().getParent();
        boolean archived = parent != null && parent.endsWith(StreamDirectory.ARCHIVE);
        StreamDirectory.identity(FileStorage.at(directory))
            .ifPresent(identity -> runs.add(new Run(directory, identity, archived)));
      } catch (CodecException unreadable) {
        damaged.accept(directory.resolve(StreamDirectory.IDENTITY), unreadable);
      }
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        collect(entry, depth - 1, runs, damaged);
      }
    } catch (IOException | UncheckedIOException unreadable) {
      if (Files.exists(directory)) { // else it was set aside, or removed, meanwhile
        damaged.accept(directory, unreadable);
      }
    }
  }
}
