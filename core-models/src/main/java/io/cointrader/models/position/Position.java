package io.cointrader.models.position;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A long holding in one symbol, from its first entry fill to its last exit fill.
 *
 * <pre>
 * OPENING (entry still working) → OPEN → CLOSING (an exit is on its way) → closed
 * </pre>
 *
 * The engine's stop is armed from the first fill and never loosened; the venue's stop rests beside
 * it where there is one.
 *
 * @param entryOrder the order that opened it; its ordinal is the id of the trade
 * @param quantity what is held now, above 0
 * @param bought everything bought, exits not deducted
 * @param cost the value paid for everything bought, without fees
 * @param openCost the part of the cost that belongs to what is held now
 * @param entryFee the fees of everything bought
 * @param realized exit value less cost of what was sold less exit fees
 * @param stop where the engine gives up
 * @param stopReason what an exit at the stop will be
 * @param initialStop where it gave up at first; the distance to it is one R
 * @param stopOrder the protective stop order at the venue, once recorded
 * @param ended whether the symbol's data has ended
 */
public record Position(
    OrderId entryOrder,
    Symbol symbol,
    String strategy,
    Instant openedAt,
    Quantity quantity,
    Quantity bought,
    Money cost,
    Money openCost,
    Money entryFee,
    Money realized,
    Price stop,
    ExitReason stopReason,
    Price initialStop,
    Price takeProfit1,
    Optional<Price> takeProfit2,
    boolean takeProfit1Done,
    Optional<OrderId> stopOrder,
    Optional<PendingExit> pendingExit,
    List<Exit> exits,
    boolean entryDone,
    boolean ended) {

  private static final int PRICE_PLACES = 12;

  /** Where a position stands. */
  public enum State {
    OPENING,
    OPEN,
    CLOSING
  }

  /**
   * @throws IllegalArgumentException naming the value that breaks its rule
   */
  public Position {
    exits = List.copyOf(exits);
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException(
          symbol + ": a position holds more than 0, found " + quantity);
    }
    if (quantity.compareTo(bought) > 0) {
      throw new IllegalArgumentException(
          symbol + ": a position holds " + quantity + ", more than the " + bought + " bought");
    }
    if (cost.signum() <= 0 || openCost.compareTo(cost) > 0) {
      throw new IllegalArgumentException(
          symbol + ": what is held cost " + openCost + " of " + cost + " paid for everything");
    }
    if (stop.isBelow(initialStop)) {
      throw new IllegalArgumentException(
          symbol + ": stop " + stop + " is looser than the initial stop " + initialStop);
    }
    if (!stopReason.isStop()) {
      throw new IllegalArgumentException(
          symbol + ": a stop exits for a stop's reason, found " + stopReason.code());
    }
  }

  /** The position that a first entry fill makes; its stop is armed. */
  public static Position open(Fill fill, String strategy, Bracket bracket) {
    return new Position(
        fill.orderId(),
        fill.symbol(),
        strategy,
        fill.at(),
        fill.quantity(),
        fill.quantity(),
        fill.value(),
        fill.value(),
        fill.fee(),
        Money.ZERO,
        bracket.stop(),
        ExitReason.STOP,
        bracket.stop(),
        bracket.takeProfit1(),
        bracket.takeProfit2(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  public State state() {
    if (pendingExit.isPresent()) {
      return State.CLOSING;
    }
    return entryDone ? State.OPEN : State.OPENING;
  }

  /** The quantity-weighted entry price, rounded half-even to 12 places. */
  public Price entryPrice() {
    return new Price(cost.value().dividedBy(bought.value(), PRICE_PLACES, RoundingMode.HALF_EVEN));
  }

  /** The value at {@code mark} less the cost of what is held; no fees. */
  public Money unrealized(Price mark) {
    return mark.times(quantity).minus(openCost);
  }

  public Position withEntryFill(Fill fill) {
    return new Position(
        entryOrder,
        symbol,
        strategy,
        openedAt,
        quantity.plus(fill.quantity()),
        bought.plus(fill.quantity()),
        cost.plus(fill.value()),
        openCost.plus(fill.value()),
        entryFee.plus(fill.fee()),
        realized,
        stop,
        stopReason,
        initialStop,
        takeProfit1,
        takeProfit2,
        takeProfit1Done,
        stopOrder,
        pendingExit,
        exits,
        entryDone,
        ended);
  }

  /**
   * The position after a partial exit. The cost of what was sold is its share of the cost held,
   * rounded half-even to 12 places; the rest stays with the rest, so that nothing is lost.
   *
   * @throws IllegalArgumentException when the exit sells everything held, or more
   */
  public Position withExit(Exit exit) {
    Money soldCost = costOf(exit.quantity());
    return new Position(
        entryOrder,
        symbol,
        strategy,
        openedAt,
        quantity.minus(exit.quantity()),
        bought,
        cost,
        openCost.minus(soldCost),
        entryFee,
        realized.plus(proceeds(exit)).minus(soldCost),
        stop,
        stopReason,
        initialStop,
        takeProfit1,
        takeProfit2,
        takeProfit1Done || exit.reason() == ExitReason.TAKE_PROFIT_1,
        stopOrder,
        pendingExit,
        append(exit),
        entryDone,
        ended);
  }

  /**
   * The trade that the last exit makes of this position.
   *
   * @throws IllegalArgumentException when the exit does not sell exactly what is held
   */
  public ClosedTrade closedBy(Exit exit) {
    if (!exit.quantity().equals(quantity)) {
      throw new IllegalArgumentException(
          symbol + ": the last exit sells " + exit.quantity() + " of " + quantity + " held");
    }
    Money realizedAtEnd = realized.plus(proceeds(exit)).minus(openCost);
    return ClosedTrade.of(this, append(exit), realizedAtEnd.minus(entryFee));
  }

  /**
   * The position with another stop.
   *
   * @param reason what an exit at that stop will be
   * @throws IllegalArgumentException when the new stop is looser, or exits for another reason than
   *     a stop's
   */
  public Position withStop(Price next, ExitReason reason) {
    if (next.isBelow(stop)) {
      throw new IllegalArgumentException(
          symbol + ": stop " + next + " would loosen the stop " + stop);
    }
    return with(next, reason, stopOrder, pendingExit, entryDone, ended);
  }

  public Position withStopOrder(Optional<OrderId> order) {
    return with(stop, stopReason, order, pendingExit, entryDone, ended);
  }

  public Position withPendingExit(Optional<PendingExit> exit) {
    return with(stop, stopReason, stopOrder, exit, entryDone, ended);
  }

  public Position withEntryDone() {
    return with(stop, stopReason, stopOrder, pendingExit, true, ended);
  }

  public Position withEnded() {
    return with(stop, stopReason, stopOrder, pendingExit, entryDone, true);
  }

  private Position with(
      Price nextStop,
      ExitReason nextReason,
      Optional<OrderId> order,
      Optional<PendingExit> exit,
      boolean done,
      boolean over) {
    return new Position(
        entryOrder,
        symbol,
        strategy,
        openedAt,
        quantity,
        bought,
        cost,
        openCost,
        entryFee,
        realized,
        nextStop,
        nextReason,
        initialStop,
        takeProfit1,
        takeProfit2,
        takeProfit1Done,
        order,
        exit,
        exits,
        done,
        over);
  }

  private Money costOf(Quantity sold) {
    Decimal share = openCost.value().times(sold.value());
    return new Money(share.dividedBy(quantity.value(), PRICE_PLACES, RoundingMode.HALF_EVEN));
  }

  private static Money proceeds(Exit exit) {
    return exit.price().times(exit.quantity()).minus(exit.fee());
  }

  private List<Exit> append(Exit exit) {
    if (exits.isEmpty()) {
      return List.of(exit);
    }
    List<Exit> all = new ArrayList<>(exits);
    all.add(exit);
    return List.copyOf(all);
  }
}
