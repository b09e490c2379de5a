package io.cointrader.engine.planted;

import io.cointrader.models.order.OrderIntent;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import java.util.function.BiConsumer;

final class SubmitsPastTheGate {
  void call(ExecutionVenue venue, OrderIntent order) {
    venue.submit(order, "1");
  }

  void callOfAKind(SteppedVenue venue, OrderIntent order) {
    venue.submit(order, "1");
  }

  BiConsumer<OrderIntent, String> reference(ExecutionVenue venue) {
    return venue::submit;
  }
}
