package io.cointrader.persistence.directory;

import io.cointrader.persistence.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process that tries to own a directory, says whether it does, and keeps it until its input ends.
 */
final class Owner {

  private Owner() {}

  public static void main(String[] arguments) throws IOException {
    try (StreamDirectory directory =
        StreamDirectory.open(
            FileStorage.at(Path.of(arguments[0])),
            "paper",
            "sim-1",
            false,
            "run-of-child",
            Instant.EPOCH)) {
      System.out.println("owned " + directory.identity().runId());
      while (System.in.read() >= 0) {
        // until the input ends, or the process is killed
      }
    } catch (DirectoryInUse inUse) {
      System.out.println("in use");
    }
  }
}
