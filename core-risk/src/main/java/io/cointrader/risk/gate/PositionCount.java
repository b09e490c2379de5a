package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/** One more position stays within the limit; working entries count. */
final class PositionCount extends Rule {

  private final int max;

  PositionCount(Limits limits) {
    super("max_positions", "limits");
    max = limits.get(RiskSettings.MAX_POSITIONS);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (!Entries.mayReach(max, p.state())) {
      return PASS;
    }
    int count = Entries.count(p.state(), Optional.empty());
    return count >= max ? deny(count + " positions", max + " positions") : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        Entries.count(p.state(), Optional.empty()) + " positions", "under " + max + " positions");
  }
}
