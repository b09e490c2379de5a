package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/**
 * The signal's score reaches the least score, which is higher while the regime symbol has fallen
 * within the hour, or nobody knows whether it has.
 */
final class Score extends Rule {

  private final int min;
  private final int extra;
  private final Fraction caution;

  Score(Limits limits) {
    super("min_score", "score");
    min = limits.get(RiskSettings.MIN_SCORE);
    extra = limits.get(RiskSettings.CAUTION_SCORE);
    caution = Fraction.ZERO.minus(limits.get(RiskSettings.CAUTION_FALL));
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    int least = least(p);
    int score = p.plan().signal().score();
    return score < least ? deny("score " + score, "score " + least) : PASS;
  }

  /** Caution asks for more. */
  private int least(Proposal p) {
    if (min <= 0) {
      return min;
    }
    Optional<Fraction> change = p.market().regimeChange();
    return change.isEmpty() || change.get().compareTo(caution) <= 0
        ? Math.min(100, min + extra)
        : min;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure("score " + p.plan().signal().score(), "score " + least(p));
  }
}
