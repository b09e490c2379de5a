package io.cointrader.risk;

import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.StateView;
import java.time.Instant;
import java.util.Optional;

/**
 * Stops entries after failures of the venue in a row. When it has waited, exactly one entry may
 * try; an order that the venue takes, that one or an exit, is the proof that clears it, and a
 * failure starts the wait anew.
 */
public final class Breaker {

  /** The cause of its restriction. */
  public static final String CAUSE = "breaker";

  private Breaker() {}

  /** The restriction that the failures so far set. */
  static Restriction restriction(StateView state, Limits limits, Instant now) {
    return new Restriction(
        CAUSE,
        Scope.ALL,
        Restriction.Level.PROTECT,
        now,
        Restriction.ClearedBy.PROOF,
        Optional.empty(),
        state.venueFailures()
            + " failures of the venue in a row, "
            + limits.get(RiskSettings.BREAKER_FAILURES)
            + " allowed; one order may try again after "
            + limits.get(RiskSettings.BREAKER_RETRY).toSeconds()
            + " s");
  }

  /** Whether the restriction is an open breaker that lets one entry through now. */
  public static boolean mayProbe(
      Restriction restriction, StateView state, Limits limits, Instant now) {
    if (!restriction.cause().equals(CAUSE)
        || now.isBefore(restriction.since().plus(limits.get(RiskSettings.BREAKER_RETRY)))) {
      return false;
    }
    for (Order order : state.openOrders()) {
      if (order.intent().purpose() == OrderPurpose.ENTRY) {
        return false;
      }
    }
    return true;
  }
}
