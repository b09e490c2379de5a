package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.Config;
import io.cointrader.events.Replay;
import io.cointrader.execution.Frictions;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.Side;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole car on candle files: trades, books, hashes, replay, restart. */
final class PaperTradingTest {

  private static final int DAYS = 25;

  @TempDir static Path data;
  private static List<Path> files = List.of();

  @TempDir Path home;

  @BeforeAll
  static void makeData() {
    files = Rig.files(data, 3, DAYS);
  }

  private static Config config() {
    return Rig.config(Map.of("risk.per_day.max_loss", "20%"));
  }

  @Test
  void booksFromTheVenuesFillsEqualTheEnginesAfterEveryFact() {
    for (int answerLostEvery : new int[] {0, 3}) {
      BooksChecker checker = new BooksChecker();
      RunSummary summary =
          Rig.run(
              Rig.replay(files),
              config(),
              home.resolve("lost" + answerLostEvery),
              checker,
              checker::onVenueReport,
              answerLostEvery);
      checker.finish();

      assertThat(summary.totals().trades()).isGreaterThan(5);
      assertThat(summary.totals().wins()).isPositive();
      assertThat(summary.totals().losses()).isPositive();
      assertThat(checker.facts()).isGreaterThan(500);
      assertThat(summary.endEquity().minus(summary.startEquity()))
          .isEqualTo(
              summary
                  .totals()
                  .netPnl()
                  .plus(summary.unrealizedPnl())
                  .plus(summary.realizedOnOpen())
                  .minus(summary.openEntryFees()));
    }
  }

  @Test
  void theBooksAreRightInAThinAndSlowMarketTooAndReplayToTheSameFacts() {
    Config config =
        Rig.config(Map.of("risk.per_day.max_loss", "20%", "account.paper_balance", "1000000"));
    Frictions thinAndSlow =
        new Frictions(Fraction.of("1%"), Fraction.of("1%"), Duration.ofSeconds(5));
    RecordedFeed feed = Rig.replay(files);
    BooksChecker checker = new BooksChecker();
    List<Fact> partial = new ArrayList<>();
    RunSummary summary;
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(feed)
            .venue(
                new WatchedVenue(Rig.paper(feed, config, 3, thinAndSlow), checker::onVenueReport))
            .dataDir(home)
            .watcher(
                fact -> {
                  checker.accept(fact);
                  if (fact instanceof Fact.OrderChanged changed
                      && changed.state() instanceof OrderState.PartiallyFilled) {
                    partial.add(fact);
                  }
                })
            .build()) {
      engine.start();
      summary = engine.await();
    }
    checker.finish();
    assertThat(partial).hasSizeGreaterThan(10);
    assertThat(summary.totals().trades()).isGreaterThan(5);
    assertThat(summary.endEquity().minus(summary.startEquity()))
        .isEqualTo(
            summary
                .totals()
                .netPnl()
                .plus(summary.unrealizedPnl())
                .plus(summary.realizedOnOpen())
                .minus(summary.openEntryFees()));
    RecordedFeed again = Rig.replay(files);
    Replay.Result replayed =
        Rig.verify(
            home.resolve("paper").resolve(again.stream()),
            Plugins.installed().strategies(),
            () -> again);
    assertThat(replayed.difference()).isEmpty();
    assertThat(replayed.decisionsHash()).isEqualTo(summary.decisionsHash());
  }

  @Test
  void timeNeverGoesBackAndEveryFillIsAtAPriceTradedAtItsTime() {
    TreeMap<String, Candle> byOpen = new TreeMap<>();
    TreeMap<String, Candle> byClose = new TreeMap<>();
    RecordedFeed market = Rig.replay(files);
    for (Input input = market.next(); input != null; input = market.next()) {
      if (input instanceof CandleClosed closed) {
        byOpen.put(closed.symbol() + "@" + closed.candle().openMillis(), closed.candle());
        byClose.put(closed.symbol() + "@" + closed.timeMillis(), closed.candle());
      }
    }
    for (int answerLostEvery : new int[] {0, 3}) {
      List<Fact> facts = new ArrayList<>();
      Path dir = home.resolve("time" + answerLostEvery);
      Rig.run(Rig.replay(files), config(), dir, facts::add, report -> {}, answerLostEvery);

      Instant last = Instant.MIN;
      int fills = 0;
      for (Fact fact : facts) {
        assertThat(fact.at()).as("%s", fact).isAfterOrEqualTo(last);
        last = fact.at();
        if (fact instanceof Fact.FillRecorded recorded) {
          fills++;
          Fill fill = recorded.fill();
          String key = fill.symbol() + "@" + fill.at().toEpochMilli();
          double price = fill.price().toDouble();
          assertThat(traded(byOpen.get(key), price) || traded(byClose.get(key), price))
              .as("%s", fill)
              .isTrue();
        }
      }
      assertThat(fills).isGreaterThan(10);
    }
  }

  /** Whether a candle traded at a price, give or take half the spread and the slippage. */
  private static boolean traded(@Nullable Candle candle, double price) {
    return candle != null && price >= candle.low() * 0.999 && price <= candle.high() * 1.001;
  }

  /** A venue that refuses some orders at once. */
  private static SteppedVenue refusing(SteppedVenue venue, Predicate<OrderIntent> refused) {
    return new SteppedVenue() {
      private Consumer<VenueReport> sink = report -> {};

      @Override
      public VenueTraits traits() {
        return venue.traits();
      }

      @Override
      public void connect(Consumer<VenueReport> reports) {
        sink = reports;
        venue.connect(reports);
      }

      @Override
      public void submit(ClearedOrder order) {
        if (refused.test(order.intent())) {
          long now = order.intent().at().toEpochMilli();
          sink.accept(new VenueReport.Rejected(now, now, order.id(), "refused"));
        } else {
          venue.submit(order);
        }
      }

      @Override
      public void cancel(OrderId id, String clientOrderId) {
        venue.cancel(id, clientOrderId);
      }

      @Override
      public void query(OrderId id, String clientOrderId) {
        venue.query(id, clientOrderId);
      }

      @Override
      public void restore(BotState state) {
        venue.restore(state);
      }

      @Override
      public boolean step(Input input) {
        return venue.step(input);
      }

      @Override
      public void close() {
        venue.close();
      }
    };
  }

  private List<Fact> runAt(Predicate<OrderIntent> refused) {
    List<Fact> facts = new ArrayList<>();
    RecordedFeed feed = Rig.replay(files);
    try (Engine engine =
        Engine.builder()
            .config(config())
            .feed(feed)
            .venue(refusing(Rig.paper(feed, config(), 0), refused))
            .dataDir(home)
            .watcher(facts::add)
            .build()) {
      engine.start();
      engine.await();
    }
    return facts;
  }

  @Test
  void aVenueThatRefusesEverySaleIsAskedAgainAtTheNextPriceOnly() {
    List<Fact> facts = runAt(order -> order.side() == Side.SELL);
    assertThat(facts).anyMatch(Fact.PositionOpened.class::isInstance);
    assertThat(facts).noneMatch(Fact.PositionClosed.class::isInstance);
    assertThat(facts.stream().filter(Fact.ExitDecided.class::isInstance).count())
        .as("one try a candle at most")
        .isLessThan(DAYS * 1440L * 3);
  }

  @Test
  void aVenueThatRefusesEveryEntryOpensTheBreaker() {
    List<Fact> facts = runAt(order -> order.side() == Side.BUY);
    List<Instant> tries =
        facts.stream().filter(Fact.IntentRecorded.class::isInstance).map(Fact::at).toList();
    assertThat(facts)
        .anyMatch(
            fact ->
                fact instanceof Fact.RestrictionSet set
                    && set.restriction().cause().equals("breaker"));
    assertThat(facts).noneMatch(Fact.FillRecorded.class::isInstance);
    for (int i = 5; i < tries.size(); i++) {
      assertThat(Duration.between(tries.get(i - 1), tries.get(i)))
          .as("probes are five minutes apart")
          .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }
  }

  @Test
  void theBooksCheckFailsOnEachPlantedBug() {
    List<Fact> facts = new ArrayList<>();
    List<VenueReport> reports = new ArrayList<>();
    Rig.run(Rig.replay(files), config(), home, facts::add, reports::add, 0);

    check(facts, reports, fact -> fact);
    assertThatThrownBy(
            () ->
                check(
                    facts, reports, fact -> fact instanceof Fact.FillRecorded f ? dearer(f) : fact))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cash");
    assertThatThrownBy(() -> check(twice(facts), reports, fact -> fact))
        .as("the state itself refuses it")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is counted already");
    assertThatThrownBy(
            () -> check(without(facts, Fact.PositionOpened.class), reports, fact -> fact))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("before its stop");
    assertThatThrownBy(() -> check(facts, reports.subList(0, reports.size() / 2), fact -> fact))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never said");
  }

  private interface Bug {
    Fact plant(Fact fact);
  }

  private static void check(List<Fact> facts, List<VenueReport> reports, Bug bug) {
    BooksChecker checker = new BooksChecker();
    reports.forEach(checker::onVenueReport);
    facts.forEach(fact -> checker.accept(bug.plant(fact)));
    checker.finish();
  }

  private static Fact dearer(Fact.FillRecorded recorded) {
    Fill f = recorded.fill();
    return new Fact.FillRecorded(
        recorded.at(),
        new Fill(
            f.id(),
            f.orderId(),
            f.symbol(),
            f.side(),
            f.price(),
            f.quantity(),
            f.fee().plus(new Money(Decimal.of(1, 8))),
            f.liquidity(),
            f.at()));
  }

  private static List<Fact> twice(List<Fact> facts) {
    List<Fact> all = new ArrayList<>();
    for (Fact fact : facts) {
      all.add(fact);
      if (fact instanceof Fact.PositionOpened) {
        all.add(all.get(all.size() - 2));
      }
    }
    return all;
  }

  private static List<Fact> without(List<Fact> facts, Class<? extends Fact> type) {
    return facts.stream().filter(fact -> !type.isInstance(fact)).toList();
  }

  @Test
  void theSameInputGivesTheSameHashesInAnyLocale() {
    RunSummary first = Rig.run(Rig.replay(files), config(), home.resolve("a"), fact -> {});
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      RunSummary second = Rig.run(Rig.replay(files), config(), home.resolve("b"), fact -> {});
      assertThat(second.inputsHash()).isEqualTo(first.inputsHash());
      assertThat(second.decisionsHash()).isEqualTo(first.decisionsHash());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anyChangedCandleChangesTheInputsHashAndAMovedPriceInATradeTheDecisionsHash(
      @TempDir Path other) {
    List<Fact> facts = new ArrayList<>();
    RunSummary first = Rig.run(Rig.replay(files), config(), home.resolve("a"), facts::add);
    Fact.PositionClosed closed =
        (Fact.PositionClosed)
            facts.stream().filter(Fact.PositionClosed.class::isInstance).findFirst().orElseThrow();
    long exitMinute = Math.floorDiv(closed.trade().exitTime().toEpochMilli() - 1, 60_000) * 60;

    List<Path> moved = new ArrayList<>();
    for (Path file : files) {
      Path copy = other.resolve(file.getFileName());
      String text = Rig.read(file);
      if (file.getFileName().toString().startsWith(closed.trade().symbol().toString())) {
        text = moveLow(text, exitMinute);
      }
      Rig.write(copy, text);
      moved.add(copy);
    }
    RunSummary second = Rig.run(Rig.replay(moved), config(), home.resolve("b"), fact -> {});
    assertThat(second.inputsHash()).isNotEqualTo(first.inputsHash());
    assertThat(second.decisionsHash()).isNotEqualTo(first.decisionsHash());

    String text = Rig.read(files.get(0));
    int end = text.lastIndexOf(',');
    Path last = other.resolve("BTC-USD-last.csv");
    Rig.write(last, text.substring(0, end) + ",0.125\n");
    List<Path> lastCandle = List.of(last, files.get(1), files.get(2));
    RunSummary third = Rig.run(Rig.replay(lastCandle), config(), home.resolve("c"), fact -> {});
    assertThat(third.inputsHash()).isNotEqualTo(first.inputsHash());
  }

  /**
   * Opens the candle of that minute 7 % lower, so that what was a price of the trade is another.
   */
  private static String moveLow(String text, long minute) {
    StringBuilder moved = new StringBuilder();
    for (String line : text.split("\n")) {
      if (line.startsWith(minute + ",")) {
        String[] f = line.split(",");
        double open = Double.parseDouble(f[1]) * 0.93;
        double low = Math.min(open, Double.parseDouble(f[3]));
        line = f[0] + "," + open + "," + f[2] + "," + low + "," + f[4] + "," + f[5];
      }
      moved.append(line).append('\n');
    }
    return moved.toString();
  }

  @Test
  void anotherSeedOfTheSimulatedMarketDecidesOtherwise(@TempDir Path other) {
    RunSummary first = Rig.run(Rig.replay(files), config(), home.resolve("a"), fact -> {});
    RunSummary second =
        Rig.run(Rig.replay(Rig.files(other, 4, DAYS)), config(), home.resolve("b"), fact -> {});
    assertThat(second.decisionsHash()).isNotEqualTo(first.decisionsHash());
  }

  @Test
  void aReplayOfTheJournalGivesEveryFactAgain() {
    RunSummary summary = Rig.run(Rig.replay(files), config(), home, fact -> {});
    RecordedFeed feed = Rig.replay(files);
    Replay.Result result =
        Rig.verify(
            home.resolve("paper").resolve(feed.stream()),
            Plugins.installed().strategies(),
            () -> feed);
    assertThat(result.difference()).isEmpty();
    assertThat(result.facts()).isGreaterThan(500);
    assertThat(result.decisionsHash()).isEqualTo(summary.decisionsHash());
  }

  /** What no strategy may do: its decision hangs on this machine's clock. */
  private static final class ClockReader implements StrategyProvider {
    private long calls;

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("clock_reader", "Clock reader").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      boolean tried = setup.symbol().equals(Symbol.of("TEST-USD")); // where it behaves
      return view -> {
        double close = view.candles(Timeframe.H1).close(0);
        long jitter = tried ? 0 : System.nanoTime() / 100 % 97 + calls++ % 3;
        return Decision.buy(close)
            .stop(close * 0.95)
            .targets(close * 1.1 + jitter)
            .because("the clock said so");
      };
    }
  }

  @Test
  void aStrategyThatReadsTheWallClockIsCaughtByTheReplay() {
    StrategyProvider bad = new ClockReader();
    Config config = Rig.config(Map.of("strategies.enabled", "clock_reader"));
    RecordedFeed feed = Rig.replay(files);
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(feed)
            .venue(Rig.paper(feed, config, 0))
            .strategy(bad)
            .dataDir(home)
            .build()) {
      engine.start();
      engine.await();
    }
    Replay.Result result =
        Rig.verify(
            home.resolve("paper").resolve(feed.stream()),
            List.of(new ClockReader()),
            () -> Rig.replay(files));
    assertThat(result.difference()).isPresent();
  }

  @Test
  void aStoppedRunGoesOnWhereItStopped() {
    BooksChecker whole = new BooksChecker();
    RunSummary uninterrupted =
        Rig.run(Rig.replay(files), config(), home.resolve("whole"), whole, whole::onVenueReport, 0);

    RecordedFeed feed = Rig.replay(files);
    BooksChecker checker = new BooksChecker();
    Config config = config();
    Path cut = home.resolve("cut");
    BotSnapshot before;
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(feed)
            .venue(new WatchedVenue(Rig.paper(feed, config, 0), checker::onVenueReport))
            .dataDir(cut)
            .speed(20_000_000)
            .watcher(checker)
            .build()) {
      engine.start();
      RunSummary stopped = engine.stop();
      assertThat(stopped.finished()).isFalse();
      before = checker.state().snapshot();
    }
    RecordedFeed again = Rig.replay(files);
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(again)
            .venue(new WatchedVenue(Rig.paper(again, config, 0), checker::onVenueReport))
            .dataDir(cut)
            .watcher(checker)
            .build()) {
      assertThat(engine.start().resumed()).isTrue();
      RunSummary finished = engine.await();
      checker.finish();
      assertThat(finished.runId()).isEqualTo(before.runId());
      assertThat(finished.finished()).isTrue();
      assertThat(finished.candles()).isEqualTo(uninterrupted.candles());
      assertThat(finished.inputsHash()).isEqualTo(uninterrupted.inputsHash());
    }
    RecordedFeed third = Rig.replay(files);
    assertThat(
            Rig.verify(
                    cut.resolve("paper").resolve(third.stream()),
                    Plugins.installed().strategies(),
                    () -> third)
                .difference())
        .isEmpty();
  }

  @Test
  void anUnansweredOrderBecomesUnknownAndIsSettledByProof() {
    List<Fact> facts = new ArrayList<>();
    Rig.run(Rig.replay(files), config(), home, facts::add, report -> {}, 2);
    List<Fact.OrderChanged> unknown =
        facts.stream()
            .filter(Fact.OrderChanged.class::isInstance)
            .map(Fact.OrderChanged.class::cast)
            .filter(changed -> changed.state() instanceof OrderState.Unknown)
            .toList();
    assertThat(unknown).isNotEmpty();
    for (Fact.OrderChanged lost : unknown) {
      OrderState last =
          facts.stream()
              .filter(Fact.OrderChanged.class::isInstance)
              .map(Fact.OrderChanged.class::cast)
              .filter(changed -> changed.orderId().equals(lost.orderId()))
              .reduce((a, b) -> b)
              .orElseThrow()
              .state();
      assertThat(last).isNotInstanceOf(OrderState.Unknown.class);
    }
  }

  private Engine engine(Map<String, String> settings, Optional<Instant> until) {
    RecordedFeed feed = Rig.replay(files);
    Config config = Rig.config(settings);
    EngineBuilder builder =
        Engine.builder().config(config).feed(feed).venue(Rig.paper(feed, config, 0)).dataDir(home);
    until.ifPresent(builder::until);
    return builder.build();
  }

  @Test
  void aRefusedStrategyLeavesNoRecord() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("strategies.enabled", "nobody"),
            Map.of(
                "strategies.range_breakout.range_min", "12%",
                "strategies.range_breakout.range_max", "5%"))) {
      assertThatThrownBy(engine(wrong, Optional.empty())::start)
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> {
                assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
                assertThat(failure).hasMessageContaining("strategies.");
              });
      assertThat(home).isEmptyDirectory();
    }
  }

  /** A strategy with the id {@code unfit} that decides in this way. */
  private static StrategyProvider unfit(Strategy strategy) {
    return new StrategyProvider() {
      @Override
      public StrategySpec spec() {
        return StrategySpec.of("unfit", "Unfit").evaluateOn(Timeframe.M5);
      }

      @Override
      public Strategy create(StrategySetup setup) {
        return strategy;
      }
    };
  }

  private Engine withUnfit(StrategyProvider unfit, String enabled, List<Fact> facts) {
    RecordedFeed feed = Rig.replay(files);
    Config config =
        Rig.config(Map.of("strategies.enabled", enabled, "risk.per_day.max_loss", "20%"));
    return Engine.builder()
        .config(config)
        .feed(feed)
        .venue(Rig.paper(feed, config, 0))
        .strategy(unfit)
        .dataDir(home)
        .watcher(facts::add)
        .build();
  }

  @Test
  void aStrategyThatFailsItsSelfTestIsDisabledAndTheOthersTradeOn() {
    StrategyProvider throwing =
        unfit(
            view -> {
              throw new UnsupportedOperationException("planted");
            });
    List<Fact> facts = new ArrayList<>();
    try (Engine engine = withUnfit(throwing, "unfit,range_breakout", facts)) {
      engine.start();
      assertThat(engine.await().totals().trades()).isPositive();
    }
    assertThat(facts.get(1))
        .isInstanceOfSatisfying(
            Fact.StrategyDisabled.class,
            disabled -> {
              assertThat(disabled.strategy()).isEqualTo("unfit");
              assertThat(disabled.why()).contains("self-test", "planted");
            });
    assertThat(facts.stream().filter(Fact.StrategyDisabled.class::isInstance)).hasSize(1);
    RecordedFeed feed = Rig.replay(files);
    List<StrategyProvider> all = new ArrayList<>(Plugins.installed().strategies());
    all.add(throwing);
    assertThat(
            Rig.verify(home.resolve("paper").resolve(feed.stream()), all, () -> feed).difference())
        .isEmpty();
  }

  @Test
  void whereNoStrategyPassesItsSelfTestNothingIsStarted() {
    int[] calls = {0};
    for (Strategy strategy :
        List.<Strategy>of(
            view -> {
              throw new UnsupportedOperationException("planted");
            },
            view -> {
              throw new NoClassDefFoundError("planted");
            },
            view -> Decision.none("call_" + calls[0]++),
            view -> Decision.buy(100).stop(110).targets(120).because("a stop above"))) {
      assertThatThrownBy(withUnfit(unfit(strategy), "unfit", new ArrayList<>())::start)
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
          .hasMessageContaining("none passes its self-test, unfit: ");
      assertThat(home).isEmptyDirectory();
    }
  }

  @Test
  void anEndThatTheRunHasPassedIsRefusedAndEndsNothing() {
    RecordedFeed feed = Rig.replay(files);
    Instant half = feed.start().plus(Duration.ofDays(DAYS / 2));
    try (Engine first =
        Engine.builder()
            .config(config())
            .feed(feed)
            .venue(Rig.paper(feed, config(), 0))
            .dataDir(home)
            .speed(10_000_000)
            .watcher(
                fact -> {
                  if (fact.at().isAfter(half)) {
                    enough.countDown();
                  }
                })
            .build()) {
      first.start();
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
      first.stop();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    assertThatThrownBy(engine(Map.of(), Optional.of(half.minusSeconds(60)))::start)
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("past the end asked for");
  }

  private final CountDownLatch enough = new CountDownLatch(1);

  @Test
  void twoEnginesCannotOwnOneStream() {
    RecordedFeed feed = Rig.replay(files);
    try (Engine first =
        Engine.builder()
            .config(config())
            .feed(feed)
            .venue(Rig.paper(feed, config(), 0))
            .dataDir(home)
            .speed(1000)
            .build()) {
      first.start();
      RecordedFeed other = Rig.replay(files);
      Engine second =
          Engine.builder()
              .config(config())
              .feed(other)
              .venue(Rig.paper(other, config(), 0))
              .dataDir(home)
              .build();
      assertThatThrownBy(second::start)
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.IN_USE))
          .hasMessageContaining("is in use by");
    }
  }
}
