package io.cointrader.persistence.directory;

import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
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
   * @param damaged is told of each run below whose identity cannot be read, which is left out
   * @throws StorageException when the directory's own identity cannot be read, or a directory
   */
  public static List<Run> find(Path directory, Consumer<String> damaged) {
    List<Run> runs = new ArrayList<>();
    collect(
        directory,
        5,
        runs,
        (identity, unreadable) -> {
          if (directory.equals(identity.getParent())) {
            throw new StorageException("read", identity.toString(), unreadable);
          }
          damaged.accept(
              identity + " cannot be read, its run is left out: " + unreadable.getMessage());
        });
    runs.sort(
        Comparator.comparing((Run run) -> run.identity().created())
            .thenComparing(run -> run.identity().runId()));
    return runs;
  }

  private static void collect(
      Path directory, int depth, List<Run> runs, BiConsumer<Path, CodecException> damaged) {
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
    } catch (IOException unreadable) {
      throw new StorageException("list", directory.toString(), unreadable);
    }
  }
}
