package io.cointrader.models.state;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.position.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What can be read of the state of the bot. */
public interface StateView {

  String currency();

  /** The time of the newest fact. */
  Instant at();

  /** The id the next order will have. */
  OrderId nextOrderId();

  Money cash();

  /** What is held of the base of a symbol: everything bought less everything sold. */
  Quantity holding(Symbol symbol);

  Money startEquity();

  /** The highest equity marked. */
  Money peakEquity();

  /** The largest fall of equity below its peak, 0 or more. */
  Money maxDrawdown();

  /** The largest fall below the peak as a share of that peak. */
  Fraction maxDrawdownFraction();

  Totals totals();

  DailyFigures day();

  /** An order that is working, or among the newest finished ones, or null. */
  @Nullable Order findOrder(OrderId id);

  /** The orders that are not finished, in the order in which they were made or came back. */
  Collection<Order> openOrders();

  Optional<Position> position(Symbol symbol);

  /** The position in a symbol, or null. */
  @Nullable Position findPosition(Symbol symbol);

  /** The number of open positions. */
  int positionCount();

  /** Whether any restriction is in force. */
  boolean isRestricted();

  /** The open positions by symbol. */
  SortedMap<Symbol, Position> positions();

  /** When the last entry in the symbol was sent. */
  Optional<Instant> lastEntrySent(Symbol symbol);

  /** The restrictions in force, by cause and scope. */
  Collection<Restriction> restrictions();

  boolean isRestricted(String cause, Scope scope);

  /** Equity at the last hourly sample at or before a time; at the start when there is none. */
  Money equityAt(Instant time);

  /**
   * What was done to the venue after a time, by kind; reaches back a minute.
   *
   * @return the number, and the value of entries
   */
  ActivityCount activity(Activity.Kind kind, Instant after);

  /** At least as many as were done to the venue within the last minute. */
  int recentActivities();

  /** The newest closed trade, or null. */
  @Nullable TradeOutcome lastOutcome();

  /** The newest closed trades, oldest first. */
  Collection<TradeOutcome> outcomes();

  /** Refusals and unanswered orders in a row. */
  int venueFailures();

  boolean isDisabled(String strategy);

  /** The strictest restriction on everything. */
  TradingMode mode();

  /** How often, and for how much. */
  record ActivityCount(int count, Money value) {}
}
