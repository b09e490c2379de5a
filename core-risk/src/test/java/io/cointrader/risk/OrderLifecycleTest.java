package io.cointrader.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report in every state of an order: the state that follows, or that nothing is new. */
class OrderLifecycleTest {

  private static final OrderId ENTRY = new OrderId(1);
  private static final Instant LATER = Fixture.NOW.plusSeconds(7);
  private static final long MILLIS = LATER.toEpochMilli();
  private static final OrderState SAME = new OrderState.Intended(); // stands for: nothing new

  private static final List<OrderState> STATES =
      List.of(
          new OrderState.Intended(),
          new OrderState.Sent(),
          new OrderState.Unknown(Fixture.NOW),
          new OrderState.Open("v1"),
          new OrderState.PartiallyFilled("v1"),
          new OrderState.Filled(),
          new OrderState.Cancelled("before"),
          new OrderState.Rejected("before"),
          new OrderState.Expired());

  private static final VenueReport SENT = new VenueReport.Sent(MILLIS, MILLIS, ENTRY);
  private static final VenueReport ACCEPTED = new VenueReport.Accepted(MILLIS, MILLIS, ENTRY, "v2");
  private static final VenueReport UNANSWERED =
      new VenueReport.Unanswered(MILLIS, MILLIS, ENTRY, "timeout");
  private static final VenueReport REJECTED = new VenueReport.Rejected(MILLIS, MILLIS, ENTRY, "no");
  private static final VenueReport CANCELLED =
      new VenueReport.Cancelled(MILLIS, MILLIS, ENTRY, "asked for");
  private static final VenueReport EXPIRED = new VenueReport.Expired(MILLIS, MILLIS, ENTRY);
  private static final VenueReport NOT_FOUND = new VenueReport.NotFound(MILLIS, MILLIS, ENTRY);

  private static final OrderState OPEN = new OrderState.Open("v2");
  private static final OrderState UNKNOWN = new OrderState.Unknown(LATER);
  private static final OrderState NO = new OrderState.Rejected("no");
  private static final OrderState GONE = new OrderState.Cancelled("asked for");
  private static final OrderState OVER = new OrderState.Expired();
  private static final OrderState NEVER = new OrderState.Rejected("never reached the venue");

  /** One row per report; one column per state, in the order of STATES. */
  static Stream<Arguments> table() {
    return Stream.of(
            row(SENT, new OrderState.Sent(), SAME, SAME, SAME, SAME),
            row(ACCEPTED, OPEN, OPEN, OPEN, SAME, SAME),
            row(UNANSWERED, UNKNOWN, UNKNOWN, SAME, SAME, SAME),
            row(REJECTED, NO, NO, NO, NO, NO),
            row(CANCELLED, GONE, GONE, GONE, GONE, GONE),
            row(EXPIRED, OVER, OVER, OVER, OVER, OVER),
            row(NOT_FOUND, NEVER, NEVER, NEVER, SAME, SAME))
        .flatMap(row -> row);
  }

  /** The states that are not terminal as given; after a terminal one no status says anything. */
  private static Stream<Arguments> row(VenueReport report, OrderState... next) {
    List<Arguments> cells = new ArrayList<>();
    for (int i = 0; i < STATES.size(); i++) {
      cells.add(arguments(STATES.get(i), report, i < next.length ? next[i] : SAME));
    }
    return cells.stream();
  }

  private static Fixture standing(OrderState state) {
    Fixture own = new Fixture();
    own.state.apply(new Fact.IntentRecorded(own.intent(Fixture.BTC)));
    if (!(state instanceof OrderState.Intended)) {
      own.state.apply(new Fact.OrderChanged(Fixture.NOW, ENTRY, state));
    }
    return own;
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("table")
  void aReportMovesAnOrderAsTheTableSays(OrderState now, VenueReport report, OrderState next) {
    Fixture own = standing(now);
    assertThat(OrderLifecycle.interpret(report, own.state))
        .isEqualTo(next == SAME ? List.of() : List.of(new Fact.OrderChanged(LATER, ENTRY, next)));
    own.report(report);
    assertThat(OrderLifecycle.interpret(report, own.state)).as("said again").isEmpty();
  }

  private static Fill fill(String id, String quantity) {
    return new Fill(
        id,
        ENTRY,
        Fixture.BTC,
        Side.BUY,
        Price.of("100"),
        Quantity.of(quantity),
        Money.of("0.1"),
        Liquidity.TAKER,
        Fixture.NOW);
  }

  static Stream<OrderState> states() {
    return STATES.stream();
  }

  /** A fill proves that the order is there, whatever was known of it; an end stays an end. */
  @ParameterizedTest
  @MethodSource("states")
  void aFillCountsInEveryState(OrderState now) {
    Fixture own = standing(now);
    Fill part = fill("p", "0.4");
    List<Fact> facts =
        OrderLifecycle.interpret(new VenueReport.Filled(MILLIS, MILLIS, part), own.state);
    assertThat(facts.get(0)).isEqualTo(new Fact.FillRecorded(LATER, part));
    assertThat(facts.get(1)).isInstanceOf(Fact.PositionOpened.class);
    List<Fact> rest = facts.subList(2, facts.size());
    if (now.isTerminal() || now instanceof OrderState.PartiallyFilled) {
      assertThat(rest).isEmpty();
    } else {
      String venueId = now instanceof OrderState.Open ? "v1" : "";
      assertThat(rest)
          .containsExactly(
              new Fact.OrderChanged(LATER, ENTRY, new OrderState.PartiallyFilled(venueId)));
    }
    facts.forEach(own.state::apply);
    assertThat(own.state.holding(Fixture.BTC)).isEqualTo(Quantity.of("0.4"));
    assertThat(OrderLifecycle.interpret(new VenueReport.Filled(MILLIS, MILLIS, part), own.state))
        .as("said again")
        .isEmpty();
    own.report(new VenueReport.Filled(MILLIS, MILLIS, fill("q", "0.6")));
    assertThat(own.state.order(ENTRY).orElseThrow().state())
        .isEqualTo(now.isTerminal() ? now : new OrderState.Filled());
    assertThat(own.state.position(Fixture.BTC).orElseThrow().state())
        .as("nothing more is expected of the entry")
        .isEqualTo(Position.State.OPEN);
  }

  /**
   * The fills of an entry and a sale in any order among themselves, each told one to three times.
   */
  @Property(tries = 300)
  void fillsByIdInAnyOrderAndDoubledGiveTheSameBooks(@ForAll long seed) {
    assertThat(books(new Random(seed))).isEqualTo(books(null));
  }

  private static List<Object> books(@Nullable Random chance) {
    Fixture own = new Fixture();
    own.state.apply(new Fact.IntentRecorded(own.intent(Fixture.BTC)));
    own.report(Fixture.sent(1));
    own.report(Fixture.accepted(1));
    List<VenueReport> fills = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "d")) {
      int times = chance == null ? 1 : 1 + chance.nextInt(3);
      VenueReport report = new VenueReport.Filled(MILLIS, MILLIS, fill(id, "0.25"));
      fills.addAll(Collections.nCopies(times, report));
    }
    if (chance != null) {
      Collections.shuffle(fills, chance);
    }
    fills.forEach(own::report);
    Order order = own.state.order(ENTRY).orElseThrow();
    assertThat(order.fillIds()).containsExactlyInAnyOrder("a", "b", "c", "d");
    return List.of(
        order.state(),
        order.filled(),
        order.fees(),
        own.state.cash(),
        own.state.snapshot().holdings(),
        own.state.snapshot().positions(),
        own.state.totals(),
        own.state.snapshot().activities());
  }

  /** A cancel and a fill that cross: whichever is told first, the coins are held. */
  @Test
  void aFillThatCrossesItsCancelIsHeldAndGuarded() {
    for (boolean fillFirst : List.of(true, false)) {
      Fixture own = standing(new OrderState.Open("v1"));
      VenueReport filled = new VenueReport.Filled(MILLIS, MILLIS, fill("p", "0.4"));
      own.report(fillFirst ? filled : CANCELLED);
      own.report(fillFirst ? CANCELLED : filled);
      assertThat(own.state.order(ENTRY).orElseThrow().state()).isEqualTo(GONE);
      Position position = own.state.position(Fixture.BTC).orElseThrow();
      assertThat(position.quantity()).isEqualTo(Quantity.of("0.4"));
      assertThat(position.stop()).isEqualTo(Price.of("90"));
      assertThat(position.state()).isEqualTo(Position.State.OPEN);
    }
  }

  /** A stop that was raised says why it was, the first stop that it is one. */
  @Test
  void aStopSaysWhichStopItWas() {
    assertThat(stoppedBy(new OrderTerms.Stop(Price.of("99.5"))))
        .isEqualTo(ExitReason.TRAILING_STOP);
    assertThat(stoppedBy(new OrderTerms.Stop(Price.of("90")))).isEqualTo(ExitReason.STOP);
    assertThat(stoppedBy(new OrderTerms.Market())).isEqualTo(ExitReason.STOP);
  }

  private static ExitReason stoppedBy(OrderTerms terms) {
    Fixture f = new Fixture();
    f.apply(f.evaluate(Limits.builder().build(), Fixture.plan()));
    f.report(Fixture.sent(1));
    f.report(Fixture.fill(1, Side.BUY, "b", "100", "0.01"));
    f.state.apply(
        new Fact.StopMoved(Fixture.NOW, Fixture.BTC, Price.of("99.5"), ExitReason.TRAILING_STOP));
    Position held = f.state.position(Fixture.BTC).orElseThrow();
    f.apply(
        RiskEngine.of(Limits.builder().build(), List.of())
            .approveExit(
                held, OrderPurpose.PROTECTIVE_STOP, terms, held.quantity(), f.state, Fixture.NOW));
    f.report(Fixture.sent(2));
    List<Fact> facts =
        OrderLifecycle.interpret(Fixture.fill(2, Side.SELL, "s", "99", "0.01"), f.state);
    return ((Fact.PositionClosed) facts.get(1)).trade().exitReason();
  }
}
