package io.cointrader.risk.gate;

import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.StateView;
import java.util.Optional;

/** Positions, and entries under way that may become some. */
final class Entries {

  private Entries() {}

  /** Whether there can be that many; cheaper than counting them. */
  static boolean mayReach(int count, StateView state) {
    return state.positionCount() + state.openOrders().size() >= count;
  }

  /**
   * @param strategy only those of one strategy
   */
  static int count(StateView state, Optional<String> strategy) {
    int count = 0;
    if (strategy.isEmpty()) {
      count = state.positionCount();
    } else {
      for (Position position : state.positions().values()) {
        count += position.strategy().equals(strategy.get()) ? 1 : 0;
      }
    }
    for (Order order : state.openOrders()) {
      if (order.intent().purpose() == OrderPurpose.ENTRY
          && (strategy.isEmpty() || order.intent().strategy().equals(strategy.get()))
          && state.findPosition(order.intent().symbol()) == null) {
        count++;
      }
    }
    return count;
  }
}
