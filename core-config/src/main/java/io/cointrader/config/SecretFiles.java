package io.cointrader.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that hold secrets: read within bounds, and readable by nobody but their owner. */
final class SecretFiles {

  private final Path directory;
  private final List<Problem> problems;
  private final SortedMap<String, Place> named = new TreeMap<>();

  SecretFiles(Path directory, List<Problem> problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** What stands in a file that a setting names; a problem is added when it cannot be read. */
  Optional<String> read(Path file, String key, Place at) {
    named.put(file.toString(), at);
    try {
      return Optional.of(TextFile.read(directory.resolve(file)));
    } catch (TextFile.Unreadable unreadable) {
      problems.add(
          Problem.at(
              at,
              "unreadable",
              key,
              "",
              "names " + file + ", which " + unreadable.rule(),
              unreadable.fix()));
      return Optional.empty();
    }
  }

  /** Notes that a secret stands in a source itself. */
  void add(String file) {
    named.putIfAbsent(file, Place.of(file));
  }

  /** A problem for each file that others may read or write; files without such rights pass. */
  void permissions(List<Problem> found) {
    for (Map.Entry<String, Place> entry : named.entrySet()) {
      others(directory.resolve(entry.getKey()))
          .ifPresent(
              rights ->
                  found.add(
                      Problem.at(
                          entry.getValue(),
                          "insecure_file",
                          "",
                          "",
                          entry.getKey() + " holds a secret and others may use it: " + rights,
                          "chmod 600 " + entry.getKey())));
    }
  }

  private static Optional<String> others(Path file) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      EnumSet<PosixFilePermission> foreign = EnumSet.allOf(PosixFilePermission.class);
      foreign.remove(PosixFilePermission.OWNER_READ);
      foreign.remove(PosixFilePermission.OWNER_WRITE);
      foreign.remove(PosixFilePermission.OWNER_EXECUTE);
      foreign.retainAll(rights);
      return foreign.isEmpty()
          ? Optional.empty()
          : Optional.of(PosixFilePermissions.toString(rights));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty(); // gone, which is said elsewhere, or a system without such rights
    }
  }
}
