package io.cointrader.engine.core;

import io.cointrader.models.order.OrderId;
import io.cointrader.risk.ApprovedOrder;

/** What the core wants done in the world once its facts are recorded. */
public interface Effects {

  void submit(ApprovedOrder approved);

  void cancel(OrderId order);

  void query(OrderId order);

  /** Effects of a replay: nothing happens. */
  Effects NONE =
      new Effects() {
        @Override
        public void submit(ApprovedOrder approved) {}

        @Override
        public void cancel(OrderId order) {}

        @Override
        public void query(OrderId order) {}
      };
}
