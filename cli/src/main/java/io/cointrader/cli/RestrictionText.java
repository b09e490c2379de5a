package io.cointrader.cli;

import io.cointrader.models.state.Restriction;
import io.cointrader.risk.OrderLifecycle;

/** A restriction in one line for people. */
final class RestrictionText {

  private RestrictionText() {}

  static String of(Restriction restriction) {
    return restriction.level()
        + " by "
        + restriction.cause()
        + " on "
        + restriction.scope()
        + ": "
        + restriction.detail()
        + "; "
        + end(restriction);
  }

  /** What ends it. */
  static String end(Restriction restriction) {
    return switch (restriction.clearedBy()) {
      case OPERATOR ->
          restriction.cause().equals(OrderLifecycle.UNRECONCILED)
              ? "cointrader ack " + restriction.cause() + " lifts it"
              : "cointrader resume lifts it";
      case TIME -> "ends " + restriction.until().map(Figures::time).orElse("by itself");
      case PROOF -> "ends when the cause does";
    };
  }
}
