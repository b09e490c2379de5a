package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A trade from beginning to end with a fact of every kind, and what might stand in its place. */
final class Story {

  static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  static final Symbol BTC = Symbol.of("BTC-USD");

  private static final OrderId ORDER = new OrderId(1);
  private static final GateFailure SPREAD = new GateFailure("spread", "cost", "61bps", "50bps");

  private Story() {}

  /** A fact, and another of its kind that could have been decided instead. */
  record Moment(Fact fact, Fact instead) {}

  static List<Moment> moments() {
    Position opened = position("90");
    return List.of(
        new Moment(started("run-1", "1000"), started("run-1", "1001")),
        new Moment(
            new Fact.DayStarted(NOON, NOON, Money.of("1000")),
            new Fact.DayStarted(NOON, NOON, Money.of("1000.01"))),
        new Moment(
            new Fact.EquitySampled(NOON, Money.of("1000")),
            new Fact.EquitySampled(NOON, Money.of("999"))),
        new Moment(
            new Fact.SignalRaised(NOON, signal(70)), new Fact.SignalRaised(NOON, signal(71))),
        new Moment(
            new Fact.SignalRefused(NOON, BTC, "vwap", "stop 3 is not below the entry 2"),
            new Fact.SignalRefused(NOON, BTC, "vwap", "stop 4 is not below the entry 2")),
        new Moment(winner(60), winner(61)),
        new Moment(denied(4), denied(5)),
        new Moment(
            new Fact.DenialsRepeated(NOON, BTC, "vwap", List.of(SPREAD), 7),
            new Fact.DenialsRepeated(NOON, BTC, "vwap", List.of(SPREAD), 8)),
        new Moment(
            new Fact.IntentRecorded(intent("2")), new Fact.IntentRecorded(intent("2.000001"))),
        new Moment(
            new Fact.OrderChanged(NOON, ORDER, new OrderState.Sent()),
            new Fact.OrderChanged(NOON, ORDER, new OrderState.Unknown(NOON))),
        new Moment(
            new Fact.FillRecorded(NOON, fill("100")), new Fact.FillRecorded(NOON, fill("100.01"))),
        new Moment(
            new Fact.PositionOpened(NOON, opened), new Fact.PositionOpened(NOON, position("89"))),
        new Moment(
            new Fact.PositionChanged(NOON, opened.withEntryDone()),
            new Fact.PositionChanged(NOON, opened)),
        new Moment(
            new Fact.StopMoved(NOON, BTC, Price.of("95"), ExitReason.BREAKEVEN),
            new Fact.StopMoved(NOON, BTC, Price.of("95.01"), ExitReason.BREAKEVEN)),
        new Moment(
            new Fact.ExitDecided(NOON, BTC, exit(ExitReason.TAKE_PROFIT_1)),
            new Fact.ExitDecided(NOON, BTC, exit(ExitReason.OPERATOR))),
        new Moment(
            new Fact.CancelRequested(NOON, ORDER),
            new Fact.CancelRequested(NOON.plusMillis(1), ORDER)),
        new Moment(
            new Fact.PositionClosed(NOON, opened.closedBy(sold("120"))),
            new Fact.PositionClosed(NOON, opened.closedBy(sold("119")))),
        new Moment(restricted("2.1% of 2%"), restricted("2.2% of 2%")),
        new Moment(
            new Fact.RestrictionCleared(NOON, "daily_loss", Scope.ALL, "time"),
            new Fact.RestrictionCleared(NOON, "daily_loss", Scope.ALL, "operator")),
        new Moment(marked("3%"), marked("3.1%")),
        new Moment(
            new Fact.FeedReported(NOON, Optional.of(BTC), FeedStatus.Kind.GAP, NOON, 3, "gap"),
            new Fact.FeedReported(NOON, Optional.empty(), FeedStatus.Kind.GAP, NOON, 3, "gap")),
        new Moment(
            new Fact.StrategyDisabled(NOON, "vwap", "self-test"),
            new Fact.StrategyDisabled(NOON, "dip", "self-test")),
        new Moment(changed("1"), changed("2")),
        new Moment(answered("paused"), answered("paused already")),
        new Moment(
            new Fact.RunFinished(NOON, "the data has ended"),
            new Fact.RunFinished(NOON, "its time is up")));
  }

  static List<Fact> facts() {
    return moments().stream().map(Moment::fact).toList();
  }

  /** The story with one fact replaced. */
  static List<Fact> factsWith(int index, Fact instead) {
    List<Fact> facts = new ArrayList<>(facts());
    facts.set(index, instead);
    return facts;
  }

  static Fact.RunStarted started(String runId, String cash) {
    return new Fact.RunStarted(NOON, runId, "USD", Money.of(cash));
  }

  private static Fact changed(String after) {
    return new Fact.SettingChanged(
        NOON, "risk.portfolio.max_positions", Optional.empty(), Optional.of(after));
  }

  static Fact.CommandAnswered answered(String answer) {
    return new Fact.CommandAnswered(NOON, "c-1", OperatorCommand.Verb.PAUSE, answer);
  }

  private static Signal signal(int score) {
    return new Signal(
        BTC,
        "dip",
        Price.of("100"),
        Price.of("90"),
        Price.of("120"),
        Optional.empty(),
        score,
        "test");
  }

  private static Fact winner(int score) {
    return new Fact.WinnerChosen(
        NOON, BTC, "dip", List.of(new Fact.WinnerChosen.Loser("vwap", score, "lower score")));
  }

  private static Fact denied(long passed) {
    return new Fact.PlanEvaluated(
        NOON,
        BTC,
        "dip",
        passed,
        List.of(),
        Optional.of(
            new Sizing(
                Money.of("5"),
                Money.of("10"),
                Quantity.of("2"),
                Quantity.of("2"),
                Money.of("200"),
                "risk")));
  }

  private static OrderIntent intent(String quantity) {
    return new OrderIntent(
        ORDER,
        BTC,
        Side.BUY,
        OrderPurpose.ENTRY,
        new OrderTerms.Market(),
        Quantity.of(quantity),
        "dip",
        NOON,
        Optional.empty(),
        Optional.of(bracket("90")));
  }

  private static Bracket bracket(String stop) {
    return new Bracket(Price.of(stop), Price.of("120"), Optional.empty());
  }

  private static Fill fill(String price) {
    return new Fill(
        "f-1",
        ORDER,
        BTC,
        Side.BUY,
        Price.of(price),
        Quantity.of("2"),
        Money.of("1"),
        Liquidity.TAKER,
        NOON);
  }

  private static Position position(String stop) {
    return Position.open(fill("100"), "dip", bracket(stop));
  }

  private static PendingExit exit(ExitReason reason) {
    return new PendingExit(reason, Quantity.of("2"), new OrderTerms.Market(), Optional.empty());
  }

  private static Exit sold(String price) {
    return new Exit(
        NOON,
        Price.of(price),
        Quantity.of("2"),
        Money.of("1"),
        Liquidity.MAKER,
        ExitReason.TAKE_PROFIT_1,
        new OrderId(2));
  }

  private static Fact restricted(String detail) {
    return new Fact.RestrictionSet(
        NOON,
        new Restriction(
            "daily_loss",
            Scope.ALL,
            Restriction.Level.PROTECT,
            NOON,
            Restriction.ClearedBy.TIME,
            Optional.of(NOON.plusSeconds(60)),
            detail));
  }

  private static Fact marked(String depth) {
    return new Fact.EquityMarked(
        NOON, Money.of("1010"), Money.of("1040"), Money.of("30"), Fraction.of(depth));
  }

  static Input tick(int n) {
    return new TimerTick(NOON.toEpochMilli() + n * 5000L, TimerTick.Clock.B);
  }

  static CandleClosed candle(int minute) {
    long open = NOON.toEpochMilli() + minute * 60_000L;
    return new CandleClosed(
        open + 60_000, BTC, Timeframe.M1, new Candle(open, 100, 101, 99, 100, 1));
  }

  static Started begun() {
    return new Started(
        NOON.toEpochMilli(),
        NOON.toEpochMilli(),
        "run-1",
        false,
        "paper",
        "build",
        "hash",
        new TreeMap<>(),
        new TreeMap<>(),
        traits(),
        Fraction.ZERO,
        Fraction.ZERO,
        List.of(new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.01"), Money.of("1"))));
  }

  static FeedTraits traits() {
    return new FeedTraits(
        "replay", List.of(BTC), Timeframe.M1, false, Fraction.ZERO, Fraction.ZERO, false);
  }
}
