package io.cointrader.models.order;

import java.time.Instant;

/**
 * Where an order stands.
 *
 * <pre>
 * INTENT → SENT → OPEN → PARTIALLY_FILLED → FILLED
 *             └→ UNKNOWN (unanswered) ─┘  └→ CANCELLED | REJECTED | EXPIRED
 * </pre>
 *
 * An unknown order leaves that state only by proof from the venue. Fills are counted in any state,
 * even after a terminal one.
 */
public sealed interface OrderState {

  /** Recorded, not yet sent. */
  record Intended() implements OrderState {}

  /** Given to the venue, not yet answered. */
  record Sent() implements OrderState {}

  /** Sent and unanswered: it may or may not exist at the venue. Counts in full for every limit. */
  record Unknown(Instant since) implements OrderState {}

  /** Working at the venue. */
  record Open(String venueOrderId) implements OrderState {}

  /** Working at the venue, part of it filled. */
  record PartiallyFilled(String venueOrderId) implements OrderState {}

  /** Filled to the last unit. */
  record Filled() implements OrderState {}

  /** Taken back; what was filled before stays filled. */
  record Cancelled(String reason) implements OrderState {}

  /** Proven never to have been accepted. */
  record Rejected(String reason) implements OrderState {}

  /** Given up by the venue at its time limit. */
  record Expired() implements OrderState {}

  /** Whether nothing more is expected of the order. */
  default boolean isTerminal() {
    return this instanceof Filled
        || this instanceof Cancelled
        || this instanceof Rejected
        || this instanceof Expired;
  }

  /** Whether the order is proven to be working at the venue. */
  default boolean isWorking() {
    return this instanceof Open || this instanceof PartiallyFilled;
  }
}
