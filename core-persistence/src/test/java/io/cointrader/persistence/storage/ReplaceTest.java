package io.cointrader.persistence.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplaceTest {

  private static final String OLD = "the content before; ".repeat(20);
  private static final String NEW = "the one that replaces it; ".repeat(10);

  private static final List<Consumer<SimulatedDisk>> FATES =
      List.of(
          SimulatedDisk::restart,
          SimulatedDisk::loseAll,
          SimulatedDisk::losePrefix,
          SimulatedDisk::loseSome);

  private static void replace(SimulatedDisk disk, String content) {
    disk.replace("folder/file", ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String content(SimulatedDisk disk) {
    return new String(disk.read("folder/file"), StandardCharsets.US_ASCII);
  }

  private static SimulatedDisk disk(long seed) {
    SimulatedDisk disk = new SimulatedDisk(seed);
    disk.createDirectories("folder");
    replace(disk, OLD);
    return disk;
  }

  @Test
  void S07_cutShortAtAnyStepTheOldContentOrTheNewIsLeftAndTheNextCallEndsIt() {
    for (Consumer<SimulatedDisk> fate : FATES) {
      for (int seed = 0; seed < 50; seed++) {
        boolean ended = false;
        for (int stop = 1; !ended; stop++) {
          SimulatedDisk disk = disk(seed);
          disk.stopAfter(stop);
          try {
            replace(disk, NEW);
            ended = true;
          } catch (SimulatedDisk.Stopped stopped) {
            assertThat(stop).isLessThan(10);
          }
          fate.accept(disk);
          assertThat(content(disk)).isIn(ended ? List.of(NEW) : List.of(OLD, NEW));
          replace(disk, "short"); // over what the crash has left beside it
          disk.loseAll();
          assertThat(content(disk)).isEqualTo("short");
          assertThat(disk.list("folder")).containsExactly("file");
        }
      }
    }
  }

  @Test
  void S06_aStepThatFailsLeavesTheOldContentOrTheNew() {
    boolean ended = false;
    for (int fail = 1; !ended; fail++) {
      SimulatedDisk disk = disk(fail);
      disk.failAfter(fail);
      try {
        replace(disk, NEW);
        ended = true;
      } catch (StorageException failed) {
        assertThat(failed).hasMessageContaining("simulated");
      }
      assertThat(content(disk)).isIn(OLD, NEW);
      disk.loseAll();
      assertThat(content(disk)).isIn(ended ? List.of(NEW) : List.of(OLD, NEW));
    }
  }
}
