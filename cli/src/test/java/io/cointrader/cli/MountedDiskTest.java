package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small file system of its own, which gets full and read-only: {@code -Pdisk}, as root. */
@EnabledIfSystemProperty(
    named = "cointrader.mount",
    matches = "true",
    disabledReason = "mounts a file system: ./mvnw -Pdisk -pl cli -am verify, as root")
final class MountedDiskTest {

  private static final long MIB = 1L << 20;

  @TempDir Path home;
  private Path disk = Path.of("");
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void mount() throws Exception {
    Path image = home.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(96 * MIB);
    }
    ProcessTest.shell("mkfs.ext4", "-q", "-m", "0", image.toString());
    disk = Files.createDirectory(home.resolve("disk"));
    Process mounting =
        new ProcessBuilder("mount", "-o", "loop", image.toString(), disk.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(mounting.waitFor() == 0, "this user or machine mounts no file system");
  }

  @AfterEach
  void unmount() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    ProcessTest.shell("umount", disk.toString());
  }

  private String[] run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("run", "--set", "storage.least_free=24MiB", "--output", "json", "--data-dir"));
    all.add(disk.resolve("d").toString());
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Process start(Path err, String speed) throws IOException {
    Process process =
        ProcessTest.start(home, List.of(), home.resolve("out"), err, run("--speed", speed));
    processes.add(process);
    ProcessTest.await(() -> ProcessTest.contains(err, "boot 9/9 run") || !process.isAlive());
    assertThat(process.isAlive()).as("%s", Files.readString(err)).isTrue();
    return process;
  }

  /** Takes what is free but so much. */
  private void leaveFree(String name, long bytes) throws IOException {
    try (RandomAccessFile ballast = new RandomAccessFile(disk.resolve(name).toFile(), "rw")) {
      byte[] block = new byte[64 << 10];
      while (disk.toFile().getUsableSpace() > bytes) {
        ballast.write(block);
      }
    } catch (IOException full) {
      assertThat(bytes).as("%s", full).isZero();
    }
  }

  private JsonNode status() {
    StringWriter out = new StringWriter();
    Main.execute(
        new PrintWriter(out, true),
        new PrintWriter(new StringWriter()),
        "status",
        "--output",
        "json",
        "--data-dir",
        disk.resolve("d").toString());
    return JsonMapper.shared().readTree(out.toString());
  }

  private boolean isRestrictedBy(String cause) {
    return status()
        .get("restrictions")
        .valueStream()
        .anyMatch(restriction -> restriction.get("cause").asString().equals(cause));
  }

  private void assertTheNextStartGoesOn() throws Exception {
    ProcessTest.Done next =
        ProcessTest.process(home, List.of(), run("--for", "60h", "--speed", "max"));
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(next.err()).contains("RESUMES run");
    StringWriter said = new StringWriter();
    int verified =
        Main.execute(
            new PrintWriter(said, true),
            new PrintWriter(said, true),
            "replay",
            "--verify",
            "--data-dir",
            disk.resolve("d").toString());
    assertThat(verified).as(said.toString()).isZero();
  }

  @Test
  void S06_gettingFullItProtectsThenEndsWith74AndGoesOnWhenThereIsRoom() throws Exception {
    Path err = home.resolve("err");
    Process process = start(err, "600x");
    assertThat(isRestrictedBy("low_disk")).isFalse();

    leaveFree("some", 20 * MIB);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> status().get("tradingMode").asString().equals("PROTECT"));
    assertThat(isRestrictedBy("low_disk")).isTrue();
    assertThat(process.isAlive()).isTrue();

    leaveFree("rest", 0);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(74);
    assertThat(Files.readString(err))
        .contains("no space left on device; make room there", "Put that right and start again")
        .doesNotContain("\tat ");

    Files.delete(disk.resolve("some"));
    Files.delete(disk.resolve("rest"));
    assertTheNextStartGoesOn();
    assertThat(isRestrictedBy("low_disk")).isFalse();
  }

  /** What a program gets from a disk that is pulled: ext4's own shutdown call. */
  private void pull() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "the call is made by python3");
    ProcessTest.shell(
        "python3",
        "-c",
        "import fcntl, os, struct, sys;"
            + "fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))",
        disk.toString());
  }

  @Test
  void S13_aDiskThatDiesEndsTheRunWith74AndItGoesOnFromWhatIsThere() throws Exception {
    Path err = home.resolve("err");
    Process process = start(err, "6000x");
    ProcessTest.await(() -> ProcessTest.journalBytes(disk) > 20_000 || !process.isAlive());
    pull();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(74);
    assertThat(Files.readString(err)).doesNotContain("\tat ");

    ProcessTest.shell("umount", disk.toString());
    ProcessTest.shell("mount", "-o", "loop", home.resolve("image").toString(), disk.toString());
    assertTheNextStartGoesOn();
  }

  @Test
  void S13_onAReadOnlyDiskItDoesNotStartAndCanBeAsked() throws Exception {
    Process process = start(home.resolve("err"), "600x");
    ProcessTest.shell("kill", "-TERM", Long.toString(process.pid()));
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    ProcessTest.shell("mount", "-o", "remount,ro", disk.toString());

    ProcessTest.Done refused = ProcessTest.process(home, List.of(), run("--for", "60h"));
    assertThat(refused.code()).as(refused.err()).isEqualTo(74);
    assertThat(refused.err())
        .contains("read-only file system; mount it writable")
        .doesNotContain("\tat ");
    assertThat(status().get("phase").asString()).isEqualTo("not running");

    ProcessTest.shell("mount", "-o", "remount,rw", disk.toString());
    assertTheNextStartGoesOn();
  }
}
