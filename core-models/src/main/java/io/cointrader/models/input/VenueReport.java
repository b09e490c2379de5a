package io.cointrader.models.input;

import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;

/** What the venue, or the gate to it, says of an order. */
public sealed interface VenueReport extends Input {

  OrderId orderId();

  /** The gate has given the order to the venue. */
  record Sent(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {}

  /** The order works at the venue. */
  record Accepted(long timeMillis, long receivedMillis, OrderId orderId, String venueOrderId)
      implements VenueReport {}

  /** The order was proven never to be accepted. */
  record Rejected(long timeMillis, long receivedMillis, OrderId orderId, String reason)
      implements VenueReport {}

  /** Part or all of the order was executed. */
  record Filled(long timeMillis, long receivedMillis, Fill fill) implements VenueReport {
    @Override
    public OrderId orderId() {
      return fill.orderId();
    }
  }

  /** The rest of the order was taken back. */
  record Cancelled(long timeMillis, long receivedMillis, OrderId orderId, String reason)
      implements VenueReport {}

  /** The rest of the order was given up at its time limit. */
  record Expired(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {}

  /** No answer came in time, or an answer that proves nothing. */
  record Unanswered(long timeMillis, long receivedMillis, OrderId orderId, String detail)
      implements VenueReport {}

  /** The venue, asked again, has proven that it never had the order. */
  record NotFound(long timeMillis, long receivedMillis, OrderId orderId) implements VenueReport {}
}
