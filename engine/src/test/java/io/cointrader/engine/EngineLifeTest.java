package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.OperatorCommand.Verb;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an engine that is used out of turn, or whose ground is taken away. */
@Timeout(30)
final class EngineLifeTest {

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 12);
  }

  /** At this speed the next candle is a minute away: nothing happens but what is commanded. */
  private Engine quiet() {
    return engine(builder -> builder.speed(1));
  }

  private Engine engine(UnaryOperator<EngineBuilder> more) {
    return more.apply(
            Engine.builder().config(Rig.config(Map.of())).feed(Rig.replay(files)).dataDir(home))
        .build();
  }

  @Test
  void waitingForAnEngineThatWasNotStartedIsRefused() {
    Engine engine = quiet();
    assertThatThrownBy(engine::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine is not running");
    assertThatThrownBy(engine::stop).isInstanceOf(IllegalStateException.class);
    engine.close();
  }

  @Test
  void aFailedStartEndsTheWaitAndGivesTheDirectoryUp() {
    Engine refused =
        Engine.builder()
            .config(Rig.config(Map.of("account.currency", "EUR")))
            .feed(Rig.replay(files))
            .dataDir(home)
            .build();
    assertThatThrownBy(refused::start).isInstanceOf(StartFailure.class);
    assertThatThrownBy(refused::await)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StartFailure.class);
    assertThat(refused.phase()).isEqualTo("failed");
    try (Engine next = quiet()) {
      next.start();
    }
  }

  /** Whatever a part of the embedder's throws, the next start must find the directory free. */
  @Test
  void anUnexpectedExceptionWhileStartingLeavesNothingLocked() {
    FactSink broken =
        fact -> {
          throw new UnsupportedOperationException("planted");
        };
    Engine failing = engine(builder -> builder.watcher(broken));
    assertThatThrownBy(failing::start).isInstanceOf(UnsupportedOperationException.class);
    assertThat(failing.phase()).isEqualTo("failed");
    assertThatThrownBy(failing::await).hasCauseInstanceOf(UnsupportedOperationException.class);
    try (Engine next = engine(builder -> builder.fresh(true).speed(1))) {
      next.start();
    }
  }

  @Test
  void anEngineClosedBeforeItsStartNeverTrades() {
    Engine engine = quiet();
    engine.close();
    engine.close();
    assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(engine::await).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anEngineClosedDuringItsStartDoesNotTradeAndGivesTheDirectoryUp() {
    AtomicReference<Engine> self = new AtomicReference<>();
    FactSink closer =
        fact -> {
          if (fact instanceof Fact.RunStarted) {
            self.get().close();
          }
        };
    Engine engine = engine(builder -> builder.watcher(closer).controlSocket(true));
    self.set(engine);
    assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
    assertThat(engine.phase()).isEqualTo("failed");
    assertThat(engine.ended()).isCompletedExceptionally();
    try (Engine next = quiet()) {
      next.start();
    }
  }

  @Test
  void aThreadThatCannotBeMadeGivesSocketAndDirectoryUp() {
    List<Runnable> made = new ArrayList<>();
    Engine engine =
        engine(
            builder ->
                builder
                    .controlSocket(true)
                    .threads(
                        task -> {
                          made.add(task);
                          if (made.size() == 2) {
                            throw new OutOfMemoryError("planted: no native thread");
                          }
                          return new Thread(task);
                        }));
    assertThatThrownBy(engine::start).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(engine::await).hasCauseInstanceOf(OutOfMemoryError.class);
    try (Engine next = engine(builder -> builder.speed(1).controlSocket(true))) {
      next.start();
    }
  }

  /** Two engines with the same clock reading stop the same run one after the other. */
  @Test
  void everyStopIsAnotherCommand() {
    Clock fixed = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    for (int i = 0; i < 3; i++) {
      Engine engine = engine(builder -> builder.speed(1).clock(fixed));
      engine.start();
      assertThat(engine.stop().finished()).isFalse();
    }
  }

  @Test
  void theIdOfOneCommandDoesNotStandForAnother() {
    try (Engine engine = quiet()) {
      engine.start();
      assertThat(engine.command(Verb.PAUSE, "c1").done()).isTrue();
      assertThat(engine.command(Verb.PAUSE, "c1").text()).isEqualTo("carried out before");
      assertThat(engine.command(Verb.KILL, "c1"))
          .isEqualTo(
              new CommandAnswer(
                  "not done: the id c1 stands for PAUSE; choose another", false, true));
      assertThat(engine.state().restrictions()).extracting(r -> r.cause()).containsExactly("pause");
      assertThatThrownBy(() -> engine.command(Verb.KILL, " "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a command's id has 1 to 200 characters, found 1");
      assertThat(engine.phase()).isEqualTo("run");
    }
  }

  /** Its thread is the one that would have to answer. */
  @Test
  void aWatcherIsAnsweredAtOnceAndMayNotCommand() {
    AtomicReference<Engine> self = new AtomicReference<>();
    List<BotSnapshot> seen = new ArrayList<>();
    List<Symbol> marked = new ArrayList<>();
    List<RuntimeException> refused = new ArrayList<>();
    FactSink watcher =
        fact -> {
          Engine engine = self.get();
          if (fact instanceof Fact.CommandAnswered && engine != null) {
            seen.add(engine.state());
            marked.addAll(engine.marks().keySet());
            try {
              engine.command(Verb.KILL, "k1");
            } catch (IllegalStateException notHere) {
              refused.add(notHere);
            }
            try {
              engine.stop();
            } catch (IllegalStateException notHere) {
              refused.add(notHere);
            }
            try {
              engine.close();
            } catch (IllegalStateException notHere) {
              refused.add(notHere);
            }
          }
        };
    try (Engine engine = engine(builder -> builder.speed(1).watcher(watcher))) {
      engine.start();
      self.set(engine);
      engine.command(Verb.PAUSE, "p1");
      assertThat(seen).hasSize(1);
      assertThat(seen.get(0).restrictions()).extracting(r -> r.cause()).containsExactly("pause");
      assertThat(refused).hasSize(3);
      assertThat(engine.phase()).isEqualTo("run");
      self.set(null);
    }
  }

  /** What is written into files that are gone is lost: it must not trade on. */
  @Test
  void aDataDirectoryThatIsMovedAwayEndsTheEngine() throws IOException {
    Engine engine = quiet();
    engine.start();
    Files.move(home.resolve("paper"), home.resolve("moved"));
    assertThatThrownBy(engine::stop)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StorageException.class)
        .hasMessageContaining("/journal")
        .hasMessageContaining("no such file");
    assertThat(home.resolve("paper")).doesNotExist();
  }

  @Test
  void aJournalOrLockThatIsRemovedEndsTheEngine() throws IOException {
    for (String gone : List.of("owner.lock", "journal/00000001.jsonl")) {
      Engine engine = engine(builder -> builder.speed(60_000).dataDir(home.resolve(gone)));
      engine.start();
      Files.delete(engine.directory().resolve(gone));
      assertThatThrownBy(engine::await).as(gone).hasCauseInstanceOf(StorageException.class);
    }
  }

  /** Between two inputs it forces what there is, which must not put off the look at the lock. */
  @Test
  void O04_S13_aPacedEngineThatLostItsLockEnds() throws IOException {
    for (double speed : List.of(60.0, 600.0)) {
      Engine engine = engine(builder -> builder.speed(speed).dataDir(home.resolve("at" + speed)));
      engine.start();
      Files.delete(engine.directory().resolve("owner.lock"));
      assertThatThrownBy(engine::await).hasCauseInstanceOf(StorageException.class);
    }
  }

  /** Whoever asks while it finds that out is not left waiting. */
  @Test
  void O04_aCommandToAnEngineThatLostItsLockIsAnswered() throws IOException {
    Engine engine = quiet();
    engine.start();
    Files.delete(engine.directory().resolve("owner.lock"));
    boolean durable = true;
    for (int i = 0; durable; i++) {
      durable = engine.command(OperatorCommand.Verb.PAUSE, "pause-" + i).durable();
    }
    assertThatThrownBy(engine::await).hasCauseInstanceOf(StorageException.class);
  }

  @Test
  void S13_aJournalThatIsCutInPlaceEndsTheEngine() throws IOException {
    Engine engine = engine(builder -> builder.speed(600));
    engine.start();
    try (FileChannel journal =
        FileChannel.open(
            engine.directory().resolve("journal/00000001.jsonl"), StandardOpenOption.WRITE)) {
      journal.truncate(0);
    }
    assertThatThrownBy(engine::await)
        .hasCauseInstanceOf(StorageException.class)
        .hasMessageContaining("it is shorter than what was written to it");
  }

  /** Whoever can write the file can seal it: the record is what a snapshot is held against. */
  @Test
  void K06_aSnapshotThatSaysOtherThanTheRecordIsRefused() throws IOException {
    try (Engine engine = engine(builder -> builder.speed(60_000))) {
      engine.start();
      engine.stop();
    }
    FileStorage storage;
    try (Engine engine = quiet()) {
      engine.start();
      engine.stop();
      storage = FileStorage.at(engine.directory());
    }
    SnapshotStore snapshots = new SnapshotStore(storage);
    SnapshotStore.Snapshot honest = snapshots.peek().orElseThrow();
    BotState richer = BotState.of(honest.state());
    richer.apply(
        new Fact.RunStarted(richer.at(), richer.runId(), richer.currency(), Money.of("50000")));
    snapshots.save(
        new SnapshotStore.Snapshot(
            honest.format(),
            honest.identity(),
            honest.sequence(),
            honest.head(),
            honest.decisionsHash(),
            honest.consumed(),
            honest.marks(),
            richer.snapshot()));

    Engine refused = quiet();
    assertThatThrownBy(refused::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA))
        .hasMessageContaining("holds another state than the record before it gives");
    snapshots.save(honest);
    try (Engine engine = quiet()) {
      engine.start();
    }
  }

  /** Whoever replays the record stands somewhere else. */
  @Test
  void theRecordSaysWhereTheDataIsFromAnywhere() {
    Config config =
        Rig.config(
            Map.of(
                "market.feed",
                "replay",
                "market.data",
                String.valueOf(files.get(0).getFileName())));
    try (Engine engine =
        Engine.builder().config(config).workingDirectory(data).dataDir(home).speed(1).build()) {
      assertThat(engine.start().settings()).containsEntry("market.data", files.get(0).toString());
    }
  }
}
