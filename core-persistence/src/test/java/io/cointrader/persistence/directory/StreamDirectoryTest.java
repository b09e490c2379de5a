package io.cointrader.persistence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.persistence.Samples;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.journal.Journal;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.SimulatedDisk;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamDirectoryTest {

  private static final Instant NOW = Instant.parse("2021-05-19T12:34:00Z");
  private static final Consumer<String> NONE_DAMAGED =
      line -> {
        throw new AssertionError(line);
      };

  @TempDir Path temporary;

  private static StreamDirectory open(Storage storage, boolean fresh, String newRunId) {
    return StreamDirectory.open(storage, "paper", "sim-1", fresh, newRunId, NOW);
  }

  private static void record(Storage storage, String runId) {
    try (Journal journal = Journal.open(storage, 1 << 20, runId, entry -> {})) {
      journal.append(Samples.facts().get(0), (fact, bytes, offset, length) -> {});
    }
  }

  @Test
  void anUnfinishedRunIsGoneOnWith() {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (StreamDirectory first = open(disk, false, "run-1")) {
      assertThat(first.isResumed()).isFalse();
      assertThat(first.identity())
          .isEqualTo(
              new Identity(1, "paper", "sim-1", "run-1", NOW, Optional.empty(), Optional.empty()));
      first.listening(Optional.of("/run/1.sock"));
    }
    try (StreamDirectory second = open(disk, false, "run-2")) {
      assertThat(second.isResumed()).isTrue();
      assertThat(second.identity().runId()).isEqualTo("run-1");
      assertThat(second.identity().socket()).contains("/run/1.sock");
    }
  }

  @Test
  void aFinishedRunIsArchivedAndAFreshOneBegins() {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (StreamDirectory first = open(disk, false, "run-1")) {
      record(disk, "run-1");
      first.finish(NOW.plusSeconds(60));
    }
    try (StreamDirectory second = open(disk, false, "run-2")) {
      assertThat(second.isResumed()).isFalse();
      assertThat(second.identity().runId()).isEqualTo("run-2");
    }
    assertThat(disk.files().keySet())
        .containsExactly(
            "archive/run-1/identity.json",
            "archive/run-1/journal/00000001.jsonl",
            "identity.json",
            "owner.pid");
  }

  @Test
  void freshSetsAnUnfinishedRunAside() {
    SimulatedDisk disk = new SimulatedDisk(1);
    open(disk, false, "run-1").close();
    try (StreamDirectory second = open(disk, true, "run-2")) {
      assertThat(second.identity().runId()).isEqualTo("run-2");
    }
    assertThat(disk.exists("archive/run-1/identity.json")).isTrue();
  }

  @Test
  void S07_S10_archivingCutShortAnywhereIsEndedByTheNextOwner() {
    for (Consumer<SimulatedDisk> fate :
        List.<Consumer<SimulatedDisk>>of(
            SimulatedDisk::restart, SimulatedDisk::loseAll, SimulatedDisk::loseSome)) {
      boolean ended = false;
      for (int stop = 1; !ended; stop++) {
        for (int seed = 0; seed < 20; seed++) {
          ended = archiveInterrupted(100L * stop + seed, stop, fate);
        }
      }
    }
  }

  private static boolean archiveInterrupted(long seed, int stop, Consumer<SimulatedDisk> fate) {
    SimulatedDisk disk = new SimulatedDisk(seed);
    StreamDirectory first = open(disk, false, "run-1");
    record(disk, "run-1");
    disk.createDirectories("snapshots");
    disk.createDirectories("trades");
    first.finish(NOW);
    disk.loseAll();
    boolean ended = attempt(disk, stop, "run-2");
    fate.accept(disk);
    attempt(disk, 1 + stop % 4, "run-3");
    fate.accept(disk);
    try (StreamDirectory last = open(disk, false, "run-4")) {
      assertThat(last.identity().runId()).isIn("run-2", "run-3", "run-4");
      assertThat(last.identity().finished()).isEmpty();
      assertThat(disk.list("")).doesNotContain("journal", "snapshots", "trades");
      assertThat(disk.list("archive")).containsExactly("run-1");
      assertThat(disk.list("archive/run-1"))
          .containsExactly("identity.json", "journal", "snapshots", "trades");
    }
    return ended;
  }

  private static boolean attempt(SimulatedDisk disk, int stop, String runId) {
    disk.stopAfter(stop);
    try {
      open(disk, false, runId);
      return true;
    } catch (SimulatedDisk.Stopped stopped) {
      return false;
    }
  }

  @Test
  void S11_aRunOfAnotherModeOrStreamIsRefused() {
    SimulatedDisk disk = new SimulatedDisk(1);
    open(disk, false, "run-1").close();
    assertThatThrownBy(() -> StreamDirectory.open(disk, "live", "sim-1", false, "run-2", NOW))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("holds a paper run of sim-1, not a live run of sim-1");
    assertThatThrownBy(() -> StreamDirectory.open(disk, "paper", "coinbase", true, "run-2", NOW))
        .isInstanceOf(CodecException.class);
    open(disk, false, "run-2").close();
  }

  @Test
  void S11_aJournalWithoutAnIdentityIsRefused() {
    SimulatedDisk disk = new SimulatedDisk(1);
    record(disk, "run-1");
    assertThatThrownBy(() -> open(disk, false, "run-2"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("no identity.json");
    assertThat(disk.exists("identity.json")).isFalse();
  }

  @Test
  void theOwnerIsNamedToOthersOfThisProcess() {
    Storage storage = FileStorage.at(temporary);
    try (StreamDirectory owned = open(storage, false, "run-1")) {
      assertThat(owned.storage()).isSameAs(storage);
      assertThatThrownBy(() -> open(FileStorage.at(temporary), false, "run-2"))
          .isInstanceOf(DirectoryInUse.class)
          .hasMessageContaining("process id " + ProcessHandle.current().pid())
          .hasMessageContaining(temporary.toString());
    }
    open(storage, false, "run-3").close();
  }

  @Test
  void anotherProcessIsKeptOutUntilTheOwnerIsGone() throws IOException {
    try (StreamDirectory owned = open(FileStorage.at(temporary), false, "run-1")) {
      assertThat(owned.isResumed()).isFalse();
      assertThatThrownBy(() -> open(FileStorage.at(temporary), false, "run-2"))
          .isInstanceOf(DirectoryInUse.class);
      try (Child child = new Child(temporary)) {
        assertThat(child.answer()).isEqualTo("in use");
      }
    }
    try (Child child = new Child(temporary)) {
      assertThat(child.answer()).isEqualTo("owned run-1");
      assertThatThrownBy(() -> open(FileStorage.at(temporary), false, "run-2"))
          .isInstanceOf(DirectoryInUse.class)
          .hasMessageContaining("process id " + child.process.pid());
    }
    open(FileStorage.at(temporary), false, "run-2").close();
  }

  /** Killed when closed. */
  private static final class Child implements AutoCloseable {

    private final Process process;

    Child(Path directory) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Owner.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    }

    String answer() throws IOException {
      return new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void runsAreFoundByTheTimeTheyBeganWithoutTouchingAnything() throws IOException {
    Path stream = temporary.resolve("paper/sim-1");
    Storage storage = FileStorage.at(stream);
    try (StreamDirectory first =
        StreamDirectory.open(storage, "paper", "sim-1", false, "run-b", NOW)) {
      record(storage, "run-b");
      first.finish(NOW);
    }
    try (StreamDirectory second =
        StreamDirectory.open(storage, "paper", "sim-1", false, "run-a", NOW.plusSeconds(9))) {
      record(storage, "run-a");
      List<String> before = tree(temporary);
      List<RunDirectories.Run> runs = RunDirectories.find(temporary, NONE_DAMAGED);
      assertThat(runs).extracting(run -> run.identity().runId()).containsExactly("run-b", "run-a");
      assertThat(runs).extracting(RunDirectories.Run::archived).containsExactly(true, false);
      assertThat(JournalReader.read(runs.get(0).storage(), entry -> {}).identity())
          .isEqualTo("run-b");
      assertThat(RunDirectories.find(stream, NONE_DAMAGED)).hasSize(2);
      assertThat(RunDirectories.find(runs.get(0).directory(), NONE_DAMAGED))
          .extracting(run -> run.identity().runId())
          .containsExactly("run-b");
      assertThat(RunDirectories.find(temporary.resolve("none"), NONE_DAMAGED)).isEmpty();
      assertThat(tree(temporary)).isEqualTo(before);
      assertThat(second.identity().runId()).isEqualTo("run-a");
    }
  }

  private static List<String> tree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  /** Directories of two streams, each with its run. */
  private void openTwo() {
    for (String stream : List.of("sim-1", "sim-2")) {
      StreamDirectory.open(
              FileStorage.at(temporary.resolve("paper").resolve(stream)),
              "paper",
              stream,
              false,
              "run-" + stream,
              NOW)
          .close();
    }
  }

  @Test
  void aDamagedIdentityLeavesTheOtherRunsReadable() throws IOException {
    openTwo();
    Path damaged = temporary.resolve("paper/sim-1");
    Files.writeString(damaged.resolve("identity.json"), "{}", StandardCharsets.UTF_8);
    List<String> told = new ArrayList<>();
    assertThat(RunDirectories.find(temporary, told::add))
        .extracting(run -> run.identity().runId())
        .containsExactly("run-sim-2");
    assertThat(told)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith(
                        damaged.resolve("identity.json") + " is left out: it cannot be read: "));
    assertThatThrownBy(() -> RunDirectories.find(damaged, NONE_DAMAGED))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void aDirectoryThatMayNotBeReadLeavesTheOtherRunsReadable() throws IOException {
    StreamDirectory.open(
            FileStorage.at(temporary.resolve("paper/sim-1")), "paper", "sim-1", false, "run-1", NOW)
        .close();
    Path closed = Files.createDirectory(temporary.resolve("lost+found"));
    assumeTrue(closed.toFile().setReadable(false) && !Files.isReadable(closed), "root reads all");
    List<String> told = new ArrayList<>();
    assertThat(RunDirectories.find(temporary, told::add)).hasSize(1);
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith(closed + " is left out: it cannot be read: ");
    assertThatThrownBy(() -> RunDirectories.find(closed, NONE_DAMAGED))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void aCopyUnderAnotherNameAndAJournalWithoutIdentityAreLeftOutAndTold() throws IOException {
    openTwo();
    Path copy = temporary.resolve("paper/sim-1.bak");
    Files.createDirectories(copy);
    Files.copy(temporary.resolve("paper/sim-1/identity.json"), copy.resolve("identity.json"));
    Path bare = temporary.resolve("paper/sim-2");
    Files.delete(bare.resolve("identity.json"));
    Files.createDirectories(bare.resolve("journal"));
    List<String> told = new ArrayList<>();

    assertThat(RunDirectories.find(temporary, told::add))
        .extracting(RunDirectories.Run::directory)
        .containsExactly(temporary.resolve("paper/sim-1"));
    assertThat(told)
        .containsExactly(
            copy
                + " is left out: it holds a run of sim-1 under another name; name the directory"
                + " itself to read it",
            bare + " is left out: it holds a journal, and no identity.json");
    assertThat(RunDirectories.find(copy, NONE_DAMAGED)).hasSize(1);
    Path above = Files.createDirectories(temporary.resolve("above/data")).getParent();
    Files.move(temporary.resolve("paper"), above.resolve("data/paper"));
    assertThat(RunDirectories.find(above, NONE_DAMAGED)).isEmpty();
  }

  @Test
  void aRunIdThatIsAPathIsNoRunId() throws IOException {
    Path stream = temporary.resolve("paper/sim-1");
    Storage storage = FileStorage.at(stream);
    StreamDirectory.open(storage, "paper", "sim-1", false, "run-1", NOW).close();
    Path identity = stream.resolve("identity.json");
    Files.writeString(
        identity, Files.readString(identity).replace("run-1", "../run-1"), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> open(storage, false, "run-2"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("names a run ../run-1, which is no id");
  }

  @Test
  void freshSetsFilesWithoutAReadableIdentityAside() throws IOException {
    Path identity = temporary.resolve("identity.json");
    for (String damage : List.of("{", "", "missing")) {
      Storage storage = FileStorage.at(temporary);
      open(storage, true, "run-1").close();
      record(storage, "run-1");
      if (damage.equals("missing")) {
        Files.delete(identity);
      } else {
        Files.writeString(identity, damage);
      }
      assertThatThrownBy(() -> open(storage, false, "run-2"))
          .as(damage)
          .isInstanceOf(CodecException.class);
      try (StreamDirectory fresh = open(storage, true, "run-3" + damage.length())) {
        assertThat(fresh.isResumed()).isFalse();
        assertThat(storage.exists("journal")).isFalse();
        String aside = "archive/before-" + fresh.identity().runId();
        assertThat(storage.exists(aside + "/journal/00000001.jsonl")).as(damage).isTrue();
        assertThat(storage.exists(aside + "/identity.json")).isEqualTo(!damage.equals("missing"));
      }
    }
  }

  @Test
  void aDirectoryThatWasMovedOrReplacedIsNoticed() throws IOException {
    Path place = temporary.resolve("paper/sim-1");
    try (StreamDirectory owned =
        StreamDirectory.open(FileStorage.at(place), "paper", "sim-1", false, "run-1", NOW)) {
      owned.check();
      Files.move(place, temporary.resolve("away"));
      assertThatThrownBy(owned::check).isInstanceOf(StorageException.class);
      Files.createDirectory(place);
      Files.writeString(place.resolve("owner.lock"), "");
      assertThatThrownBy(owned::check)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it is another file now");
      assertThatThrownBy(() -> owned.finish(NOW)).isInstanceOf(StorageException.class);
      assertThat(tree(place)).containsExactly(place.toString(), place + "/owner.lock");
    }
  }
}
