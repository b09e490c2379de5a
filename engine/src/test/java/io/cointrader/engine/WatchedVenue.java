package io.cointrader.engine;

import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.util.function.Consumer;

/** A venue whose reports somebody else hears too. */
record WatchedVenue(SteppedVenue venue, Consumer<VenueReport> ear) implements SteppedVenue {

  @Override
  public VenueTraits traits() {
    return venue.traits();
  }

  @Override
  public void connect(Consumer<VenueReport> reports) {
    venue.connect(
        report -> {
          ear.accept(report);
          reports.accept(report);
        });
  }

  @Override
  public void submit(ClearedOrder order) {
    venue.submit(order);
  }

  @Override
  public void cancel(OrderId id, String clientOrderId) {
    venue.cancel(id, clientOrderId);
  }

  @Override
  public void query(OrderId id, String clientOrderId) {
    venue.query(id, clientOrderId);
  }

  @Override
  public void restore(BotState state) {
    venue.restore(state);
  }

  @Override
  public boolean step(Input input) {
    return venue.step(input);
  }

  @Override
  public void close() {
    venue.close();
  }
}
