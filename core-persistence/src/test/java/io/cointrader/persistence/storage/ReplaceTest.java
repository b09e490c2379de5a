package io.cointrader.persistence.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceTest {

  private static final String OLD = "the content before; ".repeat(20);
  private static final String NEW = "the one that replaces it; ".repeat(10);

  private static final List<Consumer<SimulatedDisk>> FATES =
      List.of(
          SimulatedDisk::restart,
          SimulatedDisk::loseAll,
          SimulatedDisk::losePrefix,
          SimulatedDisk::loseSome);

  private static final Map<String, Pattern> CALLS =
      Map.of(
          "write", Pattern.compile("write(64)?\\(\\d+<[^>]*/folder/file\\.tmp>"),
          "force", Pattern.compile("f(data)?sync\\(\\d+<[^>]*/folder/file\\.tmp>"),
          "rename", Pattern.compile("rename(at2?)?\\(.*/folder/file\\.tmp\",.*/folder/file\""),
          "force folder", Pattern.compile("fsync\\(\\d+<[^>]*/folder>"));

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

  /** What the operating system is asked for, in that order: the same as on the simulated disk. */
  @Test
  void S07_realFilesAreReplacedByTheSameCalls(@TempDir Path folder) throws Exception {
    Path trace = folder.resolve("trace");
    assumeTrue(strace(trace, "true") == 0, "strace is not here, or may not trace");
    assertThat(
            strace(
                trace,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Replacer.class.getName(),
                folder.resolve("store").toString()))
        .isZero();

    List<String> calls = new ArrayList<>();
    for (String line : Files.readAllLines(trace)) {
      CALLS.forEach(
          (call, pattern) -> {
            if (pattern.matcher(line).find()) {
              calls.add(call);
            }
          });
    }
    assertThat(calls).containsExactly("write", "force", "rename", "force folder");
  }

  private static int strace(Path trace, String... command) throws InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("strace", "-f", "-y", "-e", "trace=desc,file", "-o"));
    all.add(trace.toString());
    all.addAll(List.of(command));
    try {
      return new ProcessBuilder(all).inheritIO().start().waitFor();
    } catch (IOException none) {
      return -1;
    }
  }
}
