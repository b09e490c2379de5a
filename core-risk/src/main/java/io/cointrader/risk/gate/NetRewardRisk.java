package io.cointrader.risk.gate;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
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
    Signal signal = p.plan().signal();
    Decimal cost = p.costPerUnit();
    Decimal reward = p.plan().weightedTarget().value().minus(signal.entry().value()).minus(cost);
    Decimal risk = signal.entry().value().minus(signal.stop().value()).plus(cost);
    return reward.compareTo(risk.times(min)) >= 0
        ? PASS
        : deny(reward.dividedBy(risk, RATIO_PLACES, RoundingMode.FLOOR).toString(), min.toString());
  }
}
