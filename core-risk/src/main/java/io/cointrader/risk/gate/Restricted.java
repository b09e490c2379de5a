package io.cointrader.risk.gate;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.TradingMode;
import io.cointrader.risk.Breaker;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/**
 * No restriction covers the symbol, the strategy or everything; an open breaker lets its one probe
 * through, {@link Breaker}.
 */
final class Restricted extends Rule {

  Restricted() {
    super("restricted", "risk");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (p.state().isRestricted()) {
      Optional<GateFailure> failure = restriction(p);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return p.state().isDisabled(p.plan().strategy())
        ? deny(p.plan().strategy() + " is out of service", "in service")
        : PASS;
  }

  private Optional<GateFailure> restriction(Proposal p) {
    for (Restriction restriction : p.state().restrictions()) {
      if (restriction.scope().covers(p.symbol(), p.plan().strategy())
          && !Breaker.mayProbe(restriction, p.state(), p.limits(), p.now())) {
        return deny(restriction.cause() + " on " + restriction.scope(), TradingMode.NORMAL.name());
      }
    }
    return PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(p.state().mode().name(), TradingMode.NORMAL.name());
  }
}
