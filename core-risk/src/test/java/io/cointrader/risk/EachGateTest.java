package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each gate: the last entry it lets pass, the first it denies with value and limit, what it says
 * where the data is missing, and that it denies when it fails.
 */
final class EachGateTest {

  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final Symbol SOL = Symbol.of("SOL-USD");

  /** Makes a situation. */
  private interface Setup {
    TradePlan make(Fixture f, Limits.Builder limits);
  }

  /** A gate's limit: the last that passes and the first that is denied. */
  private record Row(String code, Setup last, Setup first, String value, String limit) {
    @Override
    public String toString() {
      return code + " " + value;
    }
  }

  private static Limits.Builder wide() {
    return Limits.builder().maxLossPerTrade("5%").maxShare("20%").maxExposure("100%");
  }

  private static void restrict(Fixture f, Scope scope) {
    f.state.apply(
        new Fact.RestrictionSet(
            Fixture.NOW,
            new Restriction(
                "pause",
                scope,
                Restriction.Level.PROTECT,
                Fixture.NOW,
                Restriction.ClearedBy.OPERATOR,
                Optional.empty(),
                "test")));
  }

  private static TradePlan day(Fixture f, String startEquity) {
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of(startEquity)));
    return Fixture.plan();
  }

  private static TradePlan peak(Fixture f, String peak) {
    f.state.apply(
        new Fact.EquityMarked(
            Fixture.NOW, Money.of("1000"), Money.of(peak), Money.ZERO, Fraction.ZERO));
    return Fixture.plan();
  }

  /** Orders of another symbol that were sent, and refused or taken back. */
  private static TradePlan sent(Fixture f, Limits.Builder limits, int orders, String end) {
    limits.set(RiskSettings.MAX_ORDERS_PER_MINUTE, "3").set(RiskSettings.BREAKER_FAILURES, "99");
    limits.set(RiskSettings.MAX_CANCELS_PER_MINUTE, "3");
    limits.set(RiskSettings.MAX_REJECTS_PER_MINUTE, "3");
    f.now = Fixture.NOW.minusSeconds(30);
    for (int i = 1; i <= orders; i++) {
      f.state.apply(new Fact.IntentRecorded(f.intent(ETH)));
      OrderId id = new OrderId(i);
      if (end.equals("cancel")) {
        f.state.apply(new Fact.CancelRequested(f.now, id));
      } else if (!end.equals("reject")) {
        f.report(at(new VenueReport.Sent(0, 0, id), f));
      }
      f.report(
          at(
              end.equals("reject")
                  ? new VenueReport.Rejected(0, 0, id, "no")
                  : new VenueReport.Cancelled(0, 0, id, "done"),
              f));
    }
    f.now = Fixture.NOW;
    return Fixture.plan();
  }

  private static VenueReport at(VenueReport report, Fixture f) {
    return report.receivedAt(f.now.toEpochMilli());
  }

  /** Entries of other symbols that wait at the venue, worth 100 each. */
  private static TradePlan waiting(Fixture f, Symbol... symbols) {
    for (Symbol symbol : symbols) {
      f.state.apply(new Fact.IntentRecorded(f.intent(symbol)));
    }
    return Fixture.plan();
  }

  /** Entered long ago. */
  private static TradePlan enteredBefore(Fixture f, Duration since) {
    f.state.apply(new Fact.IntentRecorded(f.intent(Fixture.BTC)));
    f.now = Fixture.NOW.minus(since);
    f.report(at(new VenueReport.Sent(0, 0, new OrderId(1)), f));
    f.report(at(new VenueReport.Cancelled(0, 0, new OrderId(1), "done"), f));
    f.now = Fixture.NOW;
    return Fixture.plan();
  }

  private static TradePlan candle(Fixture f, Duration age) {
    f.close = Optional.of(Fixture.NOW.minus(age));
    return Fixture.plan();
  }

  private static TradePlan quoted(Fixture f, Duration age, double bid, double ask, double size) {
    f.quotes = true;
    f.quote =
        Optional.of(
            new RiskMarket.TimedQuote(Fixture.book(bid, ask, size), Fixture.NOW.minus(age)));
    return Fixture.plan();
  }

  private static TradePlan regime(Fixture f, String change) {
    f.regime = Optional.of(Fraction.of(change));
    return Fixture.plan();
  }

  private static TradePlan scored(int score) {
    Signal s = Fixture.plan().signal();
    return new TradePlan(
        new Signal(
            s.symbol(),
            s.strategy(),
            s.entry(),
            s.stop(),
            s.takeProfit1(),
            s.takeProfit2(),
            score,
            "test"),
        Fraction.of("50%"),
        new OrderTerms.Market(),
        Optional.empty());
  }

  private static TradePlan costs(Fixture f, String fee, String spread, TradePlan plan) {
    f.costs = new Costs(Fraction.of(fee), Fraction.of(fee), Fraction.of(spread), Fraction.ZERO);
    return plan;
  }

  private static TradePlan mark(Fixture f, String mark) {
    f.mark = Optional.of(Price.of(mark));
    return Fixture.plan();
  }

  private static TradePlan limitOrder(Fixture f, String price) {
    TradePlan plan = Fixture.plan();
    return new TradePlan(
        plan.signal(),
        plan.takeProfit1Share(),
        new OrderTerms.Limit(Price.of(price), false),
        Optional.of(Duration.ofMinutes(1)));
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "restricted",
            (f, l) -> {
              restrict(f, Scope.symbol(ETH));
              return Fixture.plan();
            },
            (f, l) -> {
              restrict(f, Scope.symbol(Fixture.BTC));
              return Fixture.plan();
            },
            "pause on symbol BTC-USD",
            "NORMAL"),
        new Row(
            "restricted",
            (f, l) -> {
              f.state.apply(new Fact.StrategyDisabled(Fixture.NOW, "other", "test"));
              return Fixture.plan();
            },
            (f, l) -> {
              f.state.apply(new Fact.StrategyDisabled(Fixture.NOW, "dip", "test"));
              return Fixture.plan();
            },
            "dip is out of service",
            "in service"),
        new Row(
            "daily_loss",
            (f, l) -> day(f, "1020.40"),
            (f, l) -> day(f, "1020.5"),
            "20.5 USD",
            "20.41 USD"),
        new Row(
            "drawdown", (f, l) -> peak(f, "1333.33"), (f, l) -> peak(f, "1600"), "37.5%", "25%"),
        new Row(
            "order_rate",
            (f, l) -> sent(f, l, 2, "order"),
            (f, l) -> sent(f, l, 3, "order"),
            "3 orders a minute",
            "3 orders a minute"),
        new Row(
            "cancel_rate",
            (f, l) -> sent(f, l, 2, "cancel"),
            (f, l) -> sent(f, l, 3, "cancel"),
            "3 cancels a minute",
            "3 cancels a minute"),
        new Row(
            "reject_rate",
            (f, l) -> sent(f, l, 2, "reject"),
            (f, l) -> sent(f, l, 3, "reject"),
            "3 rejects a minute",
            "3 rejects a minute"),
        new Row(
            "stablecoin",
            (f, l) -> Fixture.plan(Symbol.of("XUSDT-USD")),
            (f, l) -> Fixture.plan(Symbol.of("USDT-USD")),
            "USDT follows a currency",
            "a base that moves"),
        new Row(
            "max_positions",
            (f, l) -> waiting(f, l.maxPositions(3), ETH, SOL),
            (f, l) -> waiting(f, l.maxPositions(2), ETH, SOL),
            "2 positions",
            "2 positions"),
        new Row(
            "max_per_strategy",
            (f, l) -> waiting(f, l.set(RiskSettings.MAX_PER_STRATEGY, "3"), ETH, SOL),
            (f, l) -> waiting(f, l.set(RiskSettings.MAX_PER_STRATEGY, "2"), ETH, SOL),
            "2 of dip",
            "2 of one strategy"),
        new Row(
            "one_per_symbol",
            (f, l) -> waiting(f, ETH),
            (f, l) -> waiting(f, Fixture.BTC),
            "order 1 in BTC-USD",
            "no order"),
        new Row(
            "cooldown",
            (f, l) -> enteredBefore(f, Duration.ofMinutes(10)),
            (f, l) -> enteredBefore(f, Duration.ofMinutes(10).minusMillis(1)),
            "599 s",
            "600 s"),
        new Row(
            "freshness",
            (f, l) -> candle(f, Duration.ofMinutes(2)),
            (f, l) -> candle(f, Duration.ofMinutes(2).plusSeconds(1)),
            "candle 121 s old",
            "120 s"),
        new Row(
            "freshness",
            (f, l) -> quoted(f, Duration.ofSeconds(10), 99.9, 100.1, 10),
            (f, l) -> quoted(f, Duration.ofSeconds(11), 99.9, 100.1, 10),
            "quote 11 s old",
            "10 s"),
        new Row(
            "warm_up",
            (f, l) -> Fixture.plan(),
            (f, l) -> {
              f.warm = false;
              return Fixture.plan();
            },
            "warming up",
            "warm"),
        new Row(
            "regime",
            (f, l) -> regime(f, "-2.99%"),
            (f, l) -> regime(f, "-3%"),
            "-3% in an hour",
            "above -3%"),
        new Row(
            "min_score",
            (f, l) -> scored(l.set(RiskSettings.MIN_SCORE, "50"), 50),
            (f, l) -> scored(l.set(RiskSettings.MIN_SCORE, "50"), 49),
            "score 49",
            "score 50"),
        new Row(
            "min_score",
            (f, l) -> {
              f.regime = Optional.empty();
              return scored(l.set(RiskSettings.MIN_SCORE, "98"), 100); // never above what is there
            },
            (f, l) -> {
              f.regime = Optional.of(Fraction.of("-1.5%"));
              return scored(l.set(RiskSettings.MIN_SCORE, "50"), 54);
            },
            "score 54",
            "score 55"),
        new Row(
            "spread",
            (f, l) -> costs(f, "0%", "0.5%", Fixture.plan()),
            (f, l) -> costs(f, "0%", "0.51%", Fixture.plan()),
            "0.51%",
            "0.5%"),
        new Row(
            "book_slippage",
            (f, l) -> quoted(f, Duration.ZERO, 99, 100, 1), // 2 of 1: half a spread beyond
            (f, l) -> quoted(f, Duration.ZERO, 98.98, 100, 1),
            "0.51%",
            "0.5%"),
        new Row(
            "price_band",
            (f, l) -> mark(f, "97.09"),
            (f, l) -> mark(f, "97.08"),
            "100 against 97.08",
            "within 3%"),
        new Row(
            "price_band",
            (f, l) -> limitOrder(f, "103"),
            (f, l) -> limitOrder(f, "103.01"),
            "103.01 against 100",
            "within 3%"),
        new Row(
            "cost",
            (f, l) -> costs(f, "1%", "0%", Fixture.plan("100", "90", "102.01")),
            (f, l) -> costs(f, "1%", "0%", Fixture.plan("100", "90", "102")),
            "first target 2 above entry",
            "more than the round trip of 2"),
        new Row(
            "net_reward_risk",
            (f, l) -> target(l.minNetRewardRisk("0.5"), "105"),
            (f, l) -> target(l.minNetRewardRisk("0.5"), "104.9"),
            "0.49",
            "0.5"),
        new Row(
            "exposure",
            (f, l) -> waiting(f, l.maxExposure("21%"), ETH, SOL),
            (f, l) -> waiting(f, l.maxExposure("20%"), ETH, SOL),
            "200 USD",
            "200 USD"),
        new Row(
            "correlated_exposure",
            (f, l) -> waiting(f, together(l, "30%"), ETH, SOL),
            (f, l) -> waiting(f, together(l, "29%"), ETH, SOL),
            "300 USD in BTC+ETH",
            "290 USD"),
        new Row(
            "entered_value",
            (f, l) -> target(l.set(RiskSettings.MAX_ENTERED_PER_DAY, "200"), "130"),
            (f, l) -> target(l.set(RiskSettings.MAX_ENTERED_PER_DAY, "199"), "130"),
            "200 USD a day",
            "199 USD a day"),
        new Row(
            "minimum_size",
            (f, l) -> minimum(f, "200"),
            (f, l) -> minimum(f, "200.01"),
            "no tradable quantity, bound by max_share",
            "worth at least 200.01 USD"));
  }

  private static TradePlan waiting(Fixture f, Limits.Builder said, Symbol... symbols) {
    return waiting(f, symbols);
  }

  private static TradePlan target(Limits.Builder said, String target) {
    return Fixture.plan("100", "90", target);
  }

  private static TradePlan scored(Limits.Builder said, int score) {
    return scored(score);
  }

  private static Limits.Builder together(Limits.Builder limits, String most) {
    return limits
        .set(RiskSettings.CORRELATED, "XRP+ADA,BTC+ETH")
        .set(RiskSettings.MAX_CORRELATED_EXPOSURE, most);
  }

  private static TradePlan minimum(Fixture f, String least) {
    f.minNotional = least;
    return Fixture.plan();
  }

  private static List<GateFailure> failures(Setup setup) {
    Fixture f = new Fixture();
    Limits.Builder limits = wide();
    TradePlan plan = setup.make(f, limits);
    Evaluation evaluation = f.evaluate(limits.build(), plan);
    return evaluation instanceof Evaluation.Denied denied ? denied.reasons() : List.of();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void passesAtItsLimitAndDeniesPastItWithValueAndLimit(Row row) {
    assertThat(failures(row.last)).noneMatch(failure -> failure.code().equals(row.code));
    assertThat(failures(row.first))
        .filteredOn(failure -> failure.code().equals(row.code))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.value()).isEqualTo(row.value);
              assertThat(failure.limit()).isEqualTo(row.limit);
            });
  }

  /** What explanations show is what decided. */
  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatItFindsAndAllowsWhetherItPassesOrDenies(Row row) {
    GateReading passing = reading(row, row.last);
    assertThat(passing.passed()).isTrue();
    assertThat(passing.measure())
        .hasValueSatisfying(
            measure -> assertThat(List.of(measure.value(), measure.limit())).doesNotContain(""));
    assertThat(reading(row, row.first))
        .isEqualTo(
            new GateReading(
                row.code, false, Optional.of(new GateReading.Measure(row.value, row.limit))));
  }

  private static GateReading reading(Row row, Setup setup) {
    Fixture f = new Fixture();
    Limits.Builder limits = wide();
    TradePlan plan = setup.make(f, limits);
    RiskEngine engine = RiskEngine.of(limits.build(), List.of());
    List<GateReading> all = engine.read(engine.propose(plan, f.state, f.market(), f.now));
    assertThat(all.stream().map(GateReading::code))
        .containsExactlyElementsOf(engine.gates().stream().map(Gate::code).toList());
    return all.stream().filter(one -> one.code().equals(row.code)).findFirst().orElseThrow();
  }

  @Test
  void everyGateHasARow() {
    TreeSet<String> codes = new TreeSet<>(rows().map(Row::code).toList());
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            RiskEngine.of(wide().build(), List.of()).gates().stream().map(Gate::code).toList());
  }

  @Test
  void missingDataDenies() {
    record Missing(String code, Setup setup, String value) {}
    for (Missing one :
        List.of(
            new Missing(
                "freshness",
                (f, l) -> {
                  f.close = Optional.empty();
                  return Fixture.plan();
                },
                "no candle"),
            new Missing("freshness", (f, l) -> unquoted(f), "no quote"),
            new Missing("spread", (f, l) -> unquoted(f), "no quote"),
            new Missing(
                "spread", (f, l) -> quoted(f, Duration.ZERO, 100, 100, 10), "book not tradable"),
            new Missing("book_slippage", (f, l) -> unquoted(f), "no size at the best ask"),
            new Missing(
                "book_slippage",
                (f, l) -> quoted(f, Duration.ZERO, 99, 100, 0),
                "no size at the best ask"),
            new Missing(
                "price_band",
                (f, l) -> {
                  f.mark = Optional.empty();
                  return Fixture.plan();
                },
                "no price"),
            new Missing(
                "exposure",
                (f, l) -> {
                  f.state.apply(new Fact.IntentRecorded(f.intent(ETH)));
                  f.report(held(ETH));
                  f.unpriced = Optional.of(ETH);
                  return Fixture.plan();
                },
                "no price of ETH-USD"),
            new Missing(
                "min_score",
                (f, l) -> {
                  l.set(RiskSettings.MIN_SCORE, "70");
                  f.regime = Optional.empty();
                  return Fixture.plan();
                },
                "score 70"))) {
      assertThat(failures(one.setup))
          .as("%s", one.code)
          .filteredOn(failure -> failure.code().equals(one.code))
          .singleElement()
          .extracting(GateFailure::value)
          .isEqualTo(one.value);
    }
  }

  private static TradePlan unquoted(Fixture f) {
    f.quotes = true;
    return Fixture.plan();
  }

  private static VenueReport held(Symbol symbol) {
    VenueReport.Filled filled = (VenueReport.Filled) Fixture.fill(1, Side.BUY, "a", "100", "1");
    Fill f = filled.fill();
    return new VenueReport.Filled(
        filled.timeMillis(),
        filled.receivedMillis(),
        new Fill(
            f.id(),
            f.orderId(),
            symbol,
            f.side(),
            f.price(),
            f.quantity(),
            f.fee(),
            f.liquidity(),
            f.at()));
  }

  /** A proposal in which there is nothing at all. */
  @Test
  @SuppressWarnings("NullAway")
  void aGateThatFailsDenies() {
    Limits.Builder all =
        together(wide(), "30%")
            .set(RiskSettings.MAX_ENTERED_PER_DAY, "1")
            .set(RiskSettings.MIN_SCORE, "1");
    Proposal nothing = new Proposal(null, null, null, null, null, null, null, null, null, null);
    for (Gate gate : RiskEngine.of(all.build(), List.of()).gates()) {
      assertThat(RiskEngine.ask(gate, nothing))
          .contains(
              new GateFailure(
                  gate.code(),
                  gate.category(),
                  "the gate failed: NullPointerException",
                  "an answer"));
    }
  }
}
