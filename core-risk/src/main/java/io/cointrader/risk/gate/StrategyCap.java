package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.util.Optional;

/** One more position of the strategy stays within the limit; working entries count. */
final class StrategyCap extends Rule {

  private final int max;

  StrategyCap(Limits limits) {
    super("max_per_strategy", "limits");
    max = limits.get(RiskSettings.MAX_PER_STRATEGY);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (!Entries.mayReach(max, p.state())) {
      return PASS;
    }
    int count = Entries.count(p.state(), Optional.of(p.plan().strategy()));
    return count >= max
        ? deny(count + " of " + p.plan().strategy(), max + " of one strategy")
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    int count = Entries.count(p.state(), Optional.of(p.plan().strategy()));
    return measure(count + " of " + p.plan().strategy(), "under " + max);
  }
}
