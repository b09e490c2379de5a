package io.cointrader.risk;

import io.cointrader.models.order.OrderIntent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The approval of one intent by a risk engine: single use and expiring. Only a {@link RiskEngine}
 * makes one, and only the {@link VenueGate} of that engine takes it; one that the engine did not
 * register when it made it is no approval. Thread-safe.
 */
public final class ApprovedOrder {

  private final RiskEngine issuer;
  private final OrderIntent intent;
  private final AtomicBoolean used = new AtomicBoolean();

  ApprovedOrder(RiskEngine issuer, OrderIntent intent) {
    this.issuer = issuer;
    this.intent = intent;
  }

  /** The order that was approved, and no other. */
  public OrderIntent intent() {
    return intent;
  }

  /** The approval is void after this time. */
  public Instant expiresAt() {
    return RiskEngine.expiryOf(intent);
  }

  boolean isOf(RiskEngine engine) {
    return issuer == engine;
  }

  boolean consume() {
    return used.compareAndSet(false, true);
  }

  @Override
  public String toString() {
    return "approval of order " + intent.id() + " until " + expiresAt();
  }
}
