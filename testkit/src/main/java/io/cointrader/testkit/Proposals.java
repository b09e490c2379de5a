package io.cointrader.testkit;

import io.cointrader.models.fact.Fact;
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
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.risk.Costs;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskMarket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries to try risk gates with: BTC-USD at 100, an account of 1000 USD, limits as by default. */
public final class Proposals {

  private static final Symbol BTC = Symbol.of("BTC-USD");

  /** Wednesday noon. */
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private static final Costs COSTS =
      new Costs(Fraction.of("0.6%"), Fraction.of("1.2%"), Fraction.of("5bps"), Fraction.of("5bps"));

  private Proposals() {}

  /** An entry at the given time into a fresh account, with nothing to be said against it. */
  public static Proposal fresh(Instant now) {
    return proposal(account(now), new Market(now, true, true), now);
  }

  /**
   * Entries that differ in time (each hour of a week), account (fresh, empty, in a position, having
   * lost, restricted) and market (candles only, quotes missing, stale, cold).
   */
  static List<Proposal> all() {
    List<Proposal> all = new ArrayList<>();
    for (int hour = 0; hour < 7 * 24; hour++) {
      all.add(fresh(NOON.plus(Duration.ofHours(hour))));
    }
    Market market = new Market(NOON, true, true);
    all.add(proposal(new BotState(), market, NOON));
    BotState invested = account(NOON);
    invest(invested);
    all.add(proposal(invested, market, NOON));
    BotState lost = account(NOON);
    lost.apply(new Fact.DayStarted(NOON, NOON.minus(Duration.ofHours(12)), Money.of("5000")));
    all.add(proposal(lost, market, NOON));
    BotState restricted = account(NOON);
    restricted.apply(
        new Fact.RestrictionSet(
            NOON,
            new Restriction(
                "kill",
                Scope.ALL,
                Restriction.Level.HALT,
                NOON,
                Restriction.ClearedBy.OPERATOR,
                Optional.empty(),
                "to be tried")));
    all.add(proposal(restricted, market, NOON));
    all.add(proposal(account(NOON), new Market(NOON, false, true), NOON));
    all.add(proposal(account(NOON), new Market(NOON, true, false), NOON));
    all.add(proposal(account(NOON), market, NOON.plus(Duration.ofDays(1))));
    return all;
  }

  private static BotState account(Instant now) {
    BotState state = new BotState();
    Instant start = now.minus(Duration.ofDays(2));
    state.apply(new Fact.RunStarted(start, "try", "USD", Money.of("1000")));
    return state;
  }

  private static void invest(BotState state) {
    Bracket bracket = new Bracket(Price.of("90"), Price.of("130"), Optional.empty());
    OrderId id = state.nextOrderId();
    Instant then = NOON.minus(Duration.ofMinutes(1));
    state.apply(
        new Fact.IntentRecorded(
            new OrderIntent(
                id,
                BTC,
                Side.BUY,
                OrderPurpose.ENTRY,
                new OrderTerms.Market(),
                Quantity.of("1"),
                "try",
                then,
                Optional.empty(),
                Optional.of(bracket))));
    Fill fill =
        new Fill(
            "f1",
            id,
            BTC,
            Side.BUY,
            Price.of("100"),
            Quantity.of("1"),
            Money.of("1.2"),
            Liquidity.TAKER,
            then);
    state.apply(new Fact.FillRecorded(then, fill));
    state.apply(new Fact.PositionOpened(then, Position.open(fill, "try", bracket)));
  }

  private static Proposal proposal(BotState state, RiskMarket market, Instant now) {
    Signal signal =
        new Signal(
            BTC,
            "try",
            Price.of("100"),
            Price.of("90"),
            Price.of("130"),
            Optional.empty(),
            70,
            "to be tried");
    Sizing sizing =
        new Sizing(
            Money.of("5"),
            Money.of("12.6"),
            Quantity.of("0.39"),
            Quantity.of("0.39"),
            Money.of("39"),
            "risk");
    return new Proposal(
        new TradePlan(signal, Fraction.of("50%"), new OrderTerms.Market(), Optional.empty()),
        state,
        market,
        Limits.builder().build(),
        COSTS,
        Money.of("1000"),
        Money.ZERO,
        sizing,
        now);
  }

  /** The market at one time. */
  private record Market(Instant now, boolean known, boolean quotes) implements RiskMarket {

    @Override
    public Instrument instrument(Symbol symbol) {
      return new Instrument(symbol, Decimal.of("0.01"), Decimal.of("0.0001"), Money.of("1"));
    }

    @Override
    public Optional<Price> mark(Symbol symbol) {
      return known ? Optional.of(Price.of("100")) : Optional.empty();
    }

    @Override
    public Costs costs(Symbol symbol) {
      return COSTS;
    }

    @Override
    public boolean deliversQuotes() {
      return quotes;
    }

    @Override
    public Optional<TimedQuote> quote(Symbol symbol) {
      return known && quotes
          ? Optional.of(new TimedQuote(new Quote(symbol, 99.99, 100.01, 5, 5), now))
          : Optional.empty();
    }

    @Override
    public Optional<Fraction> regimeChange() {
      return known ? Optional.of(Fraction.ZERO) : Optional.empty();
    }

    @Override
    public Timeframe candles() {
      return Timeframe.M1;
    }

    @Override
    public Optional<Instant> lastCandleClose(Symbol symbol) {
      return known ? Optional.of(now) : Optional.empty();
    }

    @Override
    public boolean isWarm(Symbol symbol, String strategy) {
      return known;
    }
  }
}
