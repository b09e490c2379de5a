package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.events.InputQueue;
import io.cointrader.events.Replay;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand.Verb;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.FileStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines on a live feed whose market and clock the test moves. */
@Timeout(60)
final class LiveRunTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final List<StrategyProvider> STRATEGIES = List.of(new Dip());

  @TempDir Path home;
  private final MovedClock clock = new MovedClock("2026-03-04T12:00:00Z");
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private PushedFeed feed = new PushedFeed(clock, BTC, ETH);
  private final TreeMap<String, String> settings =
      new TreeMap<>(
          Map.of(
              "strategies.enabled", "dip",
              "risk.entry.min_net_reward_risk", "0",
              "risk.entry.cooldown", "0s"));

  /** Buys at the close of a candle that closes at 90. */
  private static final class Dip implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("dip", "Dip").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view ->
          view.candles(Timeframe.M1).close(0) == 90
              ? Decision.buy(90).stop(80).targets(120).score(90).because("dip")
              : Decision.none("no_dip");
    }
  }

  private EngineBuilder builder() {
    feed = new PushedFeed(clock, BTC, ETH);
    Config config = Config.of(settings, Declared.of(EngineSettings.all()));
    EngineBuilder builder =
        Engine.builder()
            .config(config)
            .plugins(Plugins.none())
            .strategy(STRATEGIES.get(0))
            .feed(feed)
            .venue(
                new PaperVenue(
                    feed.traits(),
                    Instruments.of(feed.traits().symbols(), config.effective()),
                    Fraction.ZERO,
                    Fraction.ZERO,
                    1,
                    0))
            .clock(clock)
            .watcher(this::watch)
            .dataDir(home);
    builder.nanos = clock::nanos;
    return builder;
  }

  /** Stalls and fails the core thread where the feed says so. */
  private void watch(Fact fact) {
    if (!(fact instanceof Fact.FeedReported reported)) {
      return;
    }
    if (reported.detail().equals("poison")) {
      throw new IllegalStateException("poison");
    }
    if (reported.detail().equals("stall")) {
      stalled.countDown();
      try {
        go.await();
      } catch (InterruptedException late) {
        throw new IllegalStateException(late);
      }
    }
  }

  /** Has 20 reports and 10,000 quotes come to a core thread that does nothing. */
  private InputQueue.Counters overflow(Engine engine) throws InterruptedException {
    feed.status(FeedStatus.Kind.GAP, "stall");
    stalled.await();
    for (int i = 0; i < 20; i++) {
      feed.status(FeedStatus.Kind.GAP, "number " + i);
    }
    for (int i = 0; i < 10_000; i++) {
      feed.quote(BTC, 100);
    }
    InputQueue.Counters counters = engine.queue().orElseThrow();
    go.countDown();
    settle(engine);
    return counters;
  }

  private Path stream() {
    return home.resolve("paper").resolve("pushed");
  }

  /** A minute of two quotes each at its beginning, a candle each at its end, and the strike. */
  private void minute(Engine engine, double price) {
    clock.advance(Duration.ofSeconds(1));
    feed.quote(BTC, price);
    feed.quote(ETH, 10);
    settle(engine);
    clock.advance(Duration.ofSeconds(58));
    feed.quote(BTC, price);
    feed.quote(ETH, 10);
    settle(engine);
    clock.advance(Duration.ofSeconds(1));
    feed.candle(BTC, price);
    feed.candle(ETH, 10);
    settle(engine);
  }

  /** Has everything that is due by the clock done. */
  private static void settle(Engine engine) {
    assertThat(engine.state().runId()).as("asked while it is not idle").isNotEmpty();
    while (!engine.running().driver().isIdle()) {
      Thread.onSpinWait();
    }
  }

  private List<Input> recorded() {
    List<Input> inputs = new ArrayList<>();
    JournalReader.read(
        FileStorage.at(stream()),
        entry -> {
          assertThat(entry.kind()).as("recorded whole").isNotEqualTo(Kind.ROWS);
          if (entry.kind() == Kind.INPUT) {
            inputs.add((Input) entry.record());
          }
        });
    return inputs;
  }

  private static long count(List<Input> inputs, Class<?> type) {
    return inputs.stream().filter(type::isInstance).count();
  }

  private Replay.Result verify() {
    return Rig.verify(
        stream(),
        STRATEGIES,
        () -> {
          throw new AssertionError("a live run is replayed from its own record");
        });
  }

  private static List<String> causes(Engine engine) {
    return engine.state().restrictions().stream().map(Restriction::cause).toList();
  }

  @Test
  void itTradesStopsGoesOnAndItsRecordReplaysToTheSameFacts() {
    RunSummary first;
    try (Engine engine = builder().build()) {
      assertThat(engine.start().resumed()).isFalse();
      assertThat(feed.historyAsked()).isPositive();
      minute(engine, 100);
      minute(engine, 90);
      minute(engine, 90);
      assertThat(engine.state().positions()).hasSize(1);
      assertThat(engine.command(Verb.PAUSE, "p").done()).isTrue();
      assertThat(engine.command(Verb.RESUME, "r").done()).isTrue();
      first = engine.stop();
    }
    assertThat(first.finished()).isFalse();
    assertThat(first.candles()).isEqualTo(6);
    List<Input> inputs = recorded();
    assertThat(count(inputs, CandleClosed.class)).isEqualTo(6);
    assertThat(count(inputs, HistoryLoad.class)).isEqualTo(2);
    assertThat(count(inputs, QuoteUpdate.class)).isEqualTo(12);
    assertThat(count(inputs, TimerTick.class)).isPositive();
    clock.advance(Duration.ofMinutes(7));

    try (Engine engine = builder().build()) {
      assertThat(engine.start().resumed()).isTrue();
      assertThat(engine.state().positions()).as("comes back").hasSize(1);
      minute(engine, 91);
      minute(engine, 121);
      minute(engine, 121);
      assertThat(engine.state().totals().trades()).isEqualTo(1);
      feed.status(FeedStatus.Kind.ENDED, "the exchange closes");
      RunSummary whole = engine.await();
      assertThat(whole.finished()).isTrue();
      assertThat(whole.candles()).isEqualTo(12);
      assertThat(whole.inputsHash()).isNotEqualTo(first.inputsHash());
      Replay.Result result = verify();
      assertThat(result.difference()).isEmpty();
      assertThat(result.decisionsHash()).isEqualTo(whole.decisionsHash());
    }
    try (Engine engine = builder().build()) {
      assertThat(engine.start().resumed()).as("a finished run gives way").isFalse();
    }
  }

  @Test
  void clockBStrikesOnceForWhatWasMissedAndEvaluatesEachCandleOnce() {
    List<Fact> signals = new ArrayList<>();
    try (Engine engine =
        builder()
            .watcher(
                fact -> {
                  if (fact instanceof Fact.SignalRaised) {
                    signals.add(fact);
                  }
                })
            .build()) {
      engine.start();
      engine.command(Verb.PAUSE, "p");
      minute(engine, 90);
      for (int i = 0; i < 4; i++) {
        clock.advance(Duration.ofSeconds(5));
        feed.quote(BTC, 90);
        settle(engine);
      }
      clock.advance(Duration.ofSeconds(9));
      settle(engine);
      engine.stop();
    }
    assertThat(signals).hasSize(1);
    List<Long> strikes =
        recorded().stream()
            .filter(TimerTick.class::isInstance)
            .map(
                tick ->
                    (tick.timeMillis() - Instant.parse("2026-03-04T12:00:00Z").toEpochMilli())
                        / 1000)
            .toList();
    assertThat(strikes).containsExactly(59L, 60L, 65L, 70L, 75L, 80L, 89L);
  }

  @Test
  void P12_S14_aStalledCoreLosesOnlyWhatFindsNoRoomAndStopsBuyingUntilPricesAreFresh()
      throws InterruptedException {
    settings.put("engine.queue", "16");
    Engine engine = builder().build();
    engine.start();
    minute(engine, 100);
    InputQueue.Counters counters = overflow(engine);
    assertThat(counters.lost()).isEqualTo(4);
    assertThat(counters.conflated()).isGreaterThanOrEqualTo(9_999);
    assertThat(counters.depth()).isLessThanOrEqualTo(17);
    assertThat(causes(engine)).containsExactly("overflow");
    assertThat(engine.state().restrictions().get(0).level()).isEqualTo(Restriction.Level.PROTECT);
    minute(engine, 90);
    assertThat(engine.state().positions()).isEmpty();
    assertThat(causes(engine)).as("drained, and both prices are fresh").isEmpty();
    minute(engine, 90);
    minute(engine, 91);
    assertThat(engine.state().positions()).hasSize(1);
    engine.stop();

    List<String> details =
        recorded().stream()
            .filter(FeedStatus.class::isInstance)
            .map(input -> ((FeedStatus) input).detail())
            .toList();
    List<String> expected = new ArrayList<>(List.of("stall"));
    for (int i = 0; i < 16; i++) {
      expected.add("number " + i);
    }
    assertThat(details).isEqualTo(expected);
    assertThat(recorded().stream().filter(EngineStatus.class::isInstance))
        .extracting(input -> ((EngineStatus) input).holds())
        .containsExactly(true, false);
    assertThat(verify().difference()).isEmpty();
  }

  @Test
  void anOverflowThatIsInForceIsProvenOverByTheNextProcess() throws InterruptedException {
    settings.put("engine.queue", "16");
    try (Engine engine = builder().build()) {
      engine.start();
      overflow(engine);
    }
    try (Engine next = builder().build()) {
      next.start();
      assertThat(causes(next)).containsExactly("overflow");
      minute(next, 100);
      assertThat(causes(next)).isEmpty();
    }
    assertThat(verify().difference()).isEmpty();
  }

  @Test
  void P07_startsThatGetNowhereEndEntriesUntilTheOperatorLooks() {
    for (int start = 1; start <= 4; start++) {
      crash();
      clock.advance(Duration.ofSeconds(30));
    }
    try (Engine fifth = builder().build()) {
      assertThat(fifth.start().resumed()).isTrue();
      assertThat(causes(fifth)).containsExactly("crash_loop");
      Restriction restriction = fifth.state().restrictions().get(0);
      assertThat(restriction.clearedBy()).isEqualTo(Restriction.ClearedBy.OPERATOR);
      assertThat(restriction.detail())
          .isEqualTo(
              "5 starts since 2026-03-04T12:00:00Z, none of which got anywhere;"
                  + " look at the log, then resume");
      minute(fifth, 90);
      minute(fifth, 90);
      assertThat(fifth.state().positions()).as("no entry per restart").isEmpty();
      fifth.command(Verb.RESUME, "looked");
      assertThat(causes(fifth)).isEmpty();
      minute(fifth, 90);
      minute(fifth, 90);
      assertThat(fifth.state().positions()).hasSize(1);
    }
    assertThat(verify().difference()).isEmpty();
    crash();
    assertThat(startsOf(builder().build())).as("a stop is an end that is well").isEmpty();
  }

  @Test
  void P07_startsThatLiveForAWhileOrAreFarApartAreNoLoop() {
    for (int start = 1; start <= 6; start++) {
      crash();
      clock.advance(Duration.ofMinutes(3));
    }
    assertThat(startsOf(builder().build())).isEmpty();
    for (int start = 1; start <= 6; start++) {
      Engine engine = builder().build();
      engine.start();
      minute(engine, 100);
      minute(engine, 100);
      minute(engine, 100);
      poison(engine);
      assertThat(engine.phase()).isEqualTo("failed");
    }
    assertThat(startsOf(builder().build())).isEmpty();
  }

  private static List<String> startsOf(Engine engine) {
    try (engine) {
      engine.start();
      return causes(engine);
    }
  }

  /** A start whose first input ends it. */
  private void crash() {
    Engine engine = builder().build();
    engine.start();
    poison(engine);
  }

  private void poison(Engine engine) {
    feed.status(FeedStatus.Kind.GAP, "poison");
    assertThatThrownBy(engine::await).hasMessageContaining("poison");
  }

  @Test
  void aSpeedIsRefused() {
    assertThatThrownBy(() -> builder().speed(60).build().start())
        .isInstanceOf(StartFailure.class)
        .hasMessage("the feed pushed goes as fast as its market; leave the speed out");
  }

  @Test
  void marketTimeEndsTheRun() {
    try (Engine engine = builder().lasting(Duration.ofMinutes(2)).build()) {
      engine.start();
      minute(engine, 100);
      assertThat(engine.state().restrictions()).isEmpty();
      clock.advance(Duration.ofSeconds(61));
      feed.quote(BTC, 100);
      assertThat(engine.await().finished()).isTrue();
    }
    assertThat(recorded().stream().filter(FeedStatus.class::isInstance))
        .extracting(input -> ((FeedStatus) input).detail())
        .containsExactly("the market time asked for is over");
  }
}
