package io.cointrader.risk;

import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;

/**
 * An order on its way from the venue gate to the venue, which {@linkplain #take takes} it once.
 * Only a {@link VenueGate} makes one, of an approval that it has consumed. Thread-safe.
 */
public final class ClearedOrder {

  private final VenueGate gate;
  private final OrderIntent intent;

  ClearedOrder(VenueGate gate, OrderIntent intent) {
    this.gate = gate;
    this.intent = intent;
  }

  /** The order that was approved, to look at. */
  public OrderIntent intent() {
    return intent;
  }

  public OrderId id() {
    return intent.id();
  }

  /** Unique for ever; the venue knows the order by it. */
  public String clientOrderId() {
    return gate.clientOrderId(intent.id());
  }

  /**
   * The order, to be carried out now by whoever takes it.
   *
   * @throws IllegalStateException when it was taken before, or no gate has cleared it
   */
  public OrderIntent take() {
    OrderIntent order = gate.redeem(this);
    if (order == null) {
      throw new IllegalStateException(this + " was taken before, or never cleared");
    }
    return order;
  }

  @Override
  public String toString() {
    return "cleared order " + clientOrderId();
  }
}
