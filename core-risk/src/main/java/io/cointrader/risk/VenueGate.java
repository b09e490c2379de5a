package io.cointrader.risk;

import io.cointrader.models.input.VenueReport;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.risk.venue.ExecutionVenue;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a venue: takes an approval of its own risk engine, once, before it expires, and
 * sends exactly the order that was approved, each order once. Thread-safe where the venue is.
 */
public final class VenueGate {

  private static final int REMEMBERED = 1024;

  private final RiskEngine issuer;
  private final ExecutionVenue venue;
  private final String runId;
  private final Consumer<VenueReport> reports;
  private final Outstanding<ClearedOrder> cleared = new Outstanding<>();
  private final long[] sent = new long[REMEMBERED]; // the newest of each remainder

  /**
   * @param issuer the only engine whose approvals are taken
   * @param runId the first part of every client order id
   * @param reports where the gate says that it has sent an order
   */
  public VenueGate(
      RiskEngine issuer, ExecutionVenue venue, String runId, Consumer<VenueReport> reports) {
    this.issuer = issuer;
    this.venue = venue;
    this.runId = runId;
    this.reports = reports;
  }

  /** What became of a submission. */
  public enum Result {
    SENT,
    /** The approval is none of the gate's risk engine, or so old that the engine forgot it. */
    FOREIGN,
    /** The approval's time is up, or has not begun. */
    EXPIRED,
    /** The approval was used before, or another of the same order. */
    USED
  }

  /** Sends the approved order, or says why not; a refusal sends nothing and voids the approval. */
  public Result submit(ApprovedOrder approved, Instant now) {
    if (!approved.isOf(issuer)) {
      return Result.FOREIGN;
    }
    if (!approved.consume()) {
      return Result.USED;
    }
    OrderIntent intent = issuer.redeem(approved);
    if (intent == null) {
      return Result.FOREIGN;
    }
    if (now.isBefore(intent.at()) || now.isAfter(RiskEngine.expiryOf(intent))) {
      return Result.EXPIRED;
    }
    if (!firstOf(intent.id())) {
      return Result.USED;
    }
    ClearedOrder order = new ClearedOrder(this, intent);
    cleared.add(order, intent);
    reports.accept(new VenueReport.Sent(now.toEpochMilli(), now.toEpochMilli(), intent.id()));
    venue.submit(order);
    return Result.SENT;
  }

  String clientOrderId(OrderId id) {
    return id.clientOrderId(runId);
  }

  /** The order that this gate cleared; null when it did not, or it was taken before. */
  @Nullable OrderIntent redeem(ClearedOrder order) {
    return cleared.redeem(order);
  }

  /** Whether no order of this id was sent; one far behind the newest counts as sent. */
  private boolean firstOf(OrderId id) {
    int slot = (int) (id.ordinal() % REMEMBERED);
    synchronized (sent) {
      boolean first = sent[slot] < id.ordinal();
      sent[slot] = Math.max(sent[slot], id.ordinal());
      return first;
    }
  }

  /** Asks the venue to take an order back; the answer comes as a report. */
  public void cancel(OrderId id) {
    venue.cancel(id, clientOrderId(id));
  }

  /** Asks the venue what became of an order; the answer comes as reports. */
  public void query(OrderId id) {
    venue.query(id, clientOrderId(id));
  }
}
