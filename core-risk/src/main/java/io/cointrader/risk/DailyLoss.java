package io.cointrader.risk;

import io.cointrader.models.number.Money;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.StateView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The loss of the UTC day and of the last 24 hours, realised and unrealised, against the stricter
 * of the fraction and the amount. Breakeven is no loss.
 */
public final class DailyLoss {

  /** The cause of the restriction that a breach sets. */
  public static final String CAUSE = "daily_loss";

  private static final Duration DAY = Duration.ofDays(1);

  private DailyLoss() {}

  /** A loss at or beyond its limit. */
  public record Breach(Money loss, Money limit, String window) {}

  /** The breach that stands at this equity, if any. */
  public static Optional<Breach> check(StateView state, Limits limits, Money equity, Instant now) {
    Money morning = state.day().startEquity();
    Optional<Breach> day = check(morning, limits, equity, "UTC day");
    if (day.isPresent()) {
      return day;
    }
    Money before = equityBefore(state, now);
    return before.equals(morning) ? day : check(before, limits, equity, "24 hours");
  }

  /**
   * The highest equity at or under which there is a breach, to the precision of a double; what is
   * near it has to be checked exactly.
   */
  public static double floor(StateView state, Limits limits, Instant now) {
    return Math.max(
        floor(state.day().startEquity(), limits), floor(equityBefore(state, now), limits));
  }

  private static double floor(Money start, Limits limits) {
    double equity = start.toDouble();
    double byFraction = equity * limits.maxLossPerDay().toDouble();
    return equity
        - (limits.maxLossAmountPerDay().isPresent()
            ? Math.min(byFraction, limits.maxLossAmountPerDay().get().toDouble())
            : byFraction);
  }

  private static Money equityBefore(StateView state, Instant now) {
    return state.equityAt(now.minus(DAY));
  }

  private static Optional<Breach> check(Money start, Limits limits, Money equity, String window) {
    if (start.compareTo(equity) <= 0) {
      return Optional.empty();
    }
    Money limit = limit(start, limits);
    Money loss = start.minus(equity);
    return loss.compareTo(limit) >= 0
        ? Optional.of(new Breach(loss, limit, window))
        : Optional.empty();
  }

  /** The loss from this equity on at which there is a breach. */
  public static Money limit(Money start, Limits limits) {
    Money byFraction = start.times(limits.maxLossPerDay());
    return limits.maxLossAmountPerDay().map(byFraction::min).orElse(byFraction);
  }

  /** The restriction that a breach sets: no entries until the next midnight UTC. */
  public static Restriction restriction(Breach breach, Instant now, String currency) {
    return new Restriction(
        CAUSE,
        Scope.ALL,
        Restriction.Level.PROTECT,
        now,
        Restriction.ClearedBy.TIME,
        Optional.of(now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)),
        "lost "
            + breach.loss()
            + " of at most "
            + breach.limit()
            + " "
            + currency
            + " in the "
            + breach.window());
  }
}
