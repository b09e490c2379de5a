package io.cointrader.risk.gate;

import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** What is held and ordered leaves room under the exposure limit. */
final class Exposure extends Rule {

  Exposure() {
    super("exposure", "budget");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    Money limit = p.equity().times(p.limits().maxExposure());
    String currency = " " + p.limits().currency();
    return p.exposure().compareTo(limit) >= 0
        ? deny(p.exposure() + currency, limit + currency)
        : PASS;
  }
}
