package io.cointrader.risk;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.StateView;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The value of what is held and ordered, exact. Marks are made on reading and never kept. */
public final class Portfolio {

  private Portfolio() {}

  /** Cash and the value of all positions; a position without a mark counts at its cost. */
  public static Money equity(StateView state, Function<Symbol, Optional<Price>> marks) {
    Money equity = state.cash();
    for (Position position : state.positions().values()) {
      equity = equity.plus(value(position, marks));
    }
    return equity;
  }

  /**
   * The value of all positions and of all that working entries may still buy, unknown ones in full.
   */
  public static Money exposure(StateView state, Function<Symbol, Optional<Price>> marks) {
    return exposure(state, marks, any -> true);
  }

  /** The same of some symbols only. */
  public static Money exposure(
      StateView state, Function<Symbol, Optional<Price>> marks, Predicate<Symbol> which) {
    Money exposure = Money.ZERO;
    for (Position position : state.positions().values()) {
      if (which.test(position.symbol())) {
        exposure = exposure.plus(value(position, marks));
      }
    }
    for (Order order : state.openOrders()) {
      if (order.intent().purpose() == OrderPurpose.ENTRY && which.test(order.intent().symbol())) {
        exposure = exposure.plus(entryValue(order, order.remaining(), marks));
      }
    }
    return exposure;
  }

  private static Money value(Position position, Function<Symbol, Optional<Price>> marks) {
    Optional<Price> mark = marks.apply(position.symbol());
    return mark.isPresent() ? mark.get().times(position.quantity()) : position.openCost();
  }

  private static Money entryValue(
      Order order, Quantity rest, Function<Symbol, Optional<Price>> marks) {
    if (order.intent().terms() instanceof OrderTerms.Limit limit) {
      return limit.price().times(rest);
    }
    return marks.apply(order.intent().symbol()).map(price -> price.times(rest)).orElse(Money.ZERO);
  }
}
