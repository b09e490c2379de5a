package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/** Equity has fallen less below its peak than the limit. */
final class DrawdownLimit extends Rule {

  private final Fraction max;

  DrawdownLimit(Limits limits) {
    super("drawdown", "risk");
    max = limits.get(RiskSettings.MAX_DRAWDOWN);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Money peak = p.state().peakEquity();
    if (peak.compareTo(p.equity()) <= 0) {
      return PASS;
    }
    Money fall = peak.minus(p.equity());
    return fall.compareTo(peak.times(max)) >= 0
        ? deny(Fraction.ratio(fall, peak).toPercent(), max.toPercent())
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    Money peak = p.state().peakEquity();
    Fraction fall =
        peak.compareTo(p.equity()) <= 0
            ? Fraction.ZERO
            : Fraction.ratio(peak.minus(p.equity()), peak);
    return measure(fall.toPercent(), "under " + max.toPercent());
  }
}
