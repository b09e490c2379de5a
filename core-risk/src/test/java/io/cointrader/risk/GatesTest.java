package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  void aFeedThatDeclaresQuotesNeedsAFreshTradableOne() {
    f.quotes = true;
    assertThat(denials()).containsExactly("freshness", "spread");
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
    assertThat(denials()).as("a locked book").containsExactly("spread");
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
    assertThat(denials(wide().maxOrdersPerDay(1), Fixture.plan())).contains("orders_per_day");
    assertThat(denials(wide().maxOrdersPerDay(2), Fixture.plan())).doesNotContain("orders_per_day");
  }

  @Test
  void aGateThatThrowsDenies() {
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
            throw new IllegalStateException("no data");
          }
        };
    Evaluation evaluation =
        RiskEngine.of(wide().build(), List.of(broken))
            .evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW);
    assertThat(((Evaluation.Denied) evaluation).reasons())
        .containsExactly(
            new GateFailure(
                "broken", "own", "the gate failed: IllegalStateException", "an answer"));
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
                Limits.builder().maxLossPerTrade("100%").maxShare("100%").maxExposure("300%"),
                "10",
                "max_share"));
    for (Case one : cases) {
      Fact.PlanEvaluated verdict =
          (Fact.PlanEvaluated) f.evaluate(one.limits().build(), Fixture.plan()).facts().get(0);
      assertThat(verdict.sizing().orElseThrow().bound()).isEqualTo(one.bound());
      assertThat(verdict.sizing().orElseThrow().quantity()).hasToString(one.quantity());
    }
  }
}
