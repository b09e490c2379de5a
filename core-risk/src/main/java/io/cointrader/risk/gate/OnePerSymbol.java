package io.cointrader.risk.gate;

import io.cointrader.models.order.Order;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Proposal;
import java.util.Optional;

/** The symbol is neither held nor ordered. */
final class OnePerSymbol extends Rule {

  OnePerSymbol() {
    super("one_per_symbol", "limits");
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (p.state().findPosition(p.symbol()) != null) {
      return deny(p.symbol() + " is held", "not held");
    }
    for (Order order : p.state().openOrders()) {
      if (order.intent().symbol().equals(p.symbol())) {
        return deny("order " + order.id() + " in " + p.symbol(), "no order");
      }
    }
    return PASS;
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure("not held", "not held");
  }
}
