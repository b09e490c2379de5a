package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account of 1000 with a market in which BTC-USD costs 100, warm and fresh, at no cost. */
final class Fixture {

  static final Symbol BTC = Symbol.of("BTC-USD");
  static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  static final Costs FREE = new Costs(Fraction.ZERO, Fraction.ZERO, Fraction.ZERO, Fraction.ZERO);

  final BotState state = new BotState();
  Costs costs = FREE;
  boolean quotes;
  boolean warm = true;
  Optional<RiskMarket.TimedQuote> quote = Optional.empty();
  Optional<Instant> close = Optional.of(NOW);
  String minNotional = "1";

  Optional<Price> mark = Optional.of(Price.of("100"));
  Optional<Fraction> regime = Optional.of(Fraction.ZERO);
  Optional<Symbol> unpriced = Optional.empty();
  boolean failing;
  Instant now = NOW;

  Fixture() {
    state.apply(new Fact.RunStarted(NOW.minusSeconds(3600), "run", "USD", Money.of("1000")));
  }

  static TradePlan plan(String entry, String stop, String target) {
    return new TradePlan(
        new Signal(
            BTC,
            "dip",
            Price.of(entry),
            Price.of(stop),
            Price.of(target),
            Optional.empty(),
            70,
            "test"),
        Fraction.of("50%"),
        new OrderTerms.Market(),
        Optional.empty());
  }

  static TradePlan plan(Symbol symbol) {
    TradePlan plan = plan();
    Signal s = plan.signal();
    return new TradePlan(
        new Signal(
            symbol,
            s.strategy(),
            s.entry(),
            s.stop(),
            s.takeProfit1(),
            s.takeProfit2(),
            s.score(),
            s.reason()),
        plan.takeProfit1Share(),
        plan.entryTerms(),
        plan.expiresAfter());
  }

  static TradePlan plan() {
    return plan("100", "90", "130");
  }

  static Quote book(double bid, double ask) {
    return book(bid, ask, 10);
  }

  static Quote book(double bid, double ask, double size) {
    return new Quote(BTC, bid, ask, size, size);
  }

  RiskMarket market() {
    return new RiskMarket() {
      @Override
      public Instrument instrument(Symbol symbol) {
        return new Instrument(
            symbol, Decimal.of("0.01"), Decimal.of("0.001"), Money.of(minNotional));
      }

      @Override
      public Optional<Price> mark(Symbol symbol) {
        return unpriced.equals(Optional.of(symbol)) ? Optional.empty() : mark;
      }

      @Override
      public Costs costs(Symbol symbol) {
        if (failing) {
          throw new IllegalStateException("no costs");
        }
        return costs;
      }

      @Override
      public boolean deliversQuotes() {
        return quotes;
      }

      @Override
      public Optional<TimedQuote> quote(Symbol symbol) {
        return quote;
      }

      @Override
      public Optional<Fraction> regimeChange() {
        return regime;
      }

      @Override
      public Timeframe candles() {
        return Timeframe.M1;
      }

      @Override
      public Optional<Instant> lastCandleClose(Symbol symbol) {
        return close;
      }

      @Override
      public boolean isWarm(Symbol symbol, String strategy) {
        return warm;
      }
    };
  }

  Evaluation evaluate(Limits limits, TradePlan plan) {
    return RiskEngine.of(limits, List.of()).evaluate(plan, state, market(), now);
  }

  void apply(Evaluation evaluation) {
    evaluation.facts().forEach(state::apply);
  }

  /** The intent of an entry as the engine would record it next. */
  OrderIntent intent(Symbol symbol) {
    return new OrderIntent(
        state.nextOrderId(),
        symbol,
        Side.BUY,
        OrderPurpose.ENTRY,
        new OrderTerms.Market(),
        Quantity.of("1"),
        "dip",
        now,
        Optional.empty(),
        Optional.of(plan().signal().bracket()));
  }

  /** Orders the sale of everything held of the fixture's symbol. */
  void sell(boolean stopped) {
    Position position = state.position(BTC).orElseThrow();
    if (!stopped) {
      state.apply(
          new Fact.ExitDecided(
              now,
              BTC,
              new PendingExit(
                  ExitReason.OPERATOR,
                  position.quantity(),
                  new OrderTerms.Market(),
                  Optional.empty())));
      position = state.position(BTC).orElseThrow();
    }
    apply(
        RiskEngine.of(Limits.builder().build(), List.of())
            .approveExit(
                position,
                stopped ? OrderPurpose.PROTECTIVE_STOP : OrderPurpose.EXIT,
                stopped ? new OrderTerms.Stop(position.stop()) : new OrderTerms.Market(),
                position.quantity(),
                state,
                now));
  }

  /** Orders the stop of everything held of a symbol. */
  OrderId protect(Symbol symbol) {
    Position position = state.position(symbol).orElseThrow();
    Evaluation sale =
        RiskEngine.of(Limits.builder().build(), List.of())
            .approveExit(
                position,
                OrderPurpose.PROTECTIVE_STOP,
                new OrderTerms.Stop(position.stop()),
                position.quantity(),
                state,
                now);
    apply(sale);
    return ((Evaluation.Approved) sale).order().intent().id();
  }

  void report(VenueReport report) {
    OrderLifecycle.interpret(report, state).forEach(state::apply);
  }

  static VenueReport sent(long order) {
    return new VenueReport.Sent(NOW.toEpochMilli(), NOW.toEpochMilli(), new OrderId(order));
  }

  static VenueReport accepted(long order) {
    return new VenueReport.Accepted(
        NOW.toEpochMilli(), NOW.toEpochMilli(), new OrderId(order), "v" + order);
  }

  static VenueReport fill(long order, Side side, String id, String price, String quantity) {
    Fill fill =
        new Fill(
            id,
            new OrderId(order),
            BTC,
            side,
            Price.of(price),
            Quantity.of(quantity),
            Money.of("0.1"),
            Liquidity.TAKER,
            NOW);
    return new VenueReport.Filled(NOW.toEpochMilli(), NOW.toEpochMilli(), fill);
  }
}
