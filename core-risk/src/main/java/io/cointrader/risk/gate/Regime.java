package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/**
 * The regime symbol has not crashed within the hour. Not knowing denies nothing here; it counts as
 * caution in the score.
 */
final class Regime extends Rule {

  private final Fraction riskOff;

  Regime(Limits limits) {
    super("regime", "regime");
    riskOff = Fraction.ZERO.minus(limits.get(RiskSettings.RISK_OFF_FALL));
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<Fraction> change = p.market().regimeChange();
    return change.isPresent() && change.get().compareTo(riskOff) <= 0
        ? deny(change.get().toPercent() + " in an hour", "above " + riskOff.toPercent())
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        p.market().regimeChange().map(c -> c.toPercent() + " in an hour").orElse("unknown"),
        "above " + riskOff.toPercent());
  }
}
