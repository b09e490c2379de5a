package io.cointrader.persistence;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.StorageStatus;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
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
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values of every recorded type, with every optional part present somewhere and absent elsewhere.
 */
public final class Samples {

  private static final Instant AT = Instant.parse("2021-05-19T12:34:00Z");
  private static final Instant LATER = Instant.parse("2021-05-19T12:39:00.123456789Z");
  private static final long MILLIS = AT.toEpochMilli();
  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final OrderId ENTRY = new OrderId(1);
  private static final OrderId STOP = new OrderId(2);
  private static final OrderId EXIT = new OrderId(3);
  private static final Bracket BRACKET =
      new Bracket(Price.of("36500"), Price.of("39000"), Optional.of(Price.of("40500.5")));
  private static final Fill BOUGHT =
      new Fill(
          "f-1",
          ENTRY,
          BTC,
          Side.BUY,
          Price.of("37250.25"),
          Quantity.of("0.01234567"),
          Money.of("2.7593"),
          Liquidity.TAKER,
          AT);
  private static final Position OPENED = Position.open(BOUGHT, "range_breakout", BRACKET);
  private static final Exit LAST =
      new Exit(
          LATER,
          Price.of("39000"),
          Quantity.of("0.01234567"),
          Money.of("2.8888"),
          Liquidity.MAKER,
          ExitReason.TAKE_PROFIT_1,
          EXIT);
  private static final GateFailure FAILURE = new GateFailure("spread", "cost", "61bps", "50bps");

  private Samples() {}

  private static OrderIntent intent(
      OrderId id,
      Side side,
      OrderPurpose purpose,
      OrderTerms terms,
      Optional<Instant> expires,
      Optional<Bracket> bracket) {
    return new OrderIntent(
        id,
        BTC,
        side,
        purpose,
        terms,
        Quantity.of("0.01234567"),
        "range_breakout",
        AT,
        expires,
        bracket);
  }

  /** Facts in an order that folds to a state with an open position. */
  public static List<Fact> story() {
    return List.of(
        new Fact.RunStarted(AT, "run-1", "USD", Money.of("1000")),
        new Fact.DayStarted(AT, Instant.parse("2021-05-19T00:00:00Z"), Money.of("1000")),
        new Fact.EquitySampled(AT, Money.of("1000")),
        new Fact.IntentRecorded(
            intent(
                ENTRY,
                Side.BUY,
                OrderPurpose.ENTRY,
                new OrderTerms.Limit(Price.of("37300"), false),
                Optional.of(LATER),
                Optional.of(BRACKET))),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Sent()),
        new Fact.FillRecorded(AT, BOUGHT),
        new Fact.PositionOpened(AT, OPENED),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Filled()),
        new Fact.IntentRecorded(
            intent(
                STOP,
                Side.SELL,
                OrderPurpose.PROTECTIVE_STOP,
                new OrderTerms.Stop(Price.of("36500")),
                Optional.empty(),
                Optional.empty())),
        new Fact.OrderChanged(AT, STOP, new OrderState.Open("v-2")),
        new Fact.RestrictionSet(
            AT,
            new Restriction(
                "daily_loss",
                Scope.ALL,
                Restriction.Level.PROTECT,
                AT,
                Restriction.ClearedBy.TIME,
                Optional.of(LATER),
                "2.1% of 2%")),
        new Fact.CommandAnswered(AT, "c-1", OperatorCommand.Verb.PAUSE, "paused"));
  }

  /** A state with something in each of its parts that the story fills. */
  public static BotState state() {
    BotState state = new BotState();
    story().forEach(state::apply);
    return state;
  }

  public static List<Fact> facts() {
    return List.of(
        new Fact.RunStarted(AT, "run-1", "USD", Money.of("1000")),
        new Fact.RunFinished(LATER, "the data has ended"),
        new Fact.SignalRaised(
            AT,
            new Signal(
                BTC,
                "range_breakout",
                Price.of("37250.25"),
                Price.of("36500"),
                Price.of("39000"),
                Optional.of(Price.of("40500.5")),
                73,
                "close 1.2% above the range")),
        new Fact.SignalRefused(AT, BTC, "rsi_momentum", "stop \"above\" entry\n→ none \u0007"),
        new Fact.WinnerChosen(
            AT,
            BTC,
            "range_breakout",
            List.of(new Fact.WinnerChosen.Loser("support_bounce", 61, "lower score"))),
        new Fact.PlanEvaluated(
            AT, BTC, "range_breakout", 0b1011, List.of(FAILURE), Optional.empty()),
        new Fact.PlanEvaluated(
            AT,
            BTC,
            "range_breakout",
            -1L,
            List.of(),
            Optional.of(
                new Sizing(
                    Money.of("5"),
                    Money.of("1234.5"),
                    Quantity.of("0.0040502"),
                    Quantity.of("0.00405"),
                    Money.of("151.0650"),
                    "risk"))),
        new Fact.DenialsRepeated(AT, BTC, "range_breakout", List.of(FAILURE), 12),
        new Fact.IntentRecorded(
            intent(
                ENTRY,
                Side.BUY,
                OrderPurpose.ENTRY,
                new OrderTerms.Market(),
                Optional.of(LATER),
                Optional.of(BRACKET))),
        new Fact.IntentRecorded(
            intent(
                ENTRY,
                Side.BUY,
                OrderPurpose.ENTRY,
                new OrderTerms.Limit(Price.of("37300"), true),
                Optional.empty(),
                Optional.of(new Bracket(Price.of("36500"), Price.of("39000"), Optional.empty())))),
        new Fact.IntentRecorded(
            intent(
                STOP,
                Side.SELL,
                OrderPurpose.PROTECTIVE_STOP,
                new OrderTerms.Stop(Price.of("36500")),
                Optional.empty(),
                Optional.empty())),
        new Fact.IntentRecorded(
            intent(
                EXIT,
                Side.SELL,
                OrderPurpose.EXIT,
                new OrderTerms.Touched(Price.of("39000"), true),
                Optional.empty(),
                Optional.empty())),
        new Fact.CancelRequested(AT, ENTRY),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Intended()),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Sent()),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Unknown(AT)),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Open("v-1")),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.PartiallyFilled("v-1")),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Filled()),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Cancelled("by the operator")),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Rejected("insufficient funds")),
        new Fact.OrderChanged(AT, ENTRY, new OrderState.Expired()),
        new Fact.FillRecorded(AT, BOUGHT),
        new Fact.PositionOpened(AT, OPENED),
        new Fact.PositionChanged(
            AT,
            OPENED
                .withEntryDone()
                .withStopOrder(Optional.of(STOP))
                .withPendingExit(
                    Optional.of(
                        new PendingExit(
                            ExitReason.STOP,
                            Quantity.of("0.01234567"),
                            new OrderTerms.Market(),
                            Optional.of(EXIT))))
                .withExit(
                    new Exit(
                        AT,
                        Price.of("39000"),
                        Quantity.of("0.005"),
                        Money.of("1.17"),
                        Liquidity.TAKER,
                        ExitReason.TAKE_PROFIT_1,
                        EXIT))),
        new Fact.PositionClosed(LATER, OPENED.closedBy(LAST)),
        new Fact.StopMoved(AT, BTC, Price.of("37300"), ExitReason.BREAKEVEN),
        new Fact.ExitDecided(
            AT,
            BTC,
            new PendingExit(
                ExitReason.THESIS_INVALIDATED,
                Quantity.of("1"),
                new OrderTerms.Market(),
                Optional.empty())),
        new Fact.RestrictionSet(
            AT,
            new Restriction(
                "daily_loss",
                Scope.ALL,
                Restriction.Level.PROTECT,
                AT,
                Restriction.ClearedBy.TIME,
                Optional.of(LATER),
                "2.1% of 2%")),
        new Fact.RestrictionSet(
            AT,
            new Restriction(
                "data_ended",
                Scope.symbol(BTC),
                Restriction.Level.HALT,
                AT,
                Restriction.ClearedBy.PROOF,
                Optional.empty(),
                "")),
        new Fact.RestrictionCleared(LATER, "daily_loss", Scope.strategy("range_breakout"), "time"),
        new Fact.DayStarted(AT, Instant.parse("2021-05-19T00:00:00Z"), Money.of("-12.5")),
        new Fact.EquitySampled(AT, Money.of("1000.00000001")),
        new Fact.EquityMarked(
            AT, Money.of("990"), Money.of("1010"), Money.of("20"), Fraction.of("0.019801980198")),
        new Fact.FeedReported(
            AT, Optional.of(BTC), FeedStatus.Kind.GAP, AT, 3, "3 candles are missing"),
        new Fact.FeedReported(AT, Optional.empty(), FeedStatus.Kind.OUTAGE, AT, 0, ""),
        new Fact.StrategyDisabled(AT, "rsi_momentum", "threw ArithmeticException"),
        new Fact.SettingChanged(
            AT, "risk.per_trade.max_amount", Optional.of("100"), Optional.empty()),
        new Fact.CommandAnswered(AT, "c-1", OperatorCommand.Verb.KILL, "killed"));
  }

  public static List<Input> inputs() {
    Candle candle = new Candle(MILLIS - 60_000, 37250.25, 37300.0, 0.00000123, 37299.99, 1.0e21);
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("risk.per_day.max_loss", "2%");
    settings.put("market.symbols", "BTC-USD");
    TreeMap<String, String> plugins = new TreeMap<>();
    plugins.put("dip-buyer-1.2.jar", "ab".repeat(32));
    return List.of(
        new Started(
            MILLIS,
            MILLIS,
            "run-1",
            false,
            "paper",
            "build-1",
            "c0ffee",
            settings,
            plugins,
            new FeedTraits(
                "replay",
                List.of(BTC),
                Timeframe.M1,
                false,
                Fraction.of("5bps"),
                Fraction.of("5bps"),
                false),
            Fraction.of("0.6%"),
            Fraction.of("1.2%"),
            List.of(
                new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.00000001"), Money.of("1")))),
        new HistoryLoad(MILLIS, MILLIS, BTC, Timeframe.M5, List.of(candle, candle)),
        new QuoteUpdate(MILLIS, MILLIS + 3, new Quote(BTC, 37250.25, 37250.26, 0.5, 0.0)),
        new CandleClosed(MILLIS + 1, BTC, Timeframe.M1, candle),
        new TimerTick(MILLIS, TimerTick.Clock.B),
        new VenueReport.Sent(MILLIS, MILLIS, ENTRY),
        new VenueReport.Accepted(MILLIS, MILLIS, ENTRY, "v-1"),
        new VenueReport.Rejected(MILLIS, MILLIS, ENTRY, "insufficient funds"),
        new VenueReport.Filled(MILLIS, MILLIS, BOUGHT),
        new VenueReport.Cancelled(MILLIS, MILLIS, ENTRY, "asked for"),
        new VenueReport.Expired(MILLIS, MILLIS, ENTRY),
        new VenueReport.Unanswered(MILLIS, MILLIS, ENTRY, "timeout"),
        new VenueReport.NotFound(MILLIS, MILLIS, ENTRY),
        new FeedStatus(MILLIS, MILLIS, Optional.of(BTC), FeedStatus.Kind.ENDED, AT, 0, ""),
        new OperatorCommand(
            MILLIS,
            MILLIS,
            "c-1",
            OperatorCommand.Verb.CLOSE,
            new TreeMap<>(Map.of("symbol", "BTC-USD"))),
        new StorageStatus(MILLIS, MILLIS, StorageStatus.Kind.LOW_DISK, true, "12 MiB free"),
        new EngineStatus(MILLIS, MILLIS, EngineStatus.Kind.OVERFLOW, false, "drained"));
  }

  public static List<InputReference> references() {
    return List.of(
        new InputReference.FileRows("ab".repeat(32), 0, 99),
        new InputReference.Generated(1, -42, 100, 100));
  }
}
