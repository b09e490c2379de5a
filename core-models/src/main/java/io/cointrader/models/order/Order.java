package io.cointrader.models.order;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as far as it is known: its intent, its state and the sum of its fills.
 *
 * @param filled the base quantity filled so far
 * @param fees the sum of the fees of the fills
 * @param fillIds the venue's ids of the fills counted, in order of arrival
 */
public record Order(
    OrderIntent intent, OrderState state, Quantity filled, Money fees, List<String> fillIds) {

  public Order {
    fillIds = List.copyOf(fillIds);
  }

  public static Order intended(OrderIntent intent) {
    return new Order(intent, new OrderState.Intended(), Quantity.ZERO, Money.ZERO, List.of());
  }

  public OrderId id() {
    return intent.id();
  }

  public Order withState(OrderState next) {
    return new Order(intent, next, filled, fees, fillIds);
  }

  public Order withFill(Fill fill) {
    List<String> ids = List.of(fill.id());
    if (!fillIds.isEmpty()) {
      ids = new ArrayList<>(fillIds);
      ids.add(fill.id());
    }
    return new Order(intent, state, filled.plus(fill.quantity()), fees.plus(fill.fee()), ids);
  }

  public boolean hasFill(String fillId) {
    return fillIds.contains(fillId);
  }

  /** What is not filled; zero when more than asked was filled. */
  public Quantity remaining() {
    return filled.compareTo(intent.quantity()) >= 0
        ? Quantity.ZERO
        : intent.quantity().minus(filled);
  }
}
