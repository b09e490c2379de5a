package io.cointrader.risk.gate;

import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.DailyLoss;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/**
 * The loss of the UTC day and of the last 24 hours, open positions marked, stays under the limit.
 */
final class DailyLossLimit extends Rule {

  DailyLossLimit() {
    super("daily_loss", "risk");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Optional<DailyLoss.Breach> breach = DailyLoss.check(p.state(), p.limits(), p.equity(), p.now());
    if (breach.isEmpty()) {
      return PASS;
    }
    String currency = " " + p.limits().currency();
    return deny(breach.get().loss() + currency, breach.get().limit() + currency);
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    Money morning = p.state().day().startEquity();
    String currency = " " + p.limits().currency();
    return measure(
        morning.minus(p.equity()).max(Money.ZERO) + currency,
        "under " + DailyLoss.limit(morning, p.limits()) + currency);
  }
}
