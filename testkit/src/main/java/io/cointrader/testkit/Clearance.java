package io.cointrader.testkit;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.Costs;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.Limits;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import io.cointrader.risk.VenueGate;
import io.cointrader.risk.venue.ExecutionVenue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends wanted orders to a venue that is tried, in the one way there is: judged by a risk engine,
 * in an account of its own for each order in which nothing speaks against it, and cleared by a
 * venue gate.
 */
public final class Clearance {

  private static final Money CASH = Money.of("1000000000");
  private static final Costs FREE =
      new Costs(Fraction.ZERO, Fraction.ZERO, Fraction.ZERO, Fraction.ZERO);

  private static final Bracket ANY = new Bracket(Price.of("1"), Price.of("2"), Optional.empty());

  private Clearance() {}

  /**
   * Sends an order.
   *
   * @param runId the first part of its client order id
   * @throws IllegalArgumentException when no risk engine approves such an order: its entry price is
   *     not between its stop and its first target, say, or a sale expires
   */
  public static void send(ExecutionVenue venue, OrderIntent order, String runId) {
    RiskEngine risk = RiskEngine.of(limits(order), List.of());
    BotState state = account(order);
    Evaluation verdict =
        order.purpose() == OrderPurpose.ENTRY
            ? risk.evaluate(
                plan(order), state, new Market(entryPrice(order), order.at()), order.at())
            : risk.approveExit(
                state.position(order.symbol()).orElseThrow(),
                order.purpose(),
                order.terms(),
                order.quantity(),
                state,
                order.at());
    VenueGate gate = new VenueGate(risk, venue, runId, sent -> {});
    verdict.fold(
        approved -> {
          if (!approved.intent().equals(order)) {
            throw new IllegalArgumentException(
                "approved was " + approved.intent() + ", wanted " + order);
          }
          gate.submit(approved, order.at());
        },
        denied -> {
          throw new IllegalArgumentException("denied: " + denied.reasons());
        });
  }

  /** The price an entry counts with, exact, so that its value determines its quantity. */
  private static Price entryPrice(OrderIntent order) {
    if (order.terms() instanceof OrderTerms.Limit limit) {
      return limit.price();
    }
    Bracket bracket = order.bracket().orElseThrow();
    Decimal sum = bracket.stop().value().plus(bracket.takeProfit1().value());
    return new Price(sum.times(Decimal.of("0.5")));
  }

  private static Limits limits(OrderIntent order) {
    Limits.Builder limits =
        Limits.builder()
            .maxLossPerTrade("10%")
            .maxShare("100%")
            .maxExposure("100%")
            .cooldown(Duration.ZERO)
            .minNetRewardRisk("0")
            .set(RiskSettings.STABLECOINS, "true");
    if (order.purpose() == OrderPurpose.ENTRY) {
      limits.maxAmount(entryPrice(order).times(order.quantity()).toString());
    }
    return limits.build();
  }

  private static TradePlan plan(OrderIntent order) {
    Bracket bracket = order.bracket().orElseThrow();
    Signal signal =
        new Signal(
            order.symbol(),
            order.strategy(),
            entryPrice(order),
            bracket.stop(),
            bracket.takeProfit1(),
            bracket.takeProfit2(),
            100,
            "wanted");
    return new TradePlan(
        signal,
        Fraction.ONE,
        order.terms(),
        order.expiresAt().map(end -> Duration.between(order.at(), end)));
  }

  /** An account whose next order is this one; before a sale it holds what is to be sold. */
  private static BotState account(OrderIntent order) {
    BotState state = new BotState();
    state.apply(new Fact.RunStarted(order.at(), "clearance", "USD", CASH));
    for (long ordinal = 1; ordinal < order.id().ordinal(); ordinal++) {
      OrderId id = new OrderId(ordinal);
      state.apply(new Fact.IntentRecorded(earlier(order, id)));
      state.apply(new Fact.OrderChanged(order.at(), id, new OrderState.Cancelled("earlier")));
    }
    if (order.side() == Side.SELL) {
      state.apply(new Fact.PositionOpened(order.at(), held(order)));
    }
    return state;
  }

  private static OrderIntent earlier(OrderIntent order, OrderId id) {
    return new OrderIntent(
        id,
        order.symbol(),
        Side.BUY,
        OrderPurpose.ENTRY,
        new OrderTerms.Market(),
        order.quantity(),
        order.strategy(),
        order.at(),
        Optional.empty(),
        Optional.of(ANY));
  }

  private static Position held(OrderIntent order) {
    Fill fill =
        new Fill(
            "held",
            order.id(),
            order.symbol(),
            Side.BUY,
            Price.of("1"),
            order.quantity(),
            Money.ZERO,
            Liquidity.TAKER,
            order.at());
    return Position.open(fill, order.strategy(), ANY);
  }

  /** Every symbol at one price, free of costs, warm and fresh. */
  private static final class Market implements RiskMarket {

    private final Price price;
    private final Instant now;

    Market(Price price, Instant now) {
      this.price = price;
      this.now = now;
    }

    @Override
    public Instrument instrument(Symbol symbol) {
      Decimal finest = Decimal.of("0.000000000001");
      return new Instrument(symbol, finest, finest, new Money(finest));
    }

    @Override
    public Optional<Price> mark(Symbol symbol) {
      return Optional.of(price);
    }

    @Override
    public Costs costs(Symbol symbol) {
      return FREE;
    }

    @Override
    public boolean deliversQuotes() {
      return false;
    }

    @Override
    public Optional<TimedQuote> quote(Symbol symbol) {
      return Optional.empty();
    }

    @Override
    public Timeframe candles() {
      return Timeframe.M1;
    }

    @Override
    public Optional<Instant> lastCandleClose(Symbol symbol) {
      return Optional.of(now);
    }

    @Override
    public boolean isWarm(Symbol symbol, String strategy) {
      return true;
    }
  }
}
