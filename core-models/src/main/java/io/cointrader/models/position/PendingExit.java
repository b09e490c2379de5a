package io.cointrader.models.position;

import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderTerms;
import java.util.Optional;

/**
 * An exit that was decided and is not finished: first the resting stop gives the coins free, then
 * the exit order goes out.
 *
 * @param quantity what the exit is to sell
 * @param orderId the exit order once it is recorded
 */
public record PendingExit(
    ExitReason reason, Quantity quantity, OrderTerms terms, Optional<OrderId> orderId) {

  public PendingExit withOrder(OrderId id) {
    return new PendingExit(reason, quantity, terms, Optional.of(id));
  }
}
