package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.ExecutionVenue;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueProvider;
import io.cointrader.risk.venue.VenueTraits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every venue has to keep. To be extended; a venue that is not a {@link SteppedVenue} also
 * overrides {@link #market}, which moves its market and waits for its reports.
 */
public abstract class VenueContract {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Timeframe MINUTE = Timeframe.M1;
  private static final FeedTraits FEED =
      new FeedTraits(
          "contract", List.of(BTC), MINUTE, false, Fraction.of("5bps"), Fraction.of("5bps"), true);
  private static final Instrument RULES =
      new Instrument(BTC, Decimal.of("0.01"), Decimal.of("0.0001"), Money.of("1"));
  private static final long START = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();

  /** For subclasses. */
  protected VenueContract() {}

  /** The venue to be tested, made anew. */
  protected abstract VenueProvider subject();

  /** The settings it is opened with; the defaults unless overridden. */
  protected Settings settings() {
    return Settings.none();
  }

  /**
   * Makes the market trade through a candle of BTC-USD, and returns when every report that follows
   * from it is in.
   */
  protected void market(ExecutionVenue venue, CandleClosed candle) {
    if (venue instanceof SteppedVenue stepped) {
      boolean more = true; // a candle opens first and then trades through its range
      while (more) {
        more = stepped.step(candle);
      }
    } else {
      throw new IllegalStateException("override market(venue, candle) for a venue outside");
    }
  }

  /** An open venue with what it reported. */
  private final class Wire implements AutoCloseable {

    private final ExecutionVenue venue;
    private final List<VenueReport> reports = new ArrayList<>();
    private long minute;

    Wire() {
      venue = subject().open(settings(), FEED, List.of(RULES), 1);
      venue.connect(reports::add);
      trade(100, 100.1, 99.9, 100);
    }

    void trade(double open, double high, double low, double close) {
      Candle candle = new Candle(START + minute++ * MINUTE.millis(), open, high, low, close, 10);
      market(venue, new CandleClosed(candle.openMillis() + MINUTE.millis(), BTC, MINUTE, candle));
    }

    OrderIntent send(
        long ordinal, Side side, OrderTerms terms, String quantity, Optional<Instant> expires) {
      OrderIntent intent = order(ordinal, side, terms, quantity, expires);
      Clearance.send(venue, intent, "contract");
      return intent;
    }

    OrderIntent entry(long ordinal) {
      return order(ordinal, Side.BUY, new OrderTerms.Market(), "1", Optional.empty());
    }

    private OrderIntent order(
        long ordinal, Side side, OrderTerms terms, String quantity, Optional<Instant> expires) {
      boolean entry = side == Side.BUY;
      return new OrderIntent(
          new OrderId(ordinal),
          BTC,
          side,
          entry ? OrderPurpose.ENTRY : OrderPurpose.PROTECTIVE_STOP,
          terms,
          Quantity.of(quantity),
          "contract",
          Instant.ofEpochMilli(START + minute * MINUTE.millis()),
          expires,
          entry
              ? Optional.of(new Bracket(Price.of("1"), Price.of("100000"), Optional.empty()))
              : Optional.empty());
    }

    OrderIntent send(long ordinal, Side side, OrderTerms terms, String quantity) {
      return send(ordinal, side, terms, quantity, Optional.empty());
    }

    String name(OrderId id) {
      return id.clientOrderId("contract");
    }

    List<VenueReport> of(OrderIntent order) {
      return reports.stream().filter(report -> report.orderId().equals(order.id())).toList();
    }

    List<Fill> fills(OrderIntent order) {
      List<Fill> fills = new ArrayList<>();
      for (VenueReport report : of(order)) {
        if (report instanceof VenueReport.Filled filled) {
          fills.add(filled.fill());
        }
      }
      return fills;
    }

    /** Exactly filled, by fills that are this order's, with an acceptance before the first. */
    void filled(OrderIntent order) {
      List<VenueReport> told = of(order);
      assertTrue(
          !told.isEmpty() && told.get(0) instanceof VenueReport.Accepted,
          () -> "an acceptance comes first, found " + told);
      Quantity sum = Quantity.ZERO;
      TreeSet<String> ids = new TreeSet<>();
      for (Fill fill : fills(order)) {
        sum = sum.plus(fill.quantity());
        assertTrue(ids.add(fill.id()), () -> "two fills have the id " + fill.id());
        assertEquals(order.symbol(), fill.symbol(), () -> "the symbol of " + fill);
        assertEquals(order.side(), fill.side(), () -> "the side of " + fill);
        assertTrue(fill.fee().signum() >= 0, () -> "the fee of " + fill);
        assertEquals(
            fill.price(), RULES.roundDown(fill.price()), () -> "the price is on the tick: " + fill);
      }
      assertEquals(order.quantity(), sum, () -> "the sum of the fills: " + told);
    }

    void untouched(OrderIntent order) {
      assertEquals(List.of(), fills(order), "nothing is filled");
    }

    @Override
    public void close() {
      venue.close();
    }
  }

  /** Hands each order to a venue twice. */
  private record Twice(ExecutionVenue venue) implements ExecutionVenue {

    @Override
    public VenueTraits traits() {
      return venue.traits();
    }

    @Override
    public void connect(Consumer<VenueReport> reports) {
      venue.connect(reports);
    }

    @Override
    public void submit(ClearedOrder order) {
      venue.submit(order);
      assertThrows(
          IllegalStateException.class,
          () -> venue.submit(order),
          "submit() of an order that was taken");
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
    public void close() {
      venue.close();
    }
  }

  private static OrderTerms limit(String price) {
    return new OrderTerms.Limit(Price.of(price), false);
  }

  private static boolean ended(List<VenueReport> reports, Class<? extends VenueReport> how) {
    return !reports.isEmpty() && how.isInstance(reports.get(reports.size() - 1));
  }

  /** Says the same of itself each time, with fees that can be. */
  @Test
  public final void introducesItself() {
    assertEquals(subject().id(), subject().id(), "id()");
    try (Wire wire = new Wire();
        Wire again = new Wire()) {
      VenueTraits traits = wire.venue.traits();
      assertEquals(traits, again.venue.traits(), "traits()");
      for (Fraction fee : List.of(traits.makerFee(), traits.takerFee())) {
        assertTrue(fee.signum() >= 0 && fee.compareTo(Fraction.ONE) < 0, () -> "a fee of " + fee);
      }
      assertEquals(List.of(), wire.reports, "reports before any order");
    }
  }

  /** A market order is accepted, then filled exactly once, at the market that follows it. */
  @Test
  public final void fillsAMarketOrder() {
    try (Wire wire = new Wire()) {
      OrderIntent order = wire.send(1, Side.BUY, new OrderTerms.Market(), "1.5");
      wire.trade(100, 101, 99, 100);
      wire.trade(100, 101, 99, 100);
      wire.filled(order);
      for (Fill fill : wire.fills(order)) {
        assertTrue(
            fill.price().toDouble() > 98 && fill.price().toDouble() < 102,
            () -> "filled outside the market of 99 to 101: " + fill);
        assertTrue(
            fill.fee().signum() > 0 || wire.venue.traits().takerFee().signum() == 0, "its fee");
        assertTrue(
            fill.at().toEpochMilli() >= order.at().toEpochMilli(), "filled before it was sent");
      }
    }
  }

  /** A limit order rests until its price is there, and never fills at a worse one. */
  @Test
  public final void holdsALimit() {
    try (Wire wire = new Wire()) {
      OrderIntent order = wire.send(1, Side.BUY, limit("95"), "1");
      wire.trade(100, 101, 99, 100);
      wire.untouched(order);
      wire.trade(99, 99.5, 94, 98);
      wire.filled(order);
      for (Fill fill : wire.fills(order)) {
        assertTrue(!fill.price().isAbove(Price.of("95")), () -> "worse than the limit: " + fill);
      }
    }
  }

  /** A stop rests until the market trades at its trigger or beyond, then sells; gaps cost. */
  @Test
  public final void triggersAStop() {
    try (Wire wire = new Wire()) {
      OrderIntent bought = wire.send(1, Side.BUY, new OrderTerms.Market(), "2");
      wire.trade(100, 101, 99, 100);
      wire.filled(bought);
      OrderIntent first = wire.send(2, Side.SELL, new OrderTerms.Stop(Price.of("97")), "1");
      OrderIntent second = wire.send(3, Side.SELL, new OrderTerms.Stop(Price.of("90")), "1");
      wire.trade(100, 101, 97.5, 98);
      wire.untouched(first);
      wire.trade(98, 98, 96, 96);
      wire.filled(first);
      wire.untouched(second);
      wire.trade(85, 86, 84, 85);
      wire.filled(second);
      for (Fill fill : wire.fills(second)) {
        assertTrue(
            !fill.price().isAbove(Price.of("86")), () -> "better than the market gave: " + fill);
      }
    }
  }

  /** A cancelled order ends with one report and is never filled. */
  @Test
  public final void cancels() {
    try (Wire wire = new Wire()) {
      OrderIntent order = wire.send(1, Side.BUY, limit("95"), "1");
      wire.trade(100, 101, 99, 100);
      wire.venue.cancel(order.id(), wire.name(order.id()));
      wire.trade(96, 97, 90, 91);
      wire.untouched(order);
      assertTrue(
          ended(wire.of(order), VenueReport.Cancelled.class), () -> "found " + wire.of(order));
      int told = wire.of(order).size();
      wire.venue.cancel(order.id(), wire.name(order.id()));
      wire.trade(91, 92, 90, 91);
      wire.untouched(order);
      assertTrue(wire.of(order).size() - told <= 1, "a second cancel changes nothing");
    }
  }

  /** An order with a time limit is given up after it. */
  @Test
  public final void expires() {
    try (Wire wire = new Wire()) {
      OrderIntent order =
          wire.send(
              1,
              Side.BUY,
              limit("95"),
              "1",
              Optional.of(Instant.ofEpochMilli(START + 2 * MINUTE.millis())));
      wire.trade(100, 101, 99, 100);
      wire.trade(100, 101, 99, 100);
      wire.trade(96, 97, 90, 91);
      wire.untouched(order);
      assertTrue(
          ended(wire.of(order), VenueReport.Expired.class)
              || ended(wire.of(order), VenueReport.Cancelled.class),
          () -> "found " + wire.of(order));
    }
  }

  /**
   * Asked again, it tells what became of an order, and says of one it never had that it is not
   * there.
   */
  @Test
  public final void answersWhatBecameOfAnOrder() {
    try (Wire wire = new Wire()) {
      OrderId never = new OrderId(99);
      wire.venue.query(never, wire.name(never));
      assertEquals(
          1,
          wire.reports.stream().filter(VenueReport.NotFound.class::isInstance).count(),
          "NotFound of an order that was never sent");
      OrderIntent resting = wire.send(1, Side.BUY, limit("95"), "1");
      OrderIntent done = wire.send(2, Side.BUY, new OrderTerms.Market(), "1");
      wire.trade(100, 101, 99, 100);
      wire.filled(done);
      Fill fill = wire.fills(done).get(0);
      wire.reports.clear();
      wire.venue.query(resting.id(), wire.name(resting.id()));
      wire.venue.query(done.id(), wire.name(done.id()));
      assertTrue(
          ended(wire.of(resting), VenueReport.Accepted.class),
          () -> "of a resting order: " + wire.of(resting));
      if (wire.of(done).stream().anyMatch(VenueReport.NotFound.class::isInstance)) {
        fail("NotFound of an order that was filled: it proves that the venue never had the order");
      }
      assertTrue(wire.fills(done).contains(fill), () -> "of a filled order: " + wire.of(done));
    }
  }

  /** An order is cleared once, and the venue takes it once. */
  @Test
  public final void takesAClearedOrderOnce() {
    try (Wire wire = new Wire()) {
      OrderIntent order = wire.entry(1);
      Clearance.send(new Twice(wire.venue), order, "contract");
      wire.trade(100, 101, 99, 100);
      wire.trade(100, 101, 99, 100);
      wire.filled(order);
    }
  }

  /** Unknown orders, repeated cancels and closing twice throw nothing. */
  @Test
  public final void neverThrows() {
    Wire wire = new Wire();
    OrderId never = new OrderId(98);
    assertDoesNotThrow(() -> wire.venue.cancel(never, wire.name(never)), "cancel()");
    assertDoesNotThrow(() -> wire.venue.query(never, wire.name(never)), "query()");
    assertDoesNotThrow(wire::close, "close()");
    assertDoesNotThrow(wire::close, "close() a second time");
  }

  /** A venue in this process takes over the orders that a restored state says are working. */
  @Test
  public final void takesOverRestoredOrders() {
    try (Wire before = new Wire();
        Wire wire = new Wire()) {
      assumeTrue(
          wire.venue instanceof SteppedVenue, "a venue outside keeps its orders when we restart");
      OrderIntent order = before.send(1, Side.BUY, limit("95"), "1");
      BotState state = new BotState();
      state.apply(new Fact.RunStarted(order.at(), "contract", "USD", Money.of("1000")));
      state.apply(new Fact.IntentRecorded(order));
      state.apply(new Fact.OrderChanged(order.at(), order.id(), new OrderState.Open("v1")));
      ((SteppedVenue) wire.venue).restore(state);
      wire.trade(100, 101, 99, 100);
      wire.untouched(order);
      wire.trade(96, 97, 90, 91);
      Quantity filled = Quantity.ZERO;
      for (Fill fill : wire.fills(order)) {
        filled = filled.plus(fill.quantity());
      }
      assertEquals(order.quantity(), filled, "the sum of the fills of a restored order");
    }
  }

  /** Equal orders in equal markets have equal reports, where the venue lives in this process. */
  @Test
  public final void doesTheSameAgain() {
    try (Wire wire = new Wire();
        Wire again = new Wire()) {
      assumeTrue(wire.venue.traits().inProcess(), "a venue outside need not repeat itself");
      for (Wire each : List.of(wire, again)) {
        each.send(1, Side.BUY, new OrderTerms.Market(), "1");
        each.send(2, Side.BUY, new OrderTerms.Limit(Price.of("95"), true), "1");
        each.trade(100, 101, 99, 100);
        each.send(3, Side.SELL, new OrderTerms.Stop(Price.of("96")), "1");
        each.trade(99, 99.5, 94, 98);
      }
      assertEquals(wire.reports, again.reports, "the reports of a second venue");
    }
  }
}
