package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.persistence.journal.Archive;
import io.cointrader.persistence.journal.JournalPruned;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.PrunedRecords;
import io.cointrader.persistence.journal.Retention;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose oldest segments are pruned: what goes on, and what cannot be told any more. */
@Timeout(60)
final class PrunedRunTest {

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 40);
  }

  /** Goes on with the run for so many facts. */
  private RunSummary trade(int facts) throws InterruptedException {
    return trade(facts, home.resolve("outside"));
  }

  private RunSummary trade(int facts, Path archive) throws InterruptedException {
    Config config =
        Rig.config(Map.of("storage.retain", "1MiB", "storage.archive", archive.toString()));
    CountDownLatch enough = new CountDownLatch(facts);
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(Rig.replay(files))
            .dataDir(home.resolve("data"))
            .speed(400_000)
            .watcher(fact -> enough.countDown())
            .build()) {
      engine.start();
      enough.await();
      return engine.stop();
    }
  }

  private static Retention retention(Storage storage) {
    return new Retention(storage, 1, "of the test", Archive.NONE);
  }

  private Storage storage() {
    try (RecordedFeed feed = Rig.replay(files)) {
      return FileStorage.at(home.resolve("data/paper").resolve(feed.stream()));
    }
  }

  private static List<Object> trades(Storage storage) {
    List<Object> trades = new ArrayList<>();
    PrunedRecords.TRADES.read(storage, entry -> trades.add(entry.record()));
    JournalReader.read(
        storage,
        entry -> {
          if (entry.isType("position-closed")) {
            trades.add(entry.record());
          }
        });
    return trades;
  }

  @Test
  void S15_itGoesOnFromItsSnapshotAndNoTradeIsForgotten() throws Exception {
    trade(400);
    trade(100);
    RunSummary before = trade(100);
    Storage storage = storage();
    List<Object> trades = trades(storage);
    RecordedState whole = RecordedState.read(storage, Place.END);
    assertThat(JournalReader.read(storage, entry -> {}).segments()).isGreaterThan(1);

    Retention.Kept kept = retention(storage).apply(new SnapshotStore(storage).recoverable());

    assertThat(kept.pruned()).isPositive();
    assertThat(trades(storage)).isEqualTo(trades);
    RecordedState left = RecordedState.read(storage, Place.END);
    assertThat(left.sequence()).isEqualTo(whole.sequence());
    assertThat(left.state().snapshot()).isEqualTo(whole.state().snapshot());
    assertThatThrownBy(() -> RecordedState.read(storage, new Place.AtSequence(1)))
        .isInstanceOf(JournalPruned.class)
        .hasMessageContaining("pruned before sequence");
    assertThatThrownBy(
            () -> Rig.verify(Path.of(storage.root()), List.of(), () -> Rig.replay(files)))
        .isInstanceOf(JournalPruned.class)
        .hasMessageContaining("needs the whole record");

    RunSummary after = trade(100);
    assertThat(after.runId()).isEqualTo(before.runId());
    assertThat(after.candles()).isGreaterThan(before.candles());
    assertThat(trades(storage).subList(0, trades.size())).isEqualTo(trades);
    assertThat(trades(storage)).allMatch(Fact.PositionClosed.class::isInstance);
  }

  /** What a reader sees when segments are pruned before one of its calls. */
  @Test
  void S15_whoFoldsWhileSegmentsArePrunedHasTheWholeStateAndNoneHasHalfARecord() throws Exception {
    trade(400);
    trade(100);
    trade(100);
    Storage storage = storage();
    RecordedState truth = RecordedState.read(storage, Place.END);
    long records = JournalReader.read(storage, entry -> {}).records();
    boolean met = true;
    int pruned = 0;
    for (int call = 1; met; call++) {
      Storage one = copy(storage, "state" + call);
      int[] left = {call};
      RecordedState read = RecordedState.read(pruning(one, left), Place.END);
      assertThat(read.sequence()).isEqualTo(truth.sequence());
      assertThat(read.state().snapshot()).isEqualTo(truth.state().snapshot());
      met = left[0] <= 0;

      Storage other = copy(storage, "whole" + call);
      try {
        assertThat(JournalReader.readWhole(pruning(other, new int[] {call}), entry -> {}).records())
            .isEqualTo(records);
      } catch (JournalPruned told) {
        pruned++;
      }
    }
    assertThat(pruned).isPositive();
  }

  private Storage copy(Storage storage, String name) throws IOException {
    Path from = Path.of(storage.root());
    Path to = home.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return FileStorage.at(to);
  }

  private static Storage pruning(Storage storage, int[] left) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (--left[0] == 0) {
                assertThat(
                        retention(storage).apply(new SnapshotStore(storage).recoverable()).pruned())
                    .isPositive();
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  @Test
  void K06_theHeadOfEachStopIsNotedInTheArchive() throws Exception {
    RunSummary first = trade(100);
    RunSummary second = trade(100);
    List<String> heads =
        Files.readAllLines(home.resolve("outside").resolve(first.runId()).resolve("heads"));
    assertThat(heads).hasSize(2);
    assertThat(heads.get(0))
        .startsWith(first.runId() + " ")
        .endsWith(" " + first.journalHead().orElseThrow());
    assertThat(heads.get(1))
        .startsWith(first.runId() + " ")
        .endsWith(" " + second.journalHead().orElseThrow());
  }

  @Test
  void K06_anArchiveInTheDataDirectoryOrAroundItIsRefusedAtTheStart() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.createSymbolicLink(home.resolve("link"), data);
    for (Path archive :
        List.of(
            data,
            data.resolve("archive"),
            home,
            home.resolve("outside/../data/x"),
            home.resolve("link"),
            home.resolve("link/not/there/yet"))) {
      assertThatThrownBy(() -> trade(1, archive))
          .as("%s", archive)
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> {
                assertThat(failure.step()).isEqualTo("config");
                assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
                assertThat(failure.reason()).startsWith("storage.archive: ").contains(" data ");
                assertThat(failure.remedy())
                    .hasValueSatisfying(text -> assertThat(text).contains("outside"));
              });
    }
    assertThat(data).as("nothing was begun").isEmptyDirectory();
    trade(1, home.resolve("data-archive"));
  }

  @Test
  void S15_withoutAWholeSnapshotAPrunedRunIsRefused() throws Exception {
    trade(400);
    trade(100);
    trade(100);
    Storage storage = storage();
    assertThat(retention(storage).apply(new SnapshotStore(storage).recoverable()).pruned())
        .isPositive();
    for (String name : storage.list("snapshots")) {
      Files.writeString(Path.of(storage.root(), "snapshots", name), "{}");
    }

    assertThatThrownBy(() -> trade(1))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
              assertThat(failure).hasMessageContaining("cannot be recovered from this directory");
            });
  }
}
