package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** The size reaches the instrument's minimum. */
final class MinimumSize extends Rule {

  MinimumSize() {
    super("minimum_size", "budget");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    return p.sizing().quantity().isPositive()
        ? PASS
        : deny(
            "no tradable quantity, bound by " + p.sizing().bound(),
            "worth at least "
                + p.market().instrument(p.symbol()).minNotional()
                + " "
                + p.limits().currency());
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        p.sizing().value() + " " + p.limits().currency(),
        p.market().instrument(p.symbol()).minNotional() + " " + p.limits().currency());
  }
}
