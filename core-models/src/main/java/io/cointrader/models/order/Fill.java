package io.cointrader.models.order;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import java.time.Instant;

/**
 * One execution.
 *
 * @param id the venue's id of the fill, unique within the order
 * @param quantity above 0
 * @param fee in account currency; negative is a rebate
 * @param at the venue's time
 */
public record Fill(
    String id,
    OrderId orderId,
    Symbol symbol,
    Side side,
    Price price,
    Quantity quantity,
    Money fee,
    Liquidity liquidity,
    Instant at) {

  /**
   * @throws IllegalArgumentException when the quantity is not above 0 or the id is empty
   */
  public Fill {
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException(
          "fill " + id + " of order " + orderId + ": quantity must be above 0, found " + quantity);
    }
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a fill of order " + orderId + " has no id");
    }
  }

  /** Price times quantity. */
  public Money value() {
    return price.times(quantity);
  }
}
