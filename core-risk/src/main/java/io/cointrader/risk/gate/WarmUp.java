package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** All the history is in that the strategy asked for. */
final class WarmUp extends Rule {

  WarmUp() {
    super("warm_up", "warmth");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    return p.market().isWarm(p.symbol(), p.plan().strategy()) ? PASS : deny("warming up", "warm");
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure("warm", "warm");
  }
}
