package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each gate passes at its limit, denies just past it, and denies when what it needs is missing. */
final class GatesTest {

  private final Fixture f = new Fixture();

  private static Limits.Builder wide() {
    return Limits.builder()
        .maxLossPerTrade("5%")
        .maxShare("50%")
        .maxLossPerDay("2%")
        .minNetRewardRisk("0.5");
  }

  private List<String> denials(Limits.Builder limits, TradePlan plan) {
    Evaluation evaluation = f.evaluate(limits.build(), plan);
    return evaluation instanceof Evaluation.Denied denied
        ? denied.reasons().stream().map(GateFailure::code).toList()
        : List.of();
  }

  private List<String> denials() {
    return denials(wide(), Fixture.plan());
  }

  @Test
  void anOrdinaryPlanPassesEveryGate() {
    Evaluation evaluation = f.evaluate(wide().build(), Fixture.plan());
    assertThat(evaluation).isInstanceOf(Evaluation.Approved.class);
    Fact.PlanEvaluated verdict = (Fact.PlanEvaluated) evaluation.facts().get(0);
    assertThat(Long.bitCount(verdict.passed()))
        .isEqualTo(RiskEngine.of(wide().build(), List.of()).gates().size());
  }

  @Test
  void restrictionsOfEveryScopeThatCoversThePlanDeny() {
    for (Scope scope : List.of(Scope.ALL, Scope.symbol(Fixture.BTC), Scope.strategy("dip"))) {
      Fixture own = new Fixture();
      own.state.apply(
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
      assertThat(((Evaluation.Denied) own.evaluate(wide().build(), Fixture.plan())).reasons())
          .extracting(GateFailure::code)
          .containsExactly("restricted");
    }
    f.state.apply(
        new Fact.RestrictionSet(
            Fixture.NOW,
            new Restriction(
                "pause",
                Scope.strategy("other"),
                Restriction.Level.PROTECT,
                Fixture.NOW,
                Restriction.ClearedBy.OPERATOR,
                Optional.empty(),
                "test")));
    assertThat(denials()).isEmpty();
  }

  @Test
  void aStrategyOutOfServiceIsDenied() {
    f.state.apply(new Fact.StrategyDisabled(Fixture.NOW, "dip", "test"));
    assertThat(denials()).containsExactly("restricted");
  }

  @Test
  void dailyLossDeniesAtTheLimitAndNotBefore() {
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("1020.4")));
    assertThat(denials()).as("lost 20.4 of 20.408").isEmpty();
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("1020.41")));
    assertThat(denials()).as("lost 20.41 of 20.4082").containsExactly("daily_loss");
  }

  @Test
  void dailyLossOfTheLast24HoursOutlivesMidnight() {
    f.state.apply(
        new Fact.EquitySampled(Fixture.NOW.minus(Duration.ofHours(25)), Money.of("1100")));
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("1000")));
    assertThat(denials()).containsExactly("daily_loss");
  }

  @Test
  void theStricterOfFractionAndAmountHolds() {
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("1005")));
    assertThat(denials(wide().maxLossAmountPerDay("5"), Fixture.plan()))
        .containsExactly("daily_loss");
    assertThat(denials(wide().maxLossAmountPerDay("5.01"), Fixture.plan())).isEmpty();
  }

  @Test
  void breakevenIsNoLoss() {
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("1000")));
    assertThat(denials(wide().maxLossAmountPerDay("0.01"), Fixture.plan())).isEmpty();
  }

  @Test
  void oneSymbolIsHeldOrOrderedOnce() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    assertThat(denials(wide().cooldown(Duration.ZERO), Fixture.plan()))
        .containsExactly("one_per_symbol");
    assertThat(denials(wide().cooldown(Duration.ZERO).maxPositions(1), Fixture.plan()))
        .containsExactly("max_positions", "one_per_symbol");
  }

  @Test
  void cooldownRunsFromTheSendingOfAnEntry() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Rejected(0, Fixture.NOW.toEpochMilli(), new OrderId(1), "no"));
    assertThat(denials(wide().cooldown(Duration.ofSeconds(1)), Fixture.plan()))
        .containsExactly("cooldown");
    assertThat(denials(wide().cooldown(Duration.ZERO), Fixture.plan())).isEmpty();
  }

  @Test
  void freshnessPassesAtTheLimitAndDeniesPastItOrWithoutData() {
    f.close = Optional.of(Fixture.NOW.minus(Duration.ofMinutes(2)));
    assertThat(denials()).isEmpty();
    f.close = Optional.of(Fixture.NOW.minus(Duration.ofMinutes(2)).minusMillis(1));
    assertThat(denials()).containsExactly("freshness");
    f.close = Optional.empty();
    assertThat(denials()).containsExactly("freshness");
  }

  @Test
  void aCandleFromTheFutureIsNotFresh() {
    f.close = Optional.of(Fixture.NOW.plus(Duration.ofMinutes(2)));
    assertThat(denials()).as("clocks differ").isEmpty();
    f.close = Optional.of(Fixture.NOW.plus(Duration.ofMinutes(2)).plusMillis(1));
    assertThat(denials()).containsExactly("freshness");
  }

  @Test
  void longerCandlesMayBeOlderByWhatTheyAreLonger() {
    Limits limits = wide().maxCandleAge(Duration.ofMinutes(2)).build();
    assertThat(limits.maxCandleAge(Timeframe.M1)).isEqualTo(Duration.ofMinutes(2));
    assertThat(limits.maxCandleAge(Timeframe.M5)).isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void aFeedThatDeclaresQuotesNeedsAFreshTradableOne() {
    f.quotes = true;
    assertThat(denials()).containsExactly("freshness", "spread", "book_slippage");
    f.quote =
        Optional.of(
            new RiskMarket.TimedQuote(Fixture.book(99.9, 100.1), Fixture.NOW.minusSeconds(10)));
    assertThat(denials()).isEmpty();
    f.quote =
        Optional.of(
            new RiskMarket.TimedQuote(
                Fixture.book(99.9, 100.1), Fixture.NOW.minusSeconds(10).minusMillis(1)));
    assertThat(denials()).containsExactly("freshness");
    f.quote = Optional.of(new RiskMarket.TimedQuote(Fixture.book(100.1, 100.1), Fixture.NOW));
    assertThat(denials()).as("a locked book").containsExactly("spread", "book_slippage");
  }

  @Test
  void warmUpAndSpreadDeny() {
    f.warm = false;
    assertThat(denials()).containsExactly("warm_up");
    f.warm = true;
    f.costs = new Costs(Fraction.ZERO, Fraction.ZERO, Fraction.of("50bps"), Fraction.ZERO);
    assertThat(denials()).isEmpty();
    f.costs = new Costs(Fraction.ZERO, Fraction.ZERO, Fraction.of("51bps"), Fraction.ZERO);
    assertThat(denials()).containsExactly("spread");
  }

  @Test
  void theFirstTargetMustLieBeyondTheRoundTrip() {
    f.costs =
        new Costs(
            Fraction.of("0.6%"), Fraction.of("1.2%"), Fraction.of("5bps"), Fraction.of("5bps"));
    assertThat(f.costs.roundTrip()).isEqualTo(Fraction.of("2.55%"));
    assertThat(denials(wide().minNetRewardRisk("0"), Fixture.plan("100", "90", "102.56")))
        .isEmpty();
    assertThat(denials(wide().minNetRewardRisk("0"), Fixture.plan("100", "90", "102.55")))
        .contains("cost");
  }

  @Test
  void netRewardToRiskCountsCostsOnBothSides() {
    f.costs = new Costs(Fraction.of("1%"), Fraction.of("1%"), Fraction.ZERO, Fraction.ZERO);
    // (target - 100 - 2) / (100 - 90 + 2) = 0.5 at target 108
    assertThat(denials(wide(), Fixture.plan("100", "90", "108"))).isEmpty();
    assertThat(denials(wide(), Fixture.plan("100", "90", "107.99")))
        .containsExactly("net_reward_risk");
  }

  @Test
  void underTheMinimumNotionalThereIsNoSize() {
    f.minNotional = "500";
    assertThat(denials()).as("50 % of 1000 at 100").isEmpty();
    f.minNotional = "500.01";
    assertThat(denials()).containsExactly("minimum_size");
  }

  @Test
  void ordersPerDayAreCountedWhenTheyAreSent() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    assertThat(f.state.day().orders()).isEqualTo(1);
    assertThat(denials(wide().maxOrdersPerDay(1), Fixture.plan())).contains("order_rate");
    assertThat(denials(wide().maxOrdersPerDay(2), Fixture.plan())).doesNotContain("order_rate");
  }

  @Test
  void theOrderOfTheGatesIsStated() {
    assertThat(RiskEngine.of(wide().build(), List.of()).gates())
        .extracting(Gate::code)
        .containsExactly(
            "restricted",
            "daily_loss",
            "drawdown",
            "order_rate",
            "cancel_rate",
            "reject_rate",
            "stablecoin",
            "max_positions",
            "max_per_strategy",
            "one_per_symbol",
            "cooldown",
            "freshness",
            "warm_up",
            "regime",
            "min_score",
            "spread",
            "book_slippage",
            "price_band",
            "cost",
            "net_reward_risk",
            "exposure",
            "correlated_exposure",
            "entered_value",
            "minimum_size");
  }

  private GateFailure only(Limits.Builder limits) {
    Evaluation evaluation = f.evaluate(limits.build(), Fixture.plan());
    List<GateFailure> reasons = ((Evaluation.Denied) evaluation).reasons();
    assertThat(reasons).hasSize(1);
    return reasons.get(0);
  }

  @Test
  void drawdownDeniesAtTheLimitAndNotBefore() {
    f.state.apply(
        new Fact.EquityMarked(
            Fixture.NOW, Money.of("1111"), Money.of("1111"), Money.ZERO, Fraction.ZERO));
    Limits.Builder tenth = wide().set(RiskSettings.MAX_DRAWDOWN, "10%");
    assertThat(denials(tenth, Fixture.plan())).as("9.99 % under the peak").isEmpty();
    f.state.apply(
        new Fact.EquityMarked(
            Fixture.NOW, Money.of("1112"), Money.of("1112"), Money.ZERO, Fraction.ZERO));
    assertThat(only(tenth)).isEqualTo(new GateFailure("drawdown", "risk", "10.071942446%", "10%"));
  }

  @Test
  void stablecoinsAreNotBoughtUnlessWanted() {
    Symbol usdt = Symbol.of("USDT-USD");
    assertThat(denials(wide(), Fixture.plan(usdt))).containsExactly("stablecoin");
    assertThat(denials(wide().set(RiskSettings.STABLECOINS, "true"), Fixture.plan(usdt))).isEmpty();
    RiskEngine any = RiskEngine.of(wide().set(RiskSettings.STABLECOINS, "true").build(), List.of());
    assertThat(any.read(any.propose(Fixture.plan(usdt), f.state, f.market(), f.now)))
        .contains(
            new GateReading(
                "stablecoin", true, Optional.of(new GateReading.Measure("USDT", "any base"))));
  }

  @Test
  void oneStrategyMayBeCapped() {
    f.apply(f.evaluate(wide().build(), Fixture.plan(Symbol.of("ETH-USD"))));
    assertThat(denials(wide().set(RiskSettings.MAX_PER_STRATEGY, "2"), Fixture.plan())).isEmpty();
    assertThat(only(wide().set(RiskSettings.MAX_PER_STRATEGY, "1")))
        .isEqualTo(new GateFailure("max_per_strategy", "limits", "1 of dip", "1 of one strategy"));
  }

  @Test
  void aCrashOfTheRegimeSymbolDeniesAndAFallWantsAHigherScore() {
    Limits.Builder scored = wide().set(RiskSettings.MIN_SCORE, "68");
    f.regime = Optional.of(Fraction.of("-1.49%"));
    assertThat(denials(scored, Fixture.plan())).isEmpty();
    f.regime = Optional.of(Fraction.of("-1.5%"));
    assertThat(only(scored))
        .isEqualTo(new GateFailure("min_score", "score", "score 70", "score 73"));
    f.regime = Optional.empty();
    assertThat(only(scored).code()).as("not knowing counts as caution").isEqualTo("min_score");
    assertThat(denials()).as("no least score").isEmpty();
    f.regime = Optional.of(Fraction.of("-2.99%"));
    assertThat(denials()).isEmpty();
    f.regime = Optional.of(Fraction.of("-3%"));
    assertThat(only(wide()))
        .isEqualTo(new GateFailure("regime", "regime", "-3% in an hour", "above -3%"));
  }

  @Test
  void aSizeThatReachesTooFarIntoTheBookDenies() {
    f.quotes = true;
    // 5 coins of 1 offered, spread 0.2 of 100.1: (5 - 1) / 2 x 0.19980 % = 0.3996 %
    f.quote = Optional.of(new RiskMarket.TimedQuote(Fixture.book(99.9, 100.1, 1), Fixture.NOW));
    assertThat(denials(wide().set(RiskSettings.MAX_BOOK_SLIPPAGE, "40bps"), Fixture.plan()))
        .isEmpty();
    assertThat(only(wide().set(RiskSettings.MAX_BOOK_SLIPPAGE, "39bps")))
        .isEqualTo(new GateFailure("book_slippage", "spread", "0.3997%", "0.39%"));
  }

  @Test
  void aPlanFarFromTheNewestPriceDenies() {
    f.mark = Optional.of(Price.of("97.09"));
    assertThat(denials()).isEmpty();
    f.mark = Optional.of(Price.of("97.08"));
    assertThat(only(wide()))
        .isEqualTo(new GateFailure("price_band", "spread", "100 against 97.08", "within 3%"));
    f.mark = Optional.empty();
    assertThat(only(wide()).value()).isEqualTo("no price");
  }

  @Test
  void coinsThatMoveTogetherShareALimit() {
    Limits.Builder grouped =
        wide()
            .maxShare("20%")
            .set(RiskSettings.CORRELATED, "SOL+XRP,BTC+ETH")
            .set(RiskSettings.MAX_CORRELATED_EXPOSURE, "40%");
    f.apply(f.evaluate(wide().maxShare("20%").build(), Fixture.plan(Symbol.of("ETH-USD"))));
    assertThat(denials(grouped, Fixture.plan())).as("200 + 200 of 1000").isEmpty();
    assertThat(only(grouped.set(RiskSettings.MAX_CORRELATED_EXPOSURE, "39.99%")))
        .isEqualTo(
            new GateFailure("correlated_exposure", "budget", "400 USD in BTC+ETH", "399.9 USD"));
    assertThat(denials(grouped, Fixture.plan(Symbol.of("SOL-USD")))).isEmpty();
  }

  @Test
  void theValueOfEntriesIsLimitedPerSecondMinuteAndDay() {
    Limits.Builder limits = wide().maxShare("20%");
    f.apply(f.evaluate(limits.build(), Fixture.plan(Symbol.of("ETH-USD"))));
    for (Setting<?> window :
        List.of(
            RiskSettings.MAX_ENTERED_PER_SECOND,
            RiskSettings.MAX_ENTERED_PER_MINUTE,
            RiskSettings.MAX_ENTERED_PER_DAY)) {
      assertThat(denials(wide().maxShare("20%").set(window, "400"), Fixture.plan())).isEmpty();
      assertThat(only(wide().maxShare("20%").set(window, "399.99")).code())
          .isEqualTo("entered_value");
    }
    f.now = Fixture.NOW.plusSeconds(1);
    f.close = Optional.of(f.now);
    assertThat(
            denials(
                wide().maxShare("20%").set(RiskSettings.MAX_ENTERED_PER_SECOND, "200"),
                Fixture.plan()))
        .as("a second later")
        .isEmpty();
  }

  @Test
  void cancelsAndRejectsAreCountedPerSecondMinuteAndDay() {
    Fact cancel = new Fact.CancelRequested(Fixture.NOW, new OrderId(1));
    f.apply(f.evaluate(wide().build(), Fixture.plan(Symbol.of("ETH-USD"))));
    f.state.apply(cancel);
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Rejected(0, Fixture.NOW.toEpochMilli(), new OrderId(1), "no"));
    record Case(String code, Setting<?> setting) {}
    for (Case one :
        List.of(
            new Case("order_rate", RiskSettings.MAX_ORDERS_PER_SECOND),
            new Case("order_rate", RiskSettings.MAX_ORDERS_PER_MINUTE),
            new Case("order_rate", RiskSettings.MAX_ORDERS_PER_DAY),
            new Case("cancel_rate", RiskSettings.MAX_CANCELS_PER_SECOND),
            new Case("cancel_rate", RiskSettings.MAX_CANCELS_PER_MINUTE),
            new Case("cancel_rate", RiskSettings.MAX_CANCELS_PER_DAY),
            new Case("reject_rate", RiskSettings.MAX_REJECTS_PER_SECOND),
            new Case("reject_rate", RiskSettings.MAX_REJECTS_PER_MINUTE),
            new Case("reject_rate", RiskSettings.MAX_REJECTS_PER_DAY))) {
      assertThat(denials(wide().set(one.setting(), "2"), Fixture.plan())).as("%s", one).isEmpty();
      assertThat(only(wide().set(one.setting(), "1")).code()).isEqualTo(one.code());
    }
    f.now = Fixture.NOW.plusSeconds(60);
    f.close = Optional.of(f.now);
    assertThat(denials(wide().set(RiskSettings.MAX_REJECTS_PER_MINUTE, "1"), Fixture.plan()))
        .as("a minute later")
        .isEmpty();
  }

  @Test
  void aGateThatThrowsDenies() {
    AtomicInteger failing = new AtomicInteger();
    Gate broken =
        new Gate() {
          @Override
          public String code() {
            return "broken";
          }

          @Override
          public String category() {
            return "own";
          }

          @Override
          public Optional<GateFailure> check(Proposal proposal) {
            switch (failing.get()) {
              case 0 -> throw new IllegalStateException("no data");
              case 1 -> throw new NoClassDefFoundError("of a plugin");
              case 2 -> throw new StackOverflowError();
              default -> {
                return null;
              }
            }
          }
        };
    for (String why :
        List.of(
            "IllegalStateException",
            "NoClassDefFoundError",
            "StackOverflowError",
            "NullPointerException")) {
      Evaluation evaluation =
          RiskEngine.of(wide().build(), List.of(broken))
              .evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW);
      assertThat(((Evaluation.Denied) evaluation).reasons())
          .containsExactly(
              new GateFailure("broken", "own", "the gate failed: " + why, "an answer"));
      failing.incrementAndGet();
    }
  }

  @Test
  void anEvaluationThatFailsDenies() {
    f.failing = true;
    assertThat(only(wide()))
        .isEqualTo(
            new GateFailure("evaluation", "risk", "it failed: IllegalStateException", "an answer"));
  }

  @Test
  void theSizeRestsOnTheMostThatAnEntryMayPay() {
    Limits.Builder limits = Limits.builder().maxLossPerTrade("1%").maxShare("50%");
    f.mark = Optional.of(Price.of("102"));
    Fact.PlanEvaluated verdict =
        (Fact.PlanEvaluated) f.evaluate(limits.build(), Fixture.plan()).facts().get(0);
    assertThat(verdict.sizing().orElseThrow().quantity())
        .as("10 / (102 - 90)")
        .hasToString("0.833");
  }

  @Test
  void withoutAPriceOfAllThatIsHeldNothingIsBought() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    f.report(Fixture.fill(1, Side.BUY, "a", "100", "1"));
    f.report(new VenueReport.Cancelled(0, Fixture.NOW.toEpochMilli(), new OrderId(1), "rest"));
    f.unpriced = Optional.of(Fixture.BTC);
    assertThat(denials(wide(), Fixture.plan(Symbol.of("ETH-USD")))).containsExactly("exposure");
  }

  @Test
  void aGateCannotChangeTheState() {
    assertThat(f.state.view()).isNotInstanceOf(BotState.class);
    assertThat(f.state.view().getClass().getMethods())
        .extracting(Method::getName)
        .doesNotContain("apply");
  }

  @Test
  void eachCapCanBindTheSize() {
    record Case(Limits.Builder limits, String quantity, String bound) {}
    List<Case> cases =
        List.of(
            new Case(Limits.builder().maxLossPerTrade("1%").maxShare("50%"), "1", "risk"),
            new Case(Limits.builder().maxLossPerTrade("10%").maxShare("20%"), "2", "max_share"),
            new Case(
                Limits.builder().maxLossPerTrade("10%").maxShare("90%").maxAmount("123.45"),
                "1.234",
                "max_amount"),
            new Case(
                Limits.builder().maxLossPerTrade("10%").maxShare("90%").maxExposure("30%"),
                "3",
                "exposure"),
            new Case(
                Limits.builder().maxLossPerTrade("10%").maxShare("100%").maxExposure("100%"),
                "10",
                "risk"));
    for (Case one : cases) {
      Fact.PlanEvaluated verdict =
          (Fact.PlanEvaluated) f.evaluate(one.limits().build(), Fixture.plan()).facts().get(0);
      assertThat(verdict.sizing().orElseThrow().bound()).isEqualTo(one.bound());
      assertThat(verdict.sizing().orElseThrow().quantity()).hasToString(one.quantity());
    }
  }
}
