package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.storage.FileStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an engine whose core thread is taken from it by an error, or hangs. */
@Timeout(60)
final class CoreThreadTest {

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, 4);
  }

  /** Does something bad when it is asked for the tenth time in the run, not in its self-test. */
  private record Bad(Runnable deed, AtomicInteger lives) implements StrategyProvider {

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("bad", "Bad").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      boolean trial = setup.symbol().toString().startsWith("TEST");
      AtomicInteger asked = new AtomicInteger();
      return view -> {
        if (!trial && asked.incrementAndGet() == 10) {
          lives.incrementAndGet();
          deed.run();
        }
        return Decision.none("nothing");
      };
    }
  }

  private Engine engine(Runnable deed, String... settings) {
    return Engine.builder()
        .config(
            settings.length == 0
                ? Map.of("strategies.enabled", "range_breakout")
                : Map.of("strategies.enabled", "bad", settings[0], settings[1]))
        .strategy(new Bad(deed, new AtomicInteger()))
        .feed(Rig.replay(files))
        .dataDir(home)
        .build();
  }

  private Engine hanging(Runnable deed) {
    return Engine.builder()
        .config(Map.of("strategies.enabled", "bad", "engine.stall_after", "1s"))
        .strategy(new Bad(deed, new AtomicInteger()))
        .feed(Rig.replay(files))
        .dataDir(home)
        .controlSocket(true)
        .build();
  }

  @Test
  void aCommandOnWhichTheEngineFailsIsAnsweredAndStopEnds() {
    Engine engine =
        Engine.builder()
            .config(Map.of("strategies.enabled", "range_breakout"))
            .feed(Rig.replay(files))
            .dataDir(home)
            .speed(60)
            .watcher(
                fact -> {
                  if (fact instanceof Fact.CommandAnswered) {
                    throw new IllegalStateException("planted");
                  }
                })
            .build();
    engine.start();
    assertThatThrownBy(() -> engine.command(OperatorCommand.Verb.PAUSE, "p"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
    assertThatThrownBy(engine::stop).isInstanceOf(CompletionException.class);
    assertThat(engine.phase()).isEqualTo("failed");
  }

  private void assertTheNextStartGoesOn() {
    RunSummary summary;
    try (Engine next = engine(() -> {})) {
      assertThat(next.start().resumed()).isTrue();
      summary = next.await();
    }
    RecordedFeed feed = Rig.replay(files);
    assertThat(summary.candles()).isEqualTo(Rig.candles(feed));
  }

  private static int deep(int n) {
    return n == 0 ? 0 : 1 + deep(n + 1);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            OutOfMemoryError.class,
            (Runnable)
                () -> {
                  throw new OutOfMemoryError("planted");
                }),
        Arguments.of(StackOverflowError.class, (Runnable) () -> deep(1)),
        Arguments.of(
            NoClassDefFoundError.class,
            (Runnable)
                () -> {
                  throw new NoClassDefFoundError("planted");
                }),
        Arguments.of(
            AssertionError.class,
            (Runnable)
                () -> {
                  throw new AssertionError("planted");
                }));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void P08_anErrorThatEscapesStopsTradingAndTheNextStartGoesOn(
      Class<? extends Error> error, Runnable deed) {
    Engine engine = engine(deed, "engine.stall_after", "60s");
    engine.start();
    assertThatThrownBy(engine::await)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(error);
    assertThat(engine.phase()).isEqualTo("failed");
    assertThatThrownBy(engine::state).isInstanceOf(IllegalStateException.class);
    assertTheNextStartGoesOn();
  }

  @Test
  void P08_P09_whenAnotherThreadOfTheEngineDiesItStopsTooAndTheNextStartGoesOn() {
    Engine engine =
        Engine.builder()
            .config(Map.of("strategies.enabled", "range_breakout"))
            .feed(Rig.replay(files))
            .dataDir(home)
            .speed(600)
            .threads(
                task ->
                    task instanceof Watchdog
                        ? new Thread(
                            () -> {
                              throw new OutOfMemoryError("planted");
                            })
                        : new Thread(task))
            .build();
    engine.start();
    assertThatThrownBy(engine::await)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(engine.phase()).isEqualTo("failed");
    assertTheNextStartGoesOn();
  }

  @Test
  void P09_aCoreThreadThatHangsIsGivenUpAndWritesNothingMoreWhenItWakes() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    AtomicReference<Thread> core = new AtomicReference<>();
    Engine engine =
        hanging(
            () -> {
              core.set(Thread.currentThread());
              hangs.countDown();
              try {
                wakes.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              woken.countDown();
            });
    engine.start();
    hangs.await();
    assertThatThrownBy(engine::await)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one input has taken more than 1 s (engine.stall_after)")
        .hasMessageContaining("the core thread hangs at");
    assertThat(engine.phase()).isEqualTo("failed");

    Path stream = home.resolve("paper").resolve(Rig.replay(files).stream());
    JournalReader.Verified recorded = JournalReader.read(FileStorage.at(stream), entry -> {});
    try (Engine next =
        Engine.builder()
            .config(Map.of("strategies.enabled", "range_breakout"))
            .feed(Rig.replay(files))
            .dataDir(home)
            .controlSocket(true)
            .speed(60)
            .build()) {
      assertThat(next.start().resumed()).isTrue();
      String identity = Rig.read(stream.resolve("identity.json"));
      assertThat(identity).contains(".sock");
      wakes.countDown();
      woken.await();
      core.get().join();
      assertThat(Rig.read(stream.resolve("identity.json"))).isEqualTo(identity);
      assertThat(ControlSocket.place(FileStorage.at(stream).root(), ".sock")).exists();
      next.stop();
    }
    assertThat(JournalReader.read(FileStorage.at(stream), entry -> {}).records())
        .isGreaterThan(recorded.records());
  }

  /** Takes a hundredth of the time that one input may take, for each of some hundred candles. */
  private record Slow() implements StrategyProvider {

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("slow", "Slow").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        for (long end = System.nanoTime() + 10_000_000; System.nanoTime() < end; ) {
          Thread.onSpinWait();
        }
        return Decision.none("nothing");
      };
    }
  }

  @Test
  void P09_aSlowStrategyIsNotAHangingOneWhereCandlesAreTakenInStretches() {
    RecordedFeed one = Rig.replay(files.subList(0, 1));
    Engine engine =
        Engine.builder()
            .config(Map.of("strategies.enabled", "slow", "engine.stall_after", "1s"))
            .strategy(new Slow())
            .feed(one)
            .until(one.start().plus(Duration.ofHours(5)))
            .dataDir(home)
            .build();
    try (engine) {
      engine.start();
      assertThat(engine.await().candles()).isGreaterThan(200);
    }
  }
}
