package io.cointrader.risk;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.DailyFigures;
import io.cointrader.models.state.StateView;
import io.cointrader.risk.gate.Gates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How far a limit is used up.
 *
 * @param code of the gate or guard that holds the limit
 * @param limit at which it stops entries, as plain decimal text
 * @param used of it now
 * @param unit a currency, or what is counted in which time
 */
public record LimitUse(String code, String limit, String used, String unit) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Every limit that fills up, in the order of the gates. */
  public static List<LimitUse> of(
      StateView state, Limits limits, Function<Symbol, Optional<Price>> marks, Instant now) {
    Money equity = Portfolio.equity(state, marks);
    DailyFigures day = state.day();
    String currency = limits.currency();
    List<LimitUse> all = new ArrayList<>();
    loss(all, day.startEquity(), equity, limits, currency + " in a UTC day");
    loss(all, state.equityAt(now.minus(DAY)), equity, limits, currency + " in 24 h");
    all.add(
        use(
            Guards.DRAWDOWN,
            state.peakEquity().times(limits.get(RiskSettings.MAX_DRAWDOWN)),
            state.peakEquity().minus(equity).max(Money.ZERO),
            currency + " from the peak"));
    all.add(
        use(
            "order_rate",
            limits.get(RiskSettings.MAX_ORDERS_PER_DAY),
            day.orders(),
            "orders in a UTC day"));
    all.add(
        use(
            "cancel_rate",
            limits.get(RiskSettings.MAX_CANCELS_PER_DAY),
            day.cancels(),
            "cancels in a UTC day"));
    all.add(
        use(
            "reject_rate",
            limits.get(RiskSettings.MAX_REJECTS_PER_DAY),
            day.rejects(),
            "rejects in a UTC day"));
    all.add(
        use(
            "max_positions",
            limits.get(RiskSettings.MAX_POSITIONS),
            Gates.entries(state),
            "positions and entries"));
    all.add(
        use(
            "exposure",
            equity.times(limits.maxExposure()),
            Portfolio.exposure(state, marks),
            currency));
    limits
        .find(RiskSettings.MAX_ENTERED_PER_DAY)
        .ifPresent(
            most -> all.add(use("entered_value", most, day.entered(), currency + " in a UTC day")));
    all.add(
        use(
            Breaker.CAUSE,
            limits.get(RiskSettings.BREAKER_FAILURES),
            state.venueFailures(),
            "failures in a row"));
    return List.copyOf(all);
  }

  private static void loss(
      List<LimitUse> all, Money start, Money equity, Limits limits, String unit) {
    Money lost = start.minus(equity).max(Money.ZERO);
    all.add(use(DailyLoss.CAUSE, DailyLoss.limit(start, limits), lost, unit));
  }

  private static LimitUse use(String code, Object limit, Object used, String unit) {
    return new LimitUse(code, limit.toString(), used.toString(), unit);
  }
}
