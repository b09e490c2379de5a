package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderState;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What passes the gate, is remembered for one use and by identity. */
final class VenueGateTest {

  private final Fixture f = new Fixture();
  private final RiskEngine risk = RiskEngine.of(Limits.builder().build(), List.of());
  private final List<ClearedOrder> submitted = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final VenueGate gate = new VenueGate(risk, new Keeper(), "run", report -> {});

  /** Takes nothing. */
  private final class Keeper implements ExecutionVenue {
    @Override
    public VenueTraits traits() {
      return new VenueTraits("keeper", true, Fraction.ZERO, Fraction.ZERO);
    }

    @Override
    public void connect(Consumer<VenueReport> sink) {}

    @Override
    public void submit(ClearedOrder order) {
      submitted.add(order);
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {
      asked.add("cancel " + id + " " + clientOrderId);
    }

    @Override
    public void query(OrderId id, String clientOrderId) {
      asked.add("query " + id + " " + clientOrderId);
    }

    @Override
    public void close() {}
  }

  private ApprovedOrder approve() {
    Evaluation verdict = risk.evaluate(Fixture.plan(), f.state, f.market(), Fixture.NOW);
    return ((Evaluation.Approved) verdict).order();
  }

  @Test
  void aClearedOrderSaysWhatItIsAndIsTakenOnce() {
    ApprovedOrder approved = approve();
    assertThat(approved.expiresAt()).isEqualTo(Fixture.NOW.plusSeconds(5));
    assertThat(approved).hasToString("approval of order 1 until 2026-03-04T12:00:05Z");
    assertThat(gate.submit(approved, approved.expiresAt())).isEqualTo(VenueGate.Result.SENT);
    ClearedOrder cleared = submitted.get(0);
    assertThat(cleared.id()).isEqualTo(new OrderId(1));
    assertThat(cleared.intent()).isSameAs(approved.intent());
    assertThat(cleared.clientOrderId()).isEqualTo("run-1");
    assertThat(cleared).hasToString("cleared order run-1");
    assertThat(cleared.take()).isSameAs(approved.intent());
    assertThatThrownBy(cleared::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cleared order run-1 was taken before, or never cleared");
  }

  @Test
  void whatWasMadePastTheMakersIsNothing() {
    OrderIntent intent = f.intent(Fixture.BTC);
    assertThat(gate.submit(new ApprovedOrder(risk, intent), Fixture.NOW))
        .isEqualTo(VenueGate.Result.FOREIGN);
    assertThatThrownBy(new ClearedOrder(gate, intent)::take)
        .isInstanceOf(IllegalStateException.class);
    assertThat(submitted).isEmpty();
  }

  @Test
  void aRefusedApprovalIsVoid() {
    ApprovedOrder approved = approve();
    assertThat(gate.submit(approved, approved.expiresAt().plusNanos(1)))
        .isEqualTo(VenueGate.Result.EXPIRED);
    assertThat(gate.submit(approved, Fixture.NOW)).isEqualTo(VenueGate.Result.USED);
  }

  @Test
  void atTheWrongGateAnApprovalIsNotUsedUp() {
    RiskEngine other = RiskEngine.of(Limits.builder().build(), List.of());
    VenueGate wrong = new VenueGate(other, new Keeper(), "other", report -> {});
    ApprovedOrder approved = approve();
    assertThat(wrong.submit(approved, Fixture.NOW)).isEqualTo(VenueGate.Result.FOREIGN);
    assertThat(gate.submit(approved, Fixture.NOW)).isEqualTo(VenueGate.Result.SENT);
  }

  @Test
  void theNewestThousandAreRemembered() {
    Outstanding<String> papers = new Outstanding<>();
    OrderIntent order = f.intent(Fixture.BTC);
    OrderIntent other = f.intent(Symbol.of("ETH-USD"));
    List<String> items = new ArrayList<>();
    for (int i = 0; i <= Outstanding.KEPT; i++) {
      items.add(new String("paper"));
      papers.add(items.get(i), i == 1 ? other : order);
    }
    assertThat(papers.redeem(items.get(0))).as("the oldest").isNull();
    assertThat(papers.redeem(items.get(1))).as("the next, with its own order").isSameAs(other);
    assertThat(papers.redeem(items.get(1))).as("again").isNull();
    assertThat(papers.redeem(new String("paper"))).as("an equal one").isNull();
    assertThat(papers.redeem(items.get(Outstanding.KEPT))).as("the newest").isSameAs(order);
    for (int i = 2; i < Outstanding.KEPT; i++) {
      assertThat(papers.redeem(items.get(i))).isSameAs(order);
    }
  }

  @Test
  void cancelsAndQuestionsGoByTheClientsOrderId() {
    gate.cancel(new OrderId(3));
    gate.query(new OrderId(4));
    assertThat(asked).containsExactly("cancel 3 run-3", "query 4 run-4");
  }

  @Test
  void anOrderFarBehindTheNewestCountsAsSent() {
    for (int i = 0; i < 1025; i++) {
      ApprovedOrder each = approve();
      f.state.apply(new Fact.IntentRecorded(each.intent()));
      f.state.apply(
          new Fact.OrderChanged(Fixture.NOW, each.intent().id(), new OrderState.Expired()));
      if (i == 1024) {
        assertThat(gate.submit(each, Fixture.NOW)).isEqualTo(VenueGate.Result.SENT);
      }
    }
    ApprovedOrder late = approvedBy(new Fixture());
    assertThat(late.intent().id()).isEqualTo(new OrderId(1));
    assertThat(gate.submit(late, Fixture.NOW)).isEqualTo(VenueGate.Result.USED);
  }

  private ApprovedOrder approvedBy(Fixture own) {
    return ((Evaluation.Approved)
            risk.evaluate(Fixture.plan(), own.state, own.market(), Fixture.NOW))
        .order();
  }
}
