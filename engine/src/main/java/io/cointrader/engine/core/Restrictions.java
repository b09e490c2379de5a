package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.TradingMode;
import io.cointrader.risk.OrderLifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets and lifts restrictions, and takes back the entries under way that they forbid. */
final class Restrictions {

  private final BotState state;
  private final Effects effects;
  private final Moment moment;

  Restrictions(BotState state, Effects effects, Moment moment) {
    this.state = state;
    this.effects = effects;
    this.moment = moment;
  }

  /** Sets one without an end; nothing when it holds already. */
  void set(
      String cause,
      Scope scope,
      Restriction.Level level,
      Restriction.ClearedBy clearedBy,
      String detail) {
    if (!state.isRestricted(cause, scope)) {
      moment.emit(
          new Fact.RestrictionSet(
              moment.now(),
              new Restriction(
                  cause, scope, level, moment.now(), clearedBy, Optional.empty(), detail)));
    }
  }

  void clear(String cause, Scope scope, String by) {
    moment.emit(new Fact.RestrictionCleared(moment.now(), cause, scope, by));
  }

  /** Lifts those whose time is over. */
  void expire() {
    for (Restriction restriction : all()) {
      if (restriction.until().isPresent() && !restriction.until().get().isAfter(moment.now())) {
        clear(restriction.cause(), restriction.scope(), "time");
      }
    }
  }

  /** While the disk or the engine is in such a condition, there are no entries. */
  void onCondition(String cause, boolean holds, Restriction.ClearedBy clearedBy, String detail) {
    boolean restricted = state.isRestricted(cause, Scope.ALL);
    if (holds && !restricted) {
      set(cause, Scope.ALL, Restriction.Level.PROTECT, clearedBy, detail);
      takeBackEntries(null);
    } else if (!holds && restricted) {
      clear(cause, Scope.ALL, "proof");
    }
  }

  /**
   * Lifts those of a cause that are the operator's to lift.
   *
   * @return whether there was one
   */
  boolean acknowledge(String cause) {
    boolean any = false;
    for (Restriction restriction : all()) {
      if (restriction.cause().equals(cause) && isOperators(restriction)) {
        clear(cause, restriction.scope(), "operator");
        any = true;
      }
    }
    return any;
  }

  /** Lifts all that are the operator's to lift, but those that want to be looked at. */
  void resume() {
    for (Restriction restriction : all()) {
      if (isOperators(restriction) && !isToBeLookedAt(restriction)) {
        clear(restriction.cause(), restriction.scope(), "operator");
      }
    }
  }

  /** Books that differ are not lifted with everything else. */
  private static boolean isToBeLookedAt(Restriction restriction) {
    return restriction.cause().equals(OrderLifecycle.UNRECONCILED);
  }

  private static boolean isOperators(Restriction restriction) {
    return restriction.clearedBy() == Restriction.ClearedBy.OPERATOR;
  }

  /** What still keeps entries from being sent, and what lifts it; for people. */
  String left() {
    List<String> left = new ArrayList<>();
    for (Restriction restriction : state.restrictions()) {
      left.add(
          restriction.cause()
              + " on "
              + restriction.scope()
              + " (cleared by "
              + switch (restriction.clearedBy()) {
                case OPERATOR ->
                    isToBeLookedAt(restriction) ? "ack " + restriction.cause() : "resume";
                case TIME -> "time, " + restriction.until().map(Instant::toString).orElse("");
                case PROOF -> "proof";
              }
              + ")");
    }
    return left.isEmpty()
        ? "NORMAL: nothing blocks entries"
        : "still blocked: " + String.join(", ", left);
  }

  private List<Restriction> all() {
    return List.copyOf(state.restrictions());
  }

  /**
   * Takes back entries under way, unless nothing may be sent.
   *
   * @param only the symbol; null: all
   */
  void takeBackEntries(@Nullable Symbol only) {
    if (state.mode() != TradingMode.HALT) {
      cancelEntries(only);
    }
  }

  /** Takes back entries under way because the operator says so. */
  void cancelEntries() {
    cancelEntries(null);
  }

  private void cancelEntries(@Nullable Symbol only) {
    for (Order order : List.copyOf(state.openOrders())) {
      if (order.intent().purpose() == OrderPurpose.ENTRY
          && (only == null || only.equals(order.intent().symbol()))) {
        moment.emit(new Fact.CancelRequested(moment.now(), order.id()));
        effects.cancel(order.id());
      }
    }
  }
}
