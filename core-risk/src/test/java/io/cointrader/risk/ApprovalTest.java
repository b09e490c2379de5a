package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.FactStore;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Approvals, the venue gate, and what venue reports do to the books. */
final class ApprovalTest {

  private static final Limits WIDE = Limits.builder().maxLossPerTrade("5%").maxShare("50%").build();

  private final Fixture f = new Fixture();
  private final RiskEngine risk = RiskEngine.of(WIDE, List.of());
  private final Wire wire = new Wire();
  private final List<VenueReport> reports = new ArrayList<>();
  private final VenueGate gate = new VenueGate(risk, wire, "run", reports::add);

  /** Remembers what reaches the venue. */
  private static final class Wire implements ExecutionVenue {
    private final List<String> seen = new ArrayList<>();

    @Override
    public VenueTraits traits() {
      return new VenueTraits("wire", true, Fraction.ZERO, Fraction.ZERO);
    }

    @Override
    public void connect(Consumer<VenueReport> sink) {}

    @Override
    public void submit(ClearedOrder cleared) {
      OrderIntent order = cleared.take();
      seen.add(cleared.clientOrderId() + " " + order.side() + " " + order.quantity());
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {}

    @Override
    public void query(OrderId id, String clientOrderId) {}

    @Override
    public void close() {}
  }

  private ApprovedOrder approve(RiskEngine engine) {
    return ((Evaluation.Approved) engine.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW))
        .order();
  }

  @Test
  void K05_anApprovalSendsExactlyItsOrderExactlyOnce() {
    ApprovedOrder approved = approve(risk);
    assertThat(gate.submit(approved, Fixture.NOW)).isEqualTo(VenueGate.Result.SENT);
    assertThat(gate.submit(approved, Fixture.NOW)).isEqualTo(VenueGate.Result.USED);
    assertThat(wire.seen).containsExactly("run-1 BUY 5");
    assertThat(reports).hasSize(1).first().isInstanceOf(VenueReport.Sent.class);
  }

  @Test
  void K05_foreignAndExpiredApprovalsSendNothing() {
    assertThat(gate.submit(approve(RiskEngine.of(WIDE, List.of())), Fixture.NOW))
        .isEqualTo(VenueGate.Result.FOREIGN);
    ApprovedOrder approved = approve(risk);
    assertThat(gate.submit(approved, approved.expiresAt().plusMillis(1)))
        .isEqualTo(VenueGate.Result.EXPIRED);
    assertThat(wire.seen).isEmpty();
    assertThat(reports).isEmpty();
  }

  @Test
  void K05_oneOrderIsSentOnceHoweverOftenItIsApproved() {
    ApprovedOrder first = approve(risk);
    ApprovedOrder second = approve(risk);
    assertThat(second.intent().id()).as("from an unchanged state").isEqualTo(first.intent().id());
    assertThat(gate.submit(first, Fixture.NOW)).isEqualTo(VenueGate.Result.SENT);
    assertThat(gate.submit(second, Fixture.NOW)).isEqualTo(VenueGate.Result.USED);
    assertThat(wire.seen).hasSize(1);
  }

  @Test
  void K05_anApprovalIsVoidBeforeItsTimeToo() {
    for (Instant early : List.of(Fixture.NOW.minusMillis(1), Instant.MIN)) {
      assertThat(gate.submit(approve(risk), early)).isEqualTo(VenueGate.Result.EXPIRED);
    }
    assertThat(gate.submit(approve(risk), Instant.MAX)).isEqualTo(VenueGate.Result.EXPIRED);
    assertThat(wire.seen).isEmpty();
  }

  @Test
  void K05_nobodyElseCanMakeAnApproval() {
    assertThat(ApprovedOrder.class.getConstructors()).isEmpty();
    assertThat(ApprovedOrder.class).isFinal();
  }

  private Position open(String quantity) {
    f.apply(risk.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW));
    f.report(Fixture.sent(1));
    f.report(Fixture.fill(1, Side.BUY, "a", "100", quantity));
    return f.state.position(Fixture.BTC).orElseThrow();
  }

  private Evaluation exit(Position position, String quantity) {
    return risk.approveExit(
        position,
        OrderPurpose.EXIT,
        new OrderTerms.Market(),
        Quantity.of(quantity),
        f.state,
        Fixture.NOW);
  }

  @Test
  void X10_exitsNeverSellMoreThanIsHeldAndFree() {
    Position position = open("5");
    assertThat(exit(position, "5.001")).isInstanceOf(Evaluation.Denied.class);
    Evaluation half = exit(position, "3");
    assertThat(half).isInstanceOf(Evaluation.Approved.class);
    f.apply(half);
    assertThat(exit(position, "2.001")).isInstanceOf(Evaluation.Denied.class);
    assertThat(exit(position, "2")).isInstanceOf(Evaluation.Approved.class);
  }

  @Test
  void exitsPassWhereEntriesDoNotAndOnlyHaltStopsThem() {
    Position position = open("5");
    f.state.apply(new Fact.DayStarted(Fixture.NOW, Fixture.NOW, Money.of("100000")));
    restrict("kill", Restriction.Level.PROTECT);
    assertThat(risk.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW))
        .isInstanceOf(Evaluation.Denied.class);
    assertThat(exit(position, "5")).isInstanceOf(Evaluation.Approved.class);
    restrict("halt", Restriction.Level.HALT);
    assertThat(exit(position, "5")).isInstanceOf(Evaluation.Denied.class);
  }

  private void restrict(String cause, Restriction.Level level) {
    f.state.apply(
        new Fact.RestrictionSet(
            Fixture.NOW,
            new Restriction(
                cause,
                Scope.ALL,
                level,
                Fixture.NOW,
                Restriction.ClearedBy.OPERATOR,
                Optional.empty(),
                "test")));
  }

  @Test
  void thePositionIsArmedFromTheFirstFillAndFollowsTheFills() {
    Position first = open("2");
    assertThat(first.stop()).isEqualTo(Price.of("90"));
    assertThat(first.state()).isEqualTo(Position.State.OPENING);
    f.report(Fixture.fill(1, Side.BUY, "b", "101", "3"));
    Position whole = f.state.position(Fixture.BTC).orElseThrow();
    assertThat(whole.quantity()).isEqualTo(Quantity.of("5"));
    assertThat(whole.entryPrice()).isEqualTo(Price.of("100.6"));
    assertThat(whole.state()).isEqualTo(Position.State.OPEN);
    assertThat(f.state.order(new OrderId(1)).orElseThrow().state())
        .isInstanceOf(OrderState.Filled.class);
  }

  @Test
  void X06_aFillAfterATerminalStatusStillCounts() {
    f.apply(risk.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW));
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Cancelled(0, Fixture.NOW.toEpochMilli(), new OrderId(1), "asked for"));
    f.report(Fixture.fill(1, Side.BUY, "late", "100", "5"));
    assertThat(f.state.holding(Fixture.BTC)).isEqualTo(Quantity.of("5"));
    assertThat(f.state.position(Fixture.BTC)).isPresent();
    assertThat(f.state.order(new OrderId(1)).orElseThrow().state())
        .isInstanceOf(OrderState.Cancelled.class);
  }

  @Test
  void X01_anUnansweredOrderCountsInFullUntilProof() {
    f.apply(risk.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW));
    f.report(Fixture.sent(1));
    f.report(new VenueReport.Unanswered(0, Fixture.NOW.toEpochMilli(), new OrderId(1), "timeout"));
    assertThat(f.state.order(new OrderId(1)).orElseThrow().state())
        .isInstanceOf(OrderState.Unknown.class);
    assertThat(Portfolio.exposure(f.state, f.market()::mark)).isEqualTo(Money.of("500"));
    f.report(new VenueReport.NotFound(0, Fixture.NOW.toEpochMilli(), new OrderId(1)));
    assertThat(f.state.order(new OrderId(1)).orElseThrow().state())
        .isInstanceOf(OrderState.Rejected.class);
    assertThat(Portfolio.exposure(f.state, f.market()::mark)).isEqualTo(Money.ZERO);
  }

  @Provide
  Arbitrary<List<Integer>> orders() {
    return Arbitraries.shuffle(0, 1, 2, 3, 4, 5, 5, 4, 3, 0);
  }

  /** X07, X08, N04: any order and repetition of reports gives the same books. */
  @Property(tries = 300)
  void reportsInAnyOrderAndTwiceGiveTheSameBooks(@ForAll("orders") List<Integer> order) {
    Fixture own = new Fixture();
    own.apply(risk.evaluate(Fixture.plan(), own.state, own.market(), Fixture.NOW));
    List<VenueReport> all =
        List.of(
            Fixture.sent(1),
            Fixture.accepted(1),
            new VenueReport.Unanswered(0, 0, new OrderId(1), "slow"),
            Fixture.fill(1, Side.BUY, "a", "100", "1"),
            Fixture.fill(1, Side.BUY, "b", "101", "1.5"),
            Fixture.fill(1, Side.BUY, "c", "99", "2.5"));
    order.forEach(i -> own.report(all.get(i)));
    assertThat(own.state.cash())
        .isEqualTo(Money.of("1000").minus(Money.of("499")).minus(Money.of("0.3")));
    assertThat(own.state.holding(Fixture.BTC)).isEqualTo(Quantity.of("5"));
    assertThat(own.state.order(new OrderId(1)).orElseThrow().state())
        .isInstanceOf(OrderState.Filled.class);
  }

  @Test
  void aRoundTripIsBookedToTheLastUnit() {
    Position position = open("5");
    f.apply(exit(position, "5"));
    f.report(Fixture.sent(2));
    f.report(Fixture.fill(2, Side.SELL, "x", "120", "2"));
    f.report(Fixture.fill(2, Side.SELL, "y", "110", "3"));
    assertThat(f.state.positions()).isEmpty();
    assertThat(f.state.totals().netPnl()).isEqualTo(Money.of("69.7"));
    assertThat(f.state.totals().wins()).isEqualTo(1);
    assertThat(f.state.cash()).isEqualTo(Money.of("1069.7"));
    assertThat(ExitReason.OPERATOR.code()).isEqualTo("operator");
  }

  @Test
  void theLedgerSurvivesFillsAndARestart() {
    List<Fact> disk = new ArrayList<>();
    FactStore store =
        new FactStore() {
          @Override
          public void append(List<Fact> facts) {
            disk.addAll(facts);
          }

          @Override
          public List<Fact> readAll() {
            return List.copyOf(disk);
          }
        };
    Instant now = Fixture.NOW;
    RiskLedger ledger = RiskLedger.restore(store, () -> Opening.cash("USD", "1000"), now);
    Evaluation evaluation = risk.evaluate(Fixture.plan(), ledger.state(), f.market(), now);
    ledger.record(evaluation.facts());
    evaluation.fold(approved -> gate.submit(approved, now), denied -> assertThat(denied).isNull());
    reports.forEach(report -> ledger.record(ledger.interpret(report)));
    ledger.record(ledger.interpret(Fixture.fill(1, Side.BUY, "a", "100", "5")));
    RiskLedger again = RiskLedger.restore(store, () -> Opening.cash("USD", "7"), now);
    assertThat(again.state().snapshot()).isEqualTo(ledger.state().snapshot());
    assertThat(again.state().holding(Fixture.BTC)).isEqualTo(Quantity.of("5"));
  }
}
