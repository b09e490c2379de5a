package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Restrictions that look back: each trips at its limit, once, and ends in its stated way. */
final class GuardsTest {

  private static final Instant NOW = Fixture.NOW;

  private final Fixture f = new Fixture();
  private long orders;

  private static Limits.Builder wide() {
    return Limits.builder().maxLossPerTrade("5%").maxShare("50%").cooldown(Duration.ZERO);
  }

  /**
   * A trade of the fixture's symbol, bought at 100 and sold at a price by the stop or otherwise.
   */
  private List<Fact> trade(Limits limits, boolean stopped, String exitPrice) {
    f.apply(f.evaluate(limits, Fixture.plan()));
    long entry = ++orders;
    f.report(Fixture.sent(entry));
    f.report(Fixture.fill(entry, Side.BUY, "b" + entry, "100", "1"));
    f.report(new VenueReport.Cancelled(0, NOW.toEpochMilli(), new OrderId(entry), "rest"));
    f.sell(stopped);
    long exit = ++orders;
    f.report(Fixture.sent(exit));
    f.report(Fixture.fill(exit, Side.SELL, "s" + exit, exitPrice, "1"));
    List<Fact> facts = new Guards(limits).onTrade(f.state, NOW);
    facts.forEach(f.state::apply);
    return facts;
  }

  private static Restriction restriction(List<Fact> facts) {
    assertThat(facts).hasSize(1);
    return ((Fact.RestrictionSet) facts.get(0)).restriction();
  }

  @Test
  void stopOutsOfASymbolStopItsEntriesForAWhile() {
    Limits limits = wide().set(RiskSettings.GUARD_STOPS, "2").build();
    assertThat(trade(limits, true, "99.9")).isEmpty();
    assertThat(trade(limits, false, "99.9")).as("no stop-out").isEmpty();
    assertThat(restriction(trade(limits, true, "99.9")))
        .isEqualTo(
            new Restriction(
                "stop_guard",
                Scope.symbol(Fixture.BTC),
                Restriction.Level.PROTECT,
                NOW,
                Restriction.ClearedBy.TIME,
                Optional.of(NOW.plus(Duration.ofHours(4))),
                "2 stop-outs within 1440 minutes"));
    assertThat(((Evaluation.Denied) f.evaluate(limits, Fixture.plan())).reasons())
        .contains(new GateFailure("restricted", "risk", "stop_guard on symbol BTC-USD", "NORMAL"));
    assertThat(f.evaluate(limits, Fixture.plan(Symbol.of("ETH-USD"))))
        .isInstanceOf(Evaluation.Approved.class);
  }

  @Test
  void stopOutsMayBeCountedTogetherAndOldOnesAreForgotten() {
    Limits limits =
        wide()
            .set(RiskSettings.GUARD_STOPS, "2")
            .set(RiskSettings.GUARD_PER_SYMBOL, "false")
            .build();
    trade(limits, true, "99.9");
    assertThat(restriction(trade(limits, true, "99.9")).scope()).isEqualTo(Scope.ALL);
    assertThat(new Guards(limits).onTrade(f.state, NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void aSymbolThatDoesNotPayIsLeftAloneForAWhile() {
    Limits limits =
        wide()
            .set(RiskSettings.LOW_PROFIT_TRADES, "2")
            .set(RiskSettings.LOW_PROFIT_MINIMUM, "0%")
            .build();
    assertThat(trade(limits, false, "98")).as("one trade says nothing").isEmpty();
    assertThat(trade(limits, false, "103")).as("2 x 0.2 of fees, + 3 - 2").isEmpty();
    assertThat(trade(limits, false, "90").get(0))
        .isInstanceOfSatisfying(
            Fact.RestrictionSet.class,
            set -> assertThat(set.restriction().cause()).isEqualTo("low_profit"));
    Fixture own = new Fixture();
    assertThat(new Guards(limits).onTrade(own.state, NOW)).as("no trade yet").isEmpty();
  }

  /** X23: what loads the venue at machine speed is stopped until an operator has looked. */
  @Test
  void ordersCancelsAndRefusalsAtMachineSpeedStopEntries() {
    record Case(Setting<?> setting, String detail) {}
    for (Case one :
        List.of(
            new Case(RiskSettings.MAX_ORDERS_PER_SECOND, "2 orders within a second"),
            new Case(RiskSettings.MAX_ORDERS_PER_MINUTE, "2 orders within a minute"),
            new Case(RiskSettings.MAX_CANCELS_PER_SECOND, "2 cancels within a second"),
            new Case(RiskSettings.MAX_CANCELS_PER_MINUTE, "2 cancels within a minute"),
            new Case(RiskSettings.MAX_REJECTS_PER_SECOND, "2 refused orders within a second"),
            new Case(RiskSettings.MAX_REJECTS_PER_MINUTE, "2 refused orders within a minute"))) {
      Fixture own = new Fixture();
      Limits limits = wide().set(one.setting(), "2").build();
      Guards guards = new Guards(limits);
      for (long order = 1; order <= 2; order++) {
        assertThat(guards.onVenue(own.state, NOW)).as("%s", one).isEmpty();
        own.apply(own.evaluate(wide().build(), Fixture.plan(Symbol.of("C" + order + "-USD"))));
        own.report(Fixture.sent(order));
        own.state.apply(new Fact.CancelRequested(NOW, new OrderId(order)));
        own.report(new VenueReport.Rejected(0, NOW.toEpochMilli(), new OrderId(order), "no"));
      }
      List<Fact> facts = guards.onVenue(own.state, NOW);
      assertThat(restriction(facts))
          .isEqualTo(
              new Restriction(
                  "runaway",
                  Scope.ALL,
                  Restriction.Level.PROTECT,
                  NOW,
                  Restriction.ClearedBy.OPERATOR,
                  Optional.empty(),
                  one.detail() + ", at most 2 allowed"));
      facts.forEach(own.state::apply);
      assertThat(guards.onVenue(own.state, NOW)).as("set once").isEmpty();
      own.state.apply(new Fact.RestrictionCleared(NOW, "runaway", Scope.ALL, "operator"));
      assertThat(guards.onVenue(own.state, NOW.plusSeconds(60))).as("a minute later").isEmpty();
    }
  }

  @Test
  void withoutALeastProfitThereIsNoSuchRule() {
    Limits limits = wide().set(RiskSettings.LOW_PROFIT_TRADES, "2").build();
    trade(limits, false, "90");
    assertThat(trade(limits, false, "90")).isEmpty();
  }

  @Test
  void aDrawdownStopsEntriesUntilTheOperatorResumes() {
    Limits limits = wide().set(RiskSettings.MAX_DRAWDOWN, "10%").build();
    f.state.apply(
        new Fact.EquityMarked(NOW, Money.of("1000"), Money.of("1000"), Money.ZERO, Fraction.ZERO));
    assertThat(new Guards(limits).onEquity(f.state, Money.of("900.01"), NOW)).isEmpty();
    List<Fact> facts = new Guards(limits).onEquity(f.state, Money.of("900"), NOW);
    Restriction set = restriction(facts);
    assertThat(set.clearedBy()).isEqualTo(Restriction.ClearedBy.OPERATOR);
    assertThat(set.detail())
        .isEqualTo("equity fell by 10% from its peak of 1000 USD, at most 10% allowed");
    facts.forEach(f.state::apply);
    assertThat(new Guards(limits).onEquity(f.state, Money.of("800"), NOW)).as("once").isEmpty();
  }

  private void refuse(Limits limits, Instant at) {
    f.now = at;
    f.close = Optional.of(at);
    f.apply(f.evaluate(limits, Fixture.plan()));
    long order = ++orders;
    f.report(new VenueReport.Sent(0, at.toEpochMilli(), new OrderId(order)));
    f.report(new VenueReport.Rejected(0, at.toEpochMilli(), new OrderId(order), "down"));
    new Guards(limits).onVenue(f.state, at).forEach(f.state::apply);
  }

  @Test
  void theBreakerLetsExactlyOneProbeThroughAndItsSuccessIsTheProof() {
    Limits limits = wide().set(RiskSettings.BREAKER_FAILURES, "2").build();
    refuse(limits, NOW);
    assertThat(f.state.isRestricted("breaker", Scope.ALL)).isFalse();
    refuse(limits, NOW);
    assertThat(f.state.isRestricted("breaker", Scope.ALL)).isTrue();

    f.now = NOW.plusSeconds(299);
    f.close = Optional.of(f.now);
    assertThat(f.evaluate(limits, Fixture.plan())).isInstanceOf(Evaluation.Denied.class);

    Instant retry = NOW.plusSeconds(300);
    f.now = retry;
    f.close = Optional.of(retry);
    f.apply(f.evaluate(limits, Fixture.plan()));
    long probe = ++orders;
    assertThat(f.state.findOrder(new OrderId(probe))).isNotNull();
    assertThat(
            ((Evaluation.Denied) f.evaluate(limits, Fixture.plan(Symbol.of("ETH-USD")))).reasons())
        .as("one probe at a time")
        .extracting(GateFailure::code)
        .containsExactly("restricted");
    f.report(new VenueReport.Accepted(0, retry.toEpochMilli(), new OrderId(probe), "v"));
    assertThat(new Guards(limits).onVenue(f.state, retry))
        .containsExactly(new Fact.RestrictionCleared(retry, "breaker", Scope.ALL, "proof"));
  }

  @Test
  void aProbeThatFailsStartsTheWaitAnew() {
    Limits limits = wide().set(RiskSettings.BREAKER_FAILURES, "2").build();
    refuse(limits, NOW);
    refuse(limits, NOW);
    Instant retry = NOW.plusSeconds(300);
    refuse(limits, retry);
    f.now = retry.plusSeconds(299);
    f.close = Optional.of(f.now);
    assertThat(f.evaluate(limits, Fixture.plan())).isInstanceOf(Evaluation.Denied.class);
    f.now = retry.plusSeconds(300);
    f.close = Optional.of(f.now);
    assertThat(f.evaluate(limits, Fixture.plan())).isInstanceOf(Evaluation.Approved.class);
  }

  @Test
  void anOrderThatIsUnknownAndThenRefusedFailedOnce() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Unanswered(0, NOW.toEpochMilli(), new OrderId(1), "timeout"));
    f.report(new VenueReport.Rejected(0, NOW.toEpochMilli(), new OrderId(1), "no"));
    assertThat(f.state.venueFailures()).isEqualTo(1);
  }

  @Test
  void aFillThatTheBooksCannotTakeStopsEntriesUntilAnOperatorHasLooked() {
    f.report(Fixture.fill(77, Side.BUY, "x", "100", "1"));
    assertThat(f.state.isRestricted("unreconciled", Scope.ALL)).isTrue();
    assertThat(f.state.cash()).as("nothing is booked").isEqualTo(Money.of("1000"));

    Fixture own = new Fixture();
    own.apply(own.evaluate(wide().build(), Fixture.plan()));
    own.report(Fixture.sent(1));
    own.report(Fixture.fill(1, Side.BUY, "a", "100", "1"));
    own.sell(true);
    own.report(Fixture.sent(2));
    own.report(Fixture.fill(2, Side.SELL, "b", "99", "1.001"));
    assertThat(own.state.restrictions())
        .extracting(Restriction::detail)
        .containsExactly("fill b sells more than is held");
    own.report(new VenueReport.Expired(0, NOW.toEpochMilli(), new OrderId(4711)));
    assertThat(own.state.restrictions()).as("a late word of an order forgotten").hasSize(1);
  }

  @Test
  void anOldOrderThatFinishesAfterManyOthersIsStillKnown() {
    f.apply(f.evaluate(wide().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    orders = 1;
    for (int i = 0; i < 100; i++) {
      f.state.apply(new Fact.IntentRecorded(f.intent(Symbol.of("ETH-USD"))));
      long order = ++orders;
      f.report(Fixture.sent(order));
      f.report(new VenueReport.Rejected(0, NOW.toEpochMilli(), new OrderId(order), "no"));
    }
    f.report(new VenueReport.Cancelled(0, NOW.toEpochMilli(), new OrderId(1), "late"));
    assertThat(f.state.findOrder(new OrderId(1))).isNotNull();
    assertThat(f.state.findOrder(new OrderId(2))).as("the oldest finished ones are gone").isNull();
  }
}
