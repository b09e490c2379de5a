package io.cointrader.engine;

import io.cointrader.engine.core.Effects;
import io.cointrader.events.VenuePort;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.ApprovedOrder;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.VenueGate;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between core and venue: holds what the core decided until its facts are recorded, then sends it
 * through the gate, exits and cancels before entries; and holds what the venue reports until the
 * loop takes it.
 */
public final class VenueEffects implements Effects, VenuePort {

  private static final Logger LOG = LoggerFactory.getLogger(VenueEffects.class);

  private final ExecutionVenue venue;
  private final @Nullable SteppedVenue stepped;
  private final boolean external;
  private final String runId;
  private final Deque<ApprovedOrder> exits = new ArrayDeque<>();
  private final Deque<ApprovedOrder> entries = new ArrayDeque<>();
  private final Deque<OrderId> cancels = new ArrayDeque<>();
  private final Deque<OrderId> queries = new ArrayDeque<>();
  private final Queue<VenueReport> reports;
  private @Nullable VenueGate gate;
  private final LongSupplier clock;
  private boolean waiting;
  private boolean held;
  private long latest = Long.MIN_VALUE; // a report may be of before what it answers

  /**
   * @param venue is connected here; its reports come out of {@link #poll}
   * @param runId the first part of every client order id
   */
  public VenueEffects(ExecutionVenue venue, String runId) {
    this(venue, runId, () -> Long.MIN_VALUE, () -> {});
  }

  /**
   * As the other, where time goes on while an input is decided on.
   *
   * @param clock what time it is when an approval is held against its limit, in milliseconds since
   *     the epoch, if that is later than the input
   * @param wake wakes the loop when an outside venue reports; on any thread
   */
  VenueEffects(ExecutionVenue venue, String runId, LongSupplier clock, Runnable wake) {
    this.clock = clock;
    this.venue = venue;
    this.stepped = venue instanceof SteppedVenue inProcess ? inProcess : null;
    this.external = !venue.traits().inProcess();
    this.runId = runId;
    if (stepped != null) {
      reports = new ArrayDeque<>();
      venue.connect(reports::add);
    } else {
      reports = new ConcurrentLinkedQueue<>();
      venue.connect(
          report -> {
            reports.add(report);
            wake.run();
          });
    }
  }

  /** Makes the gate that takes this engine's approvals. */
  public void issuer(RiskEngine engine) {
    gate = new VenueGate(engine, venue, runId, reports::add);
  }

  @Override
  public void submit(ApprovedOrder approved) {
    waiting = true;
    (approved.intent().purpose() == OrderPurpose.ENTRY ? entries : exits).add(approved);
  }

  @Override
  public void cancel(OrderId order) {
    waiting = true;
    cancels.add(order);
  }

  @Override
  public void query(OrderId order) {
    waiting = true;
    queries.add(order);
  }

  @Override
  public boolean step(Input input) {
    return stepped != null && stepped.step(input);
  }

  @Override
  public double quietAbove() {
    return stepped == null || !reports.isEmpty() ? Double.POSITIVE_INFINITY : stepped.quietAbove();
  }

  @Override
  public @Nullable VenueReport poll() {
    return reports.poll();
  }

  @Override
  public boolean hasEffects() {
    return waiting && !held;
  }

  /** Keeps what is decided from leaving until it is {@linkplain #letGo let go}. */
  void hold() {
    held = true;
  }

  /**
   * @param halted whether nothing may be sent: what was decided meanwhile is given up, and its
   *     orders are settled when the halt ends
   */
  void letGo(boolean halted) {
    held = false;
    if (halted) {
      exits.clear();
      entries.clear();
      cancels.clear();
      queries.clear();
      waiting = false;
    }
  }

  @Override
  public void release(Input cause) {
    VenueGate open = gate;
    if (open == null) {
      throw new IllegalStateException("effects before the start");
    }
    waiting = false;
    latest = Math.max(Math.max(latest, cause.receivedMillis()), clock.getAsLong());
    Instant now = Instant.ofEpochMilli(latest);
    for (OrderId id = cancels.poll(); id != null; id = cancels.poll()) {
      open.cancel(id);
    }
    send(open, exits, now);
    send(open, entries, now);
    for (OrderId id = queries.poll(); id != null; id = queries.poll()) {
      open.query(id);
    }
  }

  /**
   * Takes back every entry that may stand at the venue, when nothing can be recorded any more; what
   * one cancel meets does not keep the next from being sent.
   *
   * @return how many cancels left
   */
  int cancelEntries(BotState state) {
    VenueGate open = gate;
    int sent = 0;
    if (open != null) {
      for (Order order : state.openOrders()) {
        if (order.intent().purpose() == OrderPurpose.ENTRY) {
          try {
            open.cancel(order.id());
            sent++;
          } catch (RuntimeException unreachable) {
            LOG.warn("cancel of {} failed: {}", order.id(), unreachable.toString());
          }
        }
      }
    }
    return sent;
  }

  private void send(VenueGate open, Deque<ApprovedOrder> orders, Instant now) {
    for (ApprovedOrder order = orders.poll(); order != null; order = orders.poll()) {
      VenueGate.Result result = open.submit(order, now);
      if (result != VenueGate.Result.SENT) {
        long millis = now.toEpochMilli();
        reports.add(
            new VenueReport.Rejected(millis, millis, order.intent().id(), "approval " + result));
      }
    }
  }

  @Override
  public boolean isExternal() {
    return external;
  }
}
