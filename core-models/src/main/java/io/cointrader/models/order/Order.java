package io.cointrader.models.order;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;

/**
 * An order as far as it is known: its intent, its state and the sum of its fills.
 *
 * @param filled the base quantity filled so far
 * @param value the sum of price times quantity of the fills
 * @param fees the sum of the fees of the fills
 */
public record Order(OrderIntent intent, OrderState state, Quantity filled, Money value, Money fees) {

  public static Order intended(OrderIntent intent) {
    return new Order(intent, new OrderState.Intended(), Quantity.ZERO, Money.ZERO, Money.ZERO);
  }

  public OrderId id() {
    return intent.id();
  }

  public Order withState(OrderState next) {
    return new Order(intent, next, filled, value, fees);
  }

  public Order withFill(Fill fill) {
    return new Order(
        intent,
        state,
        filled.plus(fill.quantity()),
        value.plus(fill.value()),
        fees.plus(fill.fee()));
  }

  /** What is not filled; zero when more than asked was filled. */
  public Quantity remaining() {
    return filled.compareTo(intent.quantity()) >= 0 ? Quantity.ZERO : intent.quantity().minus(filled);
  }
}
