package io.cointrader.models.position;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Liquidity;
import io.cointrader.models.order.OrderId;
import java.time.Instant;

/** One reduction of a position by a fill. */
public record Exit(
    Instant time,
    Price price,
    Quantity quantity,
    Money fee,
    Liquidity liquidity,
    ExitReason reason,
    OrderId orderId) {

  /**
   * @throws IllegalArgumentException when nothing is sold
   */
  public Exit {
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException(
          "an exit by order " + orderId + " sells more than 0, found " + quantity);
    }
  }
}
