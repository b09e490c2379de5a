package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Recorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.OperatorCommand.Verb;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.TradingMode;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.risk.DailyLoss;
import io.cointrader.risk.OrderLifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each word of the operator does to a core that holds, orders and is asked to buy. */
final class OperatorTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final FeedTraits FEED =
      new FeedTraits(
          "test", List.of(BTC, ETH), Timeframe.M1, false, Fraction.ZERO, Fraction.ZERO, true);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "strategies.enabled", "scripted",
          "risk.entry.min_net_reward_risk", "0",
          "risk.entry.cooldown", "0s",
          "execution.entry.type", "market");

  private final BotState state = new BotState();
  private final List<Fact> facts = new ArrayList<>();
  private final SortedMap<Symbol, Decision> script = new TreeMap<>();
  private final TradingLoop loop;
  private long clock = Instant.parse("2026-03-04T20:00:00Z").toEpochMilli();
  private int commands;

  private final class Scripted implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("scripted", "Scripted").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        Decision next = script.remove(view.symbol());
        return next == null ? Decision.none("nothing_said") : next;
      };
    }
  }

  OperatorTest() {
    PaperVenue venue =
        new PaperVenue(
            FEED,
            Instruments.of(FEED.symbols(), new TreeMap<>(SETTINGS)),
            Fraction.ZERO,
            Fraction.ZERO,
            1,
            0);
    VenueEffects effects = new VenueEffects(venue, "run");
    EngineCore core =
        new EngineCore(state, List.of(new Scripted()), List.of(), effects, effects::issuer);
    loop = new TradingLoop(core, state, Recorder.NONE, effects, facts::add);
    loop.take(
        new Started(
            clock,
            clock,
            "run",
            false,
            "paper",
            "build",
            "",
            new TreeMap<>(SETTINGS),
            new TreeMap<>(),
            FEED,
            Fraction.ZERO,
            Fraction.ZERO,
            Instruments.of(FEED.symbols(), new TreeMap<>(SETTINGS))));
    minute(100);
  }

  /** A minute in which both symbols trade at one price. */
  private void minute(double price) {
    minute(price, price);
  }

  private void minute(double low, double close) {
    long begin = clock;
    clock += 60_000;
    for (Symbol symbol : FEED.symbols()) {
      loop.takeMarket(
          new CandleClosed(
              clock, symbol, Timeframe.M1, new Candle(begin, close, close, low, close, 10)));
    }
    loop.take(new TimerTick(clock, TimerTick.Clock.B));
  }

  private void buy(Symbol symbol) {
    script.put(symbol, Decision.buy(100).stop(95).targets(120).score(50).because("told to"));
    minute(100);
    minute(100);
  }

  private String command(Verb verb, Map<String, String> arguments) {
    clock++;
    loop.take(new OperatorCommand(clock, clock, "c" + commands++, verb, new TreeMap<>(arguments)));
    return ((Fact.CommandAnswered) facts.get(lastAnswer())).answer();
  }

  private int lastAnswer() {
    for (int i = facts.size() - 1; i >= 0; i--) {
      if (facts.get(i) instanceof Fact.CommandAnswered) {
        return i;
      }
    }
    throw new AssertionError("no answer");
  }

  private List<ExitReason> sold() {
    return facts.stream()
        .filter(Fact.PositionClosed.class::isInstance)
        .map(fact -> ((Fact.PositionClosed) fact).trade().exitReason())
        .toList();
  }

  private long intents() {
    return facts.stream().filter(Fact.IntentRecorded.class::isInstance).count();
  }

  private void assertProtected(Symbol symbol) {
    Position position = state.position(symbol).orElseThrow();
    Order stop = position.stopOrder().flatMap(state::order).orElseThrow();
    assertThat(stop.intent().purpose()).isEqualTo(OrderPurpose.PROTECTIVE_STOP);
    assertThat(stop.remaining()).isEqualTo(position.quantity());
  }

  @Test
  void closeSellsOnePositionAndNothingElse() {
    buy(BTC);
    buy(ETH);
    assertThat(command(Verb.CLOSE, Map.of("symbol", "BTC-USD"))).startsWith("selling ");
    minute(101);
    assertThat(state.positions().keySet()).containsExactly(ETH);
    assertThat(sold()).containsExactly(ExitReason.OPERATOR);
    assertThat(state.mode()).isEqualTo(TradingMode.NORMAL);
    assertProtected(ETH);
    assertThat(command(Verb.CLOSE, Map.of("symbol", "BTC-USD")))
        .isEqualTo("not done: no position in BTC-USD");
  }

  @Test
  void flattenSellsAllAndBuysNothingUntilResume() {
    buy(BTC);
    buy(ETH);
    assertThat(command(Verb.FLATTEN, Map.of()))
        .isEqualTo("selling 2 positions; no entries until resume");
    minute(101);
    assertThat(state.positions()).isEmpty();
    buy(BTC);
    assertThat(state.positions()).as("flat stays flat").isEmpty();
    assertThat(command(Verb.RESUME, Map.of())).isEqualTo("NORMAL: nothing blocks entries");
    buy(BTC);
    assertThat(state.positions().keySet()).containsExactly(BTC);
  }

  @Test
  void killWithFlattenSellsToo() {
    buy(BTC);
    assertThat(command(Verb.KILL, Map.of("flatten", "true")))
        .isEqualTo("PROTECT: entries cancelled, no new ones until resume; selling 1 position");
    minute(101);
    assertThat(state.positions()).isEmpty();
    assertThat(state.isRestricted("kill", Scope.ALL)).isTrue();
  }

  /** What stands at the venue stays; the engine's own exits wait for the resume. */
  @Test
  void haltSendsNothingAndResumeGoesOn() {
    buy(BTC);
    command(Verb.HALT, Map.of());
    long before = intents();
    minute(121);
    minute(121);
    assertThat(intents()).as("the target is passed and nothing is sent").isEqualTo(before);
    assertThat(command(Verb.CLOSE, Map.of("symbol", "BTC-USD")))
        .isEqualTo("not done: HALT: nothing is sent; resume first");
    assertThat(command(Verb.FLATTEN, Map.of()))
        .startsWith("selling 0 positions, not now BTC-USD (HALT");
    assertThat(command(Verb.RESUME, Map.of())).isEqualTo("NORMAL: nothing blocks entries");
    minute(121);
    minute(121);
    assertThat(sold()).containsExactly(ExitReason.TAKE_PROFIT_1);
  }

  @Test
  void aStopAtTheVenueWorksInHaltToo() {
    buy(BTC);
    command(Verb.HALT, Map.of());
    minute(90, 94);
    assertThat(sold()).containsExactly(ExitReason.STOP);
  }

  @Test
  void noWordLiftsTheLossOfTheDay() {
    buy(BTC);
    minute(70);
    assertThat(state.positions()).isEmpty();
    assertThat(state.isRestricted(DailyLoss.CAUSE, Scope.ALL)).isTrue();
    command(Verb.KILL, Map.of());
    String blocked = "still blocked: daily_loss on ALL (cleared by time, 2026-03-05T00:00:00Z)";
    assertThat(command(Verb.RESUME, Map.of())).isEqualTo(blocked);
    assertThat(command(Verb.ACK, Map.of("cause", DailyLoss.CAUSE)))
        .startsWith("not done: ")
        .endsWith(blocked);
    command(
        Verb.RELOAD,
        Map.of(
            "strategies.enabled", "scripted",
            "risk.entry.min_net_reward_risk", "0",
            "risk.entry.cooldown", "0s",
            "execution.entry.type", "market",
            "risk.per_day.max_loss", "90%"));
    long before = intents();
    buy(ETH);
    assertThat(state.isRestricted(DailyLoss.CAUSE, Scope.ALL)).isTrue();
    assertThat(intents()).isEqualTo(before);
  }

  @Test
  void booksThatDifferAreLiftedByAckOnly() {
    loop.take(
        new VenueReport.Filled(
            clock,
            clock,
            new Fill(
                "x",
                new OrderId(99),
                BTC,
                Side.BUY,
                Price.of("100"),
                Quantity.of("1"),
                Money.ZERO,
                Liquidity.TAKER,
                Instant.ofEpochMilli(clock))));
    assertThat(state.isRestricted(OrderLifecycle.UNRECONCILED, Scope.ALL)).isTrue();
    assertThat(command(Verb.RESUME, Map.of()))
        .isEqualTo("still blocked: unreconciled on ALL (cleared by ack unreconciled)");
    assertThat(command(Verb.ACK, Map.of("cause", "daily_loss")))
        .startsWith("not done: no restriction of that cause is the operator's to lift");
    assertThat(command(Verb.ACK, Map.of("cause", "unreconciled")))
        .isEqualTo("unreconciled is lifted; NORMAL: nothing blocks entries");
    assertThat(state.restrictions()).isEmpty();
  }

  @Test
  void aReloadIsRecordedWithOldAndNewValueAndHoldsAtOnce() {
    buy(BTC);
    Map<String, String> next = new TreeMap<>(SETTINGS);
    next.put("risk.portfolio.max_positions", "1");
    next.remove("risk.entry.cooldown");
    assertThat(command(Verb.RELOAD, next)).isEqualTo("2 settings changed");
    assertThat(facts)
        .filteredOn(Fact.SettingChanged.class::isInstance)
        .containsExactly(
            new Fact.SettingChanged(
                Instant.ofEpochMilli(clock),
                "risk.entry.cooldown",
                Optional.of("0s"),
                Optional.empty()),
            new Fact.SettingChanged(
                Instant.ofEpochMilli(clock),
                "risk.portfolio.max_positions",
                Optional.empty(),
                Optional.of("1")));
    assertProtected(BTC);
    buy(ETH);
    assertThat(state.positions().keySet()).containsExactly(BTC);
    assertThat(state.denials()).containsKey("limits");
    minute(90, 94);
    assertThat(sold()).as("protection outlives the reload").containsExactly(ExitReason.STOP);
  }

  /** A restriction is not lifted by changing the limit it came from. */
  @Test
  void aReloadLiftsNothing() {
    command(Verb.PAUSE, Map.of());
    Map<String, String> next = new TreeMap<>(SETTINGS);
    next.put("risk.portfolio.max_positions", "9");
    command(Verb.RELOAD, next);
    assertThat(state.restrictions()).extracting(Restriction::cause).containsExactly("pause");
  }
}
