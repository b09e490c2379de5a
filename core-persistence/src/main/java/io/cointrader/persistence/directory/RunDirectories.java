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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the runs under a data directory. Takes no lock, creates and repairs nothing. */
public final class RunDirectories {

  /** From a data directory over its modes to the streams. */
  private static final int LEVELS = 2;

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
   * Every run of {@code directory}, which is a data directory, that of a mode, a stream's, or a
   * run's own; by the time they began.
   *
   * @param damaged is told of each run and each directory below that cannot be read, or stands
   *     where another belongs; they are left out
   * @throws StorageException when the directory itself cannot be read, or its own identity
   */
  public static List<Run> find(Path directory, Consumer<String> damaged) {
    List<Run> runs = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      new Search(directory, runs, damaged).look(directory, LEVELS);
    }
    runs.sort(
        Comparator.comparing((Run run) -> run.identity().created())
            .thenComparing(run -> run.identity().runId()));
    return runs;
  }

  /** Goes down to the directories of streams, and to what these have set aside. */
  private record Search(Path directory, List<Run> runs, Consumer<String> damaged) {

    void look(Path place, int levels) {
      if (Files.isRegularFile(place.resolve(StreamDirectory.IDENTITY))) {
        stream(place);
        children(place.resolve(StreamDirectory.ARCHIVE)).forEach(this::archived);
      } else if (Files.isDirectory(place.resolve("journal"))) {
        leaveOut(place, "it holds a journal, and no " + StreamDirectory.IDENTITY);
        children(place.resolve(StreamDirectory.ARCHIVE)).forEach(this::archived);
      } else if (levels > 0) {
        children(place).forEach(child -> look(child, levels - 1));
      }
    }

    private void stream(Path place) {
      Path named = place.toAbsolutePath().normalize();
      Path above = named.getParent();
      boolean archived = above != null && above.endsWith(StreamDirectory.ARCHIVE);
      identity(place)
          .ifPresent(
              identity -> {
                if (archived
                    || place.equals(directory)
                    || String.valueOf(named.getFileName()).equals(identity.stream())) {
                  runs.add(new Run(place, identity, archived));
                } else {
                  leaveOut(
                      place,
                      "it holds a run of "
                          + identity.stream()
                          + " under another name; name the directory itself to read it");
                }
              });
    }

    private void archived(Path place) {
      identity(place).ifPresent(identity -> runs.add(new Run(place, identity, true)));
    }

    private Optional<Identity> identity(Path place) {
      try {
        return StreamDirectory.identity(FileStorage.at(place));
      } catch (CodecException | StorageException unreadable) {
        if (place.equals(directory)) {
          throw new StorageException(
              "read", place.resolve(StreamDirectory.IDENTITY).toString(), unreadable);
        }
        leaveOut(
            place.resolve(StreamDirectory.IDENTITY),
            "it cannot be read: " + StorageException.words(unreadable));
        return Optional.empty();
      }
    }

    private List<Path> children(Path place) {
      if (!Files.isDirectory(place)) {
        return List.of();
      }
      try (Stream<Path> entries = Files.list(place)) {
        return entries.filter(Files::isDirectory).sorted().toList();
      } catch (IOException | UncheckedIOException unreadable) {
        if (place.equals(directory)) {
          throw new StorageException("list", place.toString(), unreadable);
        }
        if (Files.exists(place)) { // else it was set aside, or removed, meanwhile
          leaveOut(place, "it cannot be read: " + StorageException.words(unreadable));
        }
        return List.of();
      }
    }

    private void leaveOut(Path place, String why) {
      damaged.accept(place + " is left out: " + why);
    }
  }
}
