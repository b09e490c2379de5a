package io.cointrader.risk.gate;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** The first target lies beyond the round-trip cost. */
final class Cost extends Rule {

  Cost() {
    super("cost", "cost");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Signal signal = p.plan().signal();
    Decimal reward = signal.takeProfit1().value().minus(signal.entry().value());
    Decimal cost = p.costPerUnit();
    return reward.compareTo(cost) <= 0
        ? deny("first target " + reward + " above entry", "more than the round trip of " + cost)
        : PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    Signal signal = p.plan().signal();
    return measure(
        "first target " + signal.takeProfit1().value().minus(signal.entry().value()),
        "more than " + p.costPerUnit());
  }
}
