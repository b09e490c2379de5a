package io.cointrader.benchmarks;

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
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.Costs;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict on an entry costs: cash, a position, a resting order and a feed of quotes; all
 * gates, the size, the facts and the approval. The market answers from fields, as a warm lane does.
 */
final class Verdicts {

  private static final int CALLS = 500_000;
  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  private final RiskEngine risk =
      RiskEngine.of(
          Limits.builder()
              .set(RiskSettings.CORRELATED, "BTC+SOL,ETH+ADA")
              .set(RiskSettings.MIN_SCORE, "50")
              .maxOrdersPerDay(1_000_000)
              .build(),
          List.of());
  private final BotState state = new BotState();
  private final Market market = new Market();
  private final TradePlan good = plan("100", "95", "120");
  private final TradePlan poor = plan("100", "95", "100.4");

  private Verdicts() {
    state.apply(new Fact.RunStarted(NOW.minusSeconds(7200), "bench", "USD", Money.of("10000")));
    Fill fill =
        new Fill(
            "1",
            state.nextOrderId(),
            ETH,
            Side.BUY,
            Price.of("50"),
            Quantity.of("4"),
            Money.of("1"),
            Liquidity.TAKER,
            NOW.minusSeconds(3600));
    Bracket bracket = new Bracket(Price.of("45"), Price.of("60"), Optional.empty());
    state.apply(new Fact.IntentRecorded(intent(Side.BUY, new OrderTerms.Market(), bracket)));
    state.apply(new Fact.FillRecorded(fill.at(), fill));
    state.apply(new Fact.PositionOpened(fill.at(), Position.open(fill, "bench", bracket)));
    state.apply(new Fact.OrderChanged(fill.at(), fill.orderId(), new OrderState.Filled()));
    OrderIntent stop = intent(Side.SELL, new OrderTerms.Stop(Price.of("45")), null);
    state.apply(new Fact.IntentRecorded(stop));
    state.apply(new Fact.OrderChanged(fill.at(), stop.id(), new OrderState.Open("v2")));
  }

  private OrderIntent intent(Side side, OrderTerms terms, @Nullable Bracket bracket) {
    return new OrderIntent(
        state.nextOrderId(),
        ETH,
        side,
        side == Side.BUY ? OrderPurpose.ENTRY : OrderPurpose.PROTECTIVE_STOP,
        terms,
        Quantity.of("4"),
        "bench",
        NOW.minusSeconds(3600),
        Optional.empty(),
        Optional.ofNullable(bracket));
  }

  private static TradePlan plan(String entry, String stop, String target) {
    return new TradePlan(
        new Signal(
            BTC,
            "bench",
            Price.of(entry),
            Price.of(stop),
            Price.of(target),
            Optional.empty(),
            80,
            "bench"),
        Fraction.of("50%"),
        new OrderTerms.Limit(Price.of("100.1"), false),
        Optional.empty());
  }

  /** Prints nanoseconds and bytes a call. */
  static void measure() throws IOException {
    Verdicts verdicts = new Verdicts();
    require(verdicts.evaluate(verdicts.good) instanceof Evaluation.Approved);
    require(verdicts.evaluate(verdicts.poor) instanceof Evaluation.Denied);
    Map<String, Main.Work> rows = new LinkedHashMap<>();
    rows.put("empty call", verdicts::nothing);
    rows.put("all 24 gates over one proposal", verdicts::gates);
    rows.put("verdict: approved", () -> verdicts.evaluate(verdicts.good, CALLS));
    rows.put("verdict: denied by two", () -> verdicts.evaluate(verdicts.poor, CALLS));
    System.out.println("an entry judged (a candle is one entry here)");
    Main.print(rows, CALLS, "all 24 gates over one proposal");
  }

  private static void require(boolean as) {
    if (!as) {
      throw new IllegalStateException("the entries to measure are not judged as they should be");
    }
  }

  private long nothing() {
    long facts = 0;
    for (int i = 0; i < CALLS; i++) {
      facts += market.touch(i);
    }
    return facts;
  }

  /** What is to be judged is made once; each gate is asked each time. */
  private long gates() {
    Evaluation.Approved approved = (Evaluation.Approved) evaluate(good);
    Sizing sizing = ((Fact.PlanEvaluated) approved.facts().get(0)).sizing().orElseThrow();
    Money equity = Portfolio.equity(state, market::mark);
    Money exposure = Portfolio.exposure(state, market::mark);
    Proposal proposal =
        new Proposal(
            good, state.view(), market, risk.limits(), market.costs, equity, exposure, sizing, NOW);
    List<Gate> gates = risk.gates();
    long passed = 0;
    for (int i = 0; i < CALLS; i++) {
      for (int gate = 0; gate < gates.size(); gate++) {
        passed += gates.get(gate).check(proposal).isEmpty() ? 1 : 0;
      }
    }
    require(passed == 24L * CALLS);
    return passed;
  }

  private long evaluate(TradePlan plan, int times) {
    long facts = 0;
    for (int i = 0; i < times; i++) {
      facts += evaluate(plan).facts().size();
    }
    return facts;
  }

  private Evaluation evaluate(TradePlan plan) {
    return risk.evaluate(plan, state, market, NOW);
  }

  private static final class Market implements RiskMarket {

    private final Instrument instrument =
        new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.0001"), Money.of("1"));
    private final Costs costs =
        new Costs(Fraction.of("0.1%"), Fraction.of("0.1%"), Fraction.of("2bps"), Fraction.ZERO);
    private final Optional<Price> btc = Optional.of(Price.of("99.99"));
    private final Optional<Price> eth = Optional.of(Price.of("49"));
    private final Optional<TimedQuote> quote =
        Optional.of(new TimedQuote(new Quote(BTC, 99.98, 100, 5, 5), NOW.minusSeconds(1)));
    private final Optional<Instant> close = Optional.of(NOW.minusSeconds(5));
    private final Optional<Fraction> regime = Optional.of(Fraction.of("0.1%"));
    private long touched;

    long touch(long value) {
      touched ^= value;
      return touched;
    }

    @Override
    public Instrument instrument(Symbol symbol) {
      return instrument;
    }

    @Override
    public Optional<Price> mark(Symbol symbol) {
      return symbol.equals(BTC) ? btc : eth;
    }

    @Override
    public Costs costs(Symbol symbol) {
      return costs;
    }

    @Override
    public boolean deliversQuotes() {
      return true;
    }

    @Override
    public Optional<TimedQuote> quote(Symbol symbol) {
      return quote;
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
      return true;
    }

    @Override
    public Optional<Fraction> regimeChange() {
      return regime;
    }
  }
}
