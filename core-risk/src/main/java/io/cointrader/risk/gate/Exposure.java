package io.cointrader.risk.gate;

import io.cointrader.models.number.Money;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.position.Position;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** What is held and ordered leaves room under the exposure limit; all that is held has a price. */
final class Exposure extends Rule {

  Exposure() {
    super("exposure", "budget");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    for (Position position : p.state().positions().values()) {
      if (p.market().mark(position.symbol()).isEmpty()) {
        return deny("no price of " + position.symbol(), "a price of all that is held");
      }
    }
    Money limit = p.equity().times(p.limits().maxExposure());
    if (p.exposure().compareTo(limit) < 0) {
      return PASS;
    }
    String currency = " " + p.limits().currency();
    return deny(p.exposure() + currency, limit + currency);
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    String currency = " " + p.limits().currency();
    return measure(
        p.exposure() + currency, "under " + p.equity().times(p.limits().maxExposure()) + currency);
  }
}
