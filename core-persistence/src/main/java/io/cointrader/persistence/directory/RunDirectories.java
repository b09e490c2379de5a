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
   */
  public static List<Run> find(Path directory) {
    List<Run> runs = new ArrayList<>();
    collect(directory, 5, runs);
    runs.sort(
        Comparator.comparing((Run run) -> run.identity().created())
            .thenComparing(run -> run.identity().runId()));
    return runs;
  }

  private static void collect(Path directory, int depth, List<Run> runs) {
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
        throw new StorageException(
            "read", directory.resolve(StreamDirectory.IDENTITY).toString(), unreadable);
      }
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        collect(entry, depth - 1, runs);
      }
    } catch (IOException unreadable) {
      throw new StorageException("list", directory.toString(), unreadable);
    }
  }
}
