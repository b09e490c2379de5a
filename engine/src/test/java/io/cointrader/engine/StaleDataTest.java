package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Replay;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.TradingMode;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two symbols of which one or both fall silent. At most two minutes are allowed. */
final class StaleDataTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final long MINUTE = 60_000;

  private final TreeMap<String, String> settings =
      new TreeMap<>(
          Map.of(
              "strategies.enabled", "always",
              "risk.entry.min_net_reward_risk", "0",
              "risk.entry.cooldown", "0s"));
  private BotState state = new BotState();
  private final List<Fact> facts = new ArrayList<>();
  private boolean quotes;
  private boolean wanted;
  private long clock = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
  private VenueEffects effects;
  private EngineCore core;

  /** Buys at 100 with a stop at 95 whenever that is wanted. */
  private final class Always implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("always", "Always").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view ->
          wanted && view.symbol().equals(BTC)
              ? Decision.buy(100).stop(95).targets(120).score(90).because("always")
              : Decision.none("not_wanted");
    }
  }

  private void start(boolean resumed) {
    FeedTraits feed =
        new FeedTraits(
            "desk", List.of(BTC, ETH), Timeframe.M1, quotes, Fraction.ZERO, Fraction.ZERO, true);
    List<Instrument> instruments = Instruments.of(List.of(BTC, ETH), settings);
    PaperVenue paper = new PaperVenue(feed, instruments, Fraction.ZERO, Fraction.ZERO, 1, 0);
    paper.restore(state);
    effects = new VenueEffects(paper, "run");
    core = new EngineCore(state, List.of(new Always()), List.of(), effects, effects::issuer);
    decide(
        new Started(
            clock,
            clock,
            "run",
            resumed,
            "paper",
            "build",
            "",
            settings,
            new TreeMap<>(),
            feed,
            Fraction.ZERO,
            Fraction.ZERO,
            instruments));
  }

  private void decide(Input input) {
    core.onInput(
        input,
        fact -> {
          state.apply(fact);
          facts.add(fact);
        });
    if (effects.hasEffects()) {
      effects.release(input);
    }
    for (VenueReport report = effects.poll(); report != null; report = effects.poll()) {
      decide(report);
    }
  }

  private void candle(Symbol symbol, double open, double low, double close) {
    CandleClosed closed =
        new CandleClosed(
            clock, symbol, Timeframe.M1, new Candle(clock - MINUTE, open, open, low, close, 10));
    for (boolean more = true; more; ) {
      more = effects.step(closed);
      for (VenueReport report = effects.poll(); report != null; report = effects.poll()) {
        decide(report);
      }
    }
    decide(closed);
  }

  /** A minute in which these symbols trade at 100, and the clock's strike at its end. */
  private void minute(Symbol... trading) {
    clock += MINUTE;
    for (Symbol symbol : trading) {
      candle(symbol, 100, 100, 100);
    }
    decide(new TimerTick(clock, TimerTick.Clock.B));
  }

  private void status(Optional<Symbol> symbol, FeedStatus.Kind kind) {
    decide(new FeedStatus(clock, clock, symbol, kind, Instant.ofEpochMilli(clock), 0, "told"));
  }

  private List<String> restricted() {
    return state.restrictions().stream().map(Restriction::key).toList();
  }

  @Test
  void aSymbolIsRestrictedJustPastTheLimitUntilItsNextCandle() {
    start(false);
    minute(BTC, ETH);
    minute(ETH);
    minute(ETH);
    assertThat(restricted()).as("two minutes old").isEmpty();
    clock += 1;
    decide(new TimerTick(clock, TimerTick.Clock.B));
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    assertThat(state.restrictions())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.level()).isEqualTo(Restriction.Level.PROTECT);
              assertThat(one.clearedBy()).isEqualTo(Restriction.ClearedBy.PROOF);
              assertThat(one.detail())
                  .isEqualTo(
                      "no price of BTC-USD since 2026-03-04T12:01:00Z, at most 120 s allowed");
            });
    clock -= 1;
    minute(ETH);
    minute(ETH);
    assertThat(restricted()).as("said once").containsExactly("stale_data/symbol BTC-USD");
    wanted = true;
    minute(BTC, ETH);
    assertThat(restricted()).isEmpty();
    assertThat(state.openOrders()).as("evaluated after the proof").hasSize(1);
    assertThat(facts).filteredOn(Fact.RestrictionSet.class::isInstance).hasSize(1);
    assertThat(facts)
        .filteredOn(Fact.RestrictionCleared.class::isInstance)
        .singleElement()
        .extracting(fact -> ((Fact.RestrictionCleared) fact).by())
        .isEqualTo("proof");
  }

  @Test
  void anEntryUnderWayIsTakenBack() {
    settings.put("execution.entry.expires_after", "1h");
    start(false);
    wanted = true;
    minute(BTC, ETH);
    wanted = false;
    minute(ETH);
    minute(ETH);
    assertThat(state.openOrders()).hasSize(1);
    minute(ETH);
    assertThat(state.openOrders()).isEmpty();
    minute(BTC, ETH);
    assertThat(state.positions()).isEmpty();
  }

  @Test
  void nothingIsSentInHaltNotEvenThat() {
    settings.put("execution.entry.expires_after", "1h");
    start(false);
    wanted = true;
    minute(BTC, ETH);
    decide(new OperatorCommand(clock, clock, "c1", OperatorCommand.Verb.HALT));
    minute(ETH);
    minute(ETH);
    minute(ETH);
    assertThat(restricted()).containsExactly("halt/ALL", "stale_data/symbol BTC-USD");
    assertThat(facts).noneMatch(Fact.CancelRequested.class::isInstance);
  }

  @Test
  void silenceOfAllRestrictsAllAndIsSaidOnce() {
    start(false);
    minute(BTC, ETH);
    minute();
    minute();
    minute();
    assertThat(restricted()).containsExactly("stale_data/ALL");
    assertThat(state.mode()).isEqualTo(TradingMode.PROTECT);
    minute(ETH);
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    minute(BTC, ETH);
    assertThat(restricted()).isEmpty();
  }

  @Test
  void aSymbolThatNeverSpeaksIsRestrictedAfterTheSameTime() {
    start(false);
    minute(ETH);
    minute(ETH);
    minute(ETH);
    assertThat(restricted()).isEmpty();
    minute(ETH);
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
  }

  @Test
  void whatTheFeedSaysHoldsAtOnceAndUntilItLivesAndProvesIt() {
    start(false);
    minute(BTC, ETH);
    status(Optional.empty(), FeedStatus.Kind.FAILED);
    assertThat(restricted()).containsExactly("stale_data/ALL");
    wanted = true;
    minute(BTC, ETH);
    assertThat(restricted()).as("prices alone do not prove it").containsExactly("stale_data/ALL");
    assertThat(state.openOrders()).isEmpty();
    clock += 10 * MINUTE;
    status(Optional.empty(), FeedStatus.Kind.LIVE);
    assertThat(restricted()).as("nor does its word").containsExactly("stale_data/ALL");
    minute(BTC, ETH);
    assertThat(restricted()).isEmpty();
  }

  @Test
  void aReportOnOneSymbolHoldsForThatSymbol() {
    start(false);
    minute(BTC, ETH);
    status(Optional.of(BTC), FeedStatus.Kind.STALE);
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    minute(BTC, ETH);
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    decide(
        new OperatorCommand(
            clock, clock, "c1", OperatorCommand.Verb.RELOAD, new TreeMap<>(settings)));
    decide(new OperatorCommand(clock, clock, "c2", OperatorCommand.Verb.RESUME));
    minute(BTC, ETH);
    assertThat(restricted()).as("reload, resume").containsExactly("stale_data/symbol BTC-USD");
    status(Optional.of(BTC), FeedStatus.Kind.LIVE);
    assertThat(restricted()).isEmpty();
  }

  @Test
  void aRestartKeepsItUntilThereIsProof() {
    start(false);
    minute(BTC, ETH);
    for (int i = 0; i < 3; i++) {
      minute(ETH);
    }
    state = BotState.of(state.snapshot());
    start(true);
    minute();
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    minute(ETH);
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    minute(BTC, ETH);
    assertThat(restricted()).isEmpty();
  }

  @Test
  void whereThereAreQuotesCandlesProveNothing() {
    quotes = true;
    start(false);
    for (int i = 0; i < 4; i++) {
      quote(ETH);
      minute(BTC, ETH);
    }
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
    quote(BTC);
    minute();
    assertThat(restricted()).isEmpty();
  }

  private void quote(Symbol symbol) {
    decide(new QuoteUpdate(clock, clock, new Quote(symbol, 99.99, 100, 50, 50)));
  }

  @Test
  void aCandleFromTheFutureIsNoProof() {
    start(false);
    minute(BTC, ETH);
    long now = clock;
    clock += 60 * MINUTE;
    CandleClosed future =
        new CandleClosed(
            now, BTC, Timeframe.M1, new Candle(clock - MINUTE, 100, 100, 100, 100, 10));
    clock = now;
    decide(future);
    wanted = true;
    for (int i = 0; i < 3; i++) {
      minute(BTC, ETH);
      assertThat(state.openOrders())
          .as("what came after it was late, what it says not fresh")
          .isEmpty();
    }
    assertThat(restricted()).containsExactly("stale_data/symbol BTC-USD");
  }

  @Test
  void exitsGoOn() {
    start(false);
    wanted = true;
    minute(BTC, ETH);
    wanted = false;
    minute(BTC, ETH);
    assertThat(state.positions()).containsOnlyKeys(BTC);
    status(Optional.empty(), FeedStatus.Kind.FAILED);
    assertThat(state.openOrders()).extracting(Order::state).as("the stop stands").hasSize(1);
    clock += MINUTE;
    candle(BTC, 100, 90, 91);
    assertThat(facts)
        .filteredOn(Fact.PositionClosed.class::isInstance)
        .singleElement()
        .extracting(fact -> ((Fact.PositionClosed) fact).trade().exitReason())
        .isEqualTo(ExitReason.STOP);
  }

  @Test
  void aHoleInAFileRestrictsItsSymbolAndReplaysToTheSameFacts(@TempDir Path folder)
      throws Exception {
    List<Path> files = Rig.files(folder, 7, 2);
    List<String> rows = new ArrayList<>(Files.readAllLines(files.get(0)));
    rows.subList(700, 710).clear();
    Files.write(files.get(0), rows);
    List<String> seen = new ArrayList<>();
    Path data = folder.resolve("data");
    Rig.run(
        Rig.replay(files),
        Rig.config(Map.of()),
        data,
        fact -> {
          if (fact instanceof Fact.RestrictionSet set
              && set.restriction().cause().equals("stale_data")) {
            seen.add("set " + set.restriction().scope());
          } else if (fact instanceof Fact.RestrictionCleared cleared
              && cleared.cause().equals("stale_data")) {
            seen.add("cleared " + cleared.scope() + " by " + cleared.by());
          }
        });
    assertThat(seen).containsExactly("set symbol BTC-USD", "cleared symbol BTC-USD by proof");
    RecordedFeed feed = Rig.replay(files);
    Replay.Result result =
        Rig.verify(
            data.resolve("paper").resolve(feed.stream()),
            Plugins.installed().strategies(),
            () -> feed);
    assertThat(result.difference()).isEmpty();
  }
}
