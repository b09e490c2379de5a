package io.cointrader.risk.venue;

import io.cointrader.models.input.VenueReport;
import io.cointrader.models.order.OrderId;
import io.cointrader.risk.ClearedOrder;
import java.util.function.Consumer;

/**
 * Where orders are executed. Every call returns at once and never throws for what the venue or the
 * network does: all answers are reports, in the order they became known. Called by the venue gate
 * only.
 */
public interface ExecutionVenue extends AutoCloseable {

  VenueTraits traits();

  /** Where reports go from now on; called once, before any order. The sink is thread-safe. */
  void connect(Consumer<VenueReport> reports);

  /**
   * {@linkplain ClearedOrder#take Takes} an order and sends it, exactly once.
   *
   * @throws IllegalStateException when the order was taken before, or no gate has cleared it
   */
  void submit(ClearedOrder order);

  /** Asks for an order to be taken back. */
  void cancel(OrderId id, String clientOrderId);

  /** Asks what became of an order: everything known of it is reported again. */
  void query(OrderId id, String clientOrderId);

  @Override
  void close();
}
