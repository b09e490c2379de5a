package io.cointrader.risk.gate;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskSettings;
import java.math.RoundingMode;
import java.util.Optional;

/** (Size-weighted targets - costs) / (stop distance + costs) reaches the minimum. */
final class NetRewardRisk extends Rule {

  private static final int RATIO_PLACES = 4;

  private final Decimal min;

  NetRewardRisk(Limits limits) {
    super("net_reward_risk", "rr");
    min = limits.get(RiskSettings.MIN_NET_REWARD_RISK);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    return reward(p).compareTo(risk(p).times(min)) >= 0
        ? PASS
        : deny(ratio(p).toString(), min.toString());
  }

  private static Decimal reward(Proposal p) {
    return p.plan()
        .weightedTarget()
        .value()
        .minus(p.plan().signal().entry().value())
        .minus(p.costPerUnit());
  }

  private static Decimal risk(Proposal p) {
    Signal signal = p.plan().signal();
    return signal.entry().value().minus(signal.stop().value()).plus(p.costPerUnit());
  }

  private static Decimal ratio(Proposal p) {
    return reward(p).dividedBy(risk(p), RATIO_PLACES, RoundingMode.FLOOR);
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(ratio(p), min);
  }
}
