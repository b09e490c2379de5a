package io.cointrader.models.input;

import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;

/** What the venue, or the gate to it, says of an order. */
public sealed interface VenueReport extends Input {

  OrderId orderId();

  /** The same report, received at another time. */
  VenueReport receivedAt(long millis);

  /** The gate has given the order to the venue. */
  record Sent(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Sent(timeMillis, millis, orderId);
    }
  }

  /** The order works at the venue. */
  record Accepted(long timeMillis, long receivedMillis, OrderId orderId, String venueOrderId)
      implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Accepted(timeMillis, millis, orderId, venueOrderId);
    }
  }

  /** The order was proven never to be accepted. */
  record Rejected(long timeMillis, long receivedMillis, OrderId orderId, String reason)
      implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Rejected(timeMillis, millis, orderId, reason);
    }
  }

  /** Part or all of the order was executed. */
  record Filled(long timeMillis, long receivedMillis, Fill fill) implements VenueReport {
    @Override
    public OrderId orderId() {
      return fill.orderId();
    }

    @Override
    public VenueReport receivedAt(long millis) {
      return new Filled(timeMillis, millis, fill);
    }
  }

  /** The rest of the order was taken back. */
  record Cancelled(long timeMillis, long receivedMillis, OrderId orderId, String reason)
      implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Cancelled(timeMillis, millis, orderId, reason);
    }
  }

  /** The rest of the order was given up at its time limit. */
  record Expired(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Expired(timeMillis, millis, orderId);
    }
  }

  /** No answer came in time, or an answer that proves nothing. */
  record Unanswered(long timeMillis, long receivedMillis, OrderId orderId, String detail)
      implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new Unanswered(timeMillis, millis, orderId, detail);
    }
  }

  /** The venue, asked again, has proven that it never had the order. */
  record NotFound(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {
    @Override
    public VenueReport receivedAt(long millis) {
      return new NotFound(timeMillis, millis, orderId);
    }
  }
}
