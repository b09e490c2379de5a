package io.cointrader.risk.gate;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.plan.GateFailure;
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
    int least = min;
    if (least > 0) {
      Optional<Fraction> change = p.market().regimeChange();
      if (change.isEmpty() || change.get().compareTo(caution) <= 0) {
        least = Math.min(100, least + extra);
      }
    }
    int score = p.plan().signal().score();
    return score < least ? deny("score " + score, "score " + least) : PASS;
  }
}
