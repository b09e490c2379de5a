package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a venue's report means: the life cycle of an order and of the position it makes. Reports may
 * come twice, late and in any order: a fill counts once, a status never undoes a later one, and a
 * fill that the books cannot take restricts entries.
 */
public final class OrderLifecycle {

  /** The cause of the restriction that a report sets which the books cannot take. */
  public static final String UNRECONCILED = "unreconciled";

  private OrderLifecycle() {}

  /** The facts that follow from a report; none when it says nothing new. */
  public static List<Fact> interpret(VenueReport report, BotState state) {
    Order order = state.findOrder(report.orderId());
    Instant at = report.received();
    if (report instanceof VenueReport.Filled filled) {
      Fill fill = filled.fill();
      if (order == null) {
        return List.of(unreconciled(at, "fill " + fill.id() + " is of an order not known"));
      }
      if (order.hasFill(fill.id())) {
        return List.of();
      }
      return fill.side() == Side.SELL && isMoreThanHeld(fill, state)
          ? List.of(unreconciled(at, "fill " + fill.id() + " sells more than is held"))
          : filled(order, fill, state, at);
    }
    if (order == null) {
      return List.of();
    }
    if (order.state().isTerminal()) {
      return List.of();
    }
    OrderState next = next(report, order.state(), at);
    return next == null ? List.of() : List.of(new Fact.OrderChanged(at, order.id(), next));
  }

  private static boolean isMoreThanHeld(Fill fill, BotState state) {
    Position position = state.findPosition(fill.symbol());
    return position == null || fill.quantity().compareTo(position.quantity()) > 0;
  }

  /** The books and the venue differ: nothing new until an operator has looked. */
  private static Fact unreconciled(Instant at, String detail) {
    return new Fact.RestrictionSet(
        at,
        new Restriction(
            UNRECONCILED,
            Scope.ALL,
            Restriction.Level.PROTECT,
            at,
            Restriction.ClearedBy.OPERATOR,
            Optional.empty(),
            detail));
  }

  /** The state that follows; null when the report says nothing new. */
  private static @Nullable OrderState next(VenueReport report, OrderState now, Instant at) {
    boolean unanswered = !now.isWorking();
    if (report instanceof VenueReport.Sent) {
      return now instanceof OrderState.Intended ? new OrderState.Sent() : null;
    }
    if (report instanceof VenueReport.Accepted accepted) {
      return unanswered ? new OrderState.Open(accepted.venueOrderId()) : null;
    }
    if (report instanceof VenueReport.Unanswered) {
      return unanswered && !(now instanceof OrderState.Unknown) ? new OrderState.Unknown(at) : null;
    }
    if (report instanceof VenueReport.Rejected rejected) {
      return new OrderState.Rejected(rejected.reason());
    }
    if (report instanceof VenueReport.Cancelled cancelled) {
      return new OrderState.Cancelled(cancelled.reason());
    }
    if (report instanceof VenueReport.Expired) {
      return new OrderState.Expired();
    }
    return unanswered ? new OrderState.Rejected("never reached the venue") : null;
  }

  private static List<Fact> filled(Order order, Fill fill, BotState state, Instant at) {
    Fact counted = new Fact.FillRecorded(at, fill);
    Fact moved =
        fill.side() == Side.BUY ? bought(order, fill, state, at) : sold(order, fill, state, at);
    OrderState next = afterFill(order, fill);
    return next == null
        ? List.of(counted, moved)
        : List.of(counted, moved, new Fact.OrderChanged(at, order.id(), next));
  }

  private static @Nullable OrderState afterFill(Order order, Fill fill) {
    if (order.state().isTerminal()) {
      return null;
    }
    if (order.filled().plus(fill.quantity()).compareTo(order.intent().quantity()) >= 0) {
      return new OrderState.Filled();
    }
    return order.state() instanceof OrderState.PartiallyFilled
        ? null
        : new OrderState.PartiallyFilled(venueId(order));
  }

  private static String venueId(Order order) {
    return order.state() instanceof OrderState.Open open ? open.venueOrderId() : "";
  }

  private static Fact bought(Order order, Fill fill, BotState state, Instant at) {
    Optional<Position> held = state.position(fill.symbol());
    if (held.isPresent()) {
      return new Fact.PositionChanged(at, held.get().withEntryFill(fill));
    }
    return new Fact.PositionOpened(
        at, Position.open(fill, order.intent().strategy(), order.intent().bracket().orElseThrow()));
  }

  private static Fact sold(Order order, Fill fill, BotState state, Instant at) {
    Position position = state.position(fill.symbol()).orElseThrow();
    Exit exit =
        new Exit(
            fill.at(),
            fill.price(),
            fill.quantity(),
            fill.fee(),
            fill.liquidity(),
            reason(order, position),
            order.id());
    return fill.quantity().compareTo(position.quantity()) >= 0
        ? new Fact.PositionClosed(at, position.closedBy(exit))
        : new Fact.PositionChanged(at, position.withExit(exit));
  }

  private static ExitReason reason(Order order, Position position) {
    if (order.intent().purpose() != OrderPurpose.PROTECTIVE_STOP) {
      return position.pendingExit().map(PendingExit::reason).orElse(ExitReason.OPERATOR);
    }
    boolean raised =
        order.intent().terms() instanceof OrderTerms.Stop stop
            && stop.trigger().isAbove(position.initialStop());
    return raised ? position.stopReason() : ExitReason.STOP; // it may fill while it is replaced
  }
}
