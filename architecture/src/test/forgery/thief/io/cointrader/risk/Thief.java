package io.cointrader.risk;

import io.cointrader.models.order.OrderIntent;

/** In the package that approves, where the package-private constructors can be called. */
public final class Thief {

  private Thief() {}

  public static ApprovedOrder approval(RiskEngine engine, OrderIntent order) {
    return new ApprovedOrder(engine, order);
  }

  public static ClearedOrder cleared(VenueGate gate, OrderIntent order) {
    return new ClearedOrder(gate, order);
  }
}
