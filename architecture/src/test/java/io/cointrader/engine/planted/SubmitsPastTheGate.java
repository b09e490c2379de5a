package io.cointrader.engine.planted;

import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import java.util.function.Consumer;

final class SubmitsPastTheGate {
  void call(ExecutionVenue venue, ClearedOrder order) {
    venue.submit(order);
  }

  void callOfAKind(SteppedVenue venue, ClearedOrder order) {
    venue.submit(order);
  }

  Consumer<ClearedOrder> reference(ExecutionVenue venue) {
    return venue::submit;
  }
}
