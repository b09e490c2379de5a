package io.cointrader.engine;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.FactSink;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Books kept from nothing but the venue's fills, compared with the engine's after every fact; and a
 * watch that every position is armed from its first fill.
 */
final class BooksChecker implements FactSink {

  private final BotState state = new BotState();
  private final Map<String, Fill> venueFills = new TreeMap<>();
  private final Map<String, Fill> counted = new TreeMap<>();
  private final Map<Symbol, Quantity> holdings = new TreeMap<>();
  private final Map<Symbol, Money> roundTrips = new TreeMap<>();
  private Money cash = Money.ZERO;
  private Money fees = Money.ZERO;
  private Money closedPnl = Money.ZERO;
  private @Nullable Symbol unarmed;
  private long facts;

  /** What the venue says, as it says it. */
  void onVenueReport(VenueReport report) {
    if (report instanceof VenueReport.Filled filled) {
      venueFills.put(filled.fill().orderId() + "/" + filled.fill().id(), filled.fill());
    }
  }

  @Override
  public void accept(Fact fact) {
    facts++;
    state.apply(fact);
    if (fact instanceof Fact.RunStarted started) {
      cash = started.cash();
    }
    watchStops(fact);
    if (fact instanceof Fact.FillRecorded recorded) {
      book(recorded.fill());
    }
    if (fact instanceof Fact.PositionClosed closed) {
      Money own = roundTrips.getOrDefault(closed.trade().symbol(), Money.ZERO);
      same("net profit of trade " + closed.trade().id(), own, closed.trade().netPnl());
      closedPnl = closedPnl.plus(own);
      roundTrips.remove(closed.trade().symbol());
    }
    same("cash", cash, state.cash());
    same("fees", fees, state.totals().fees());
    same("closed profit", closedPnl, state.totals().netPnl());
    for (Symbol symbol : state.positions().keySet()) {
      same(
          "holding of " + symbol,
          holdings.getOrDefault(symbol, Quantity.ZERO),
          state.holding(symbol));
    }
  }

  private void watchStops(Fact fact) {
    if (unarmed != null) {
      boolean armed =
          fact instanceof Fact.PositionOpened opened && opened.position().symbol().equals(unarmed);
      if (!armed) {
        throw new AssertionError(unarmed + " was bought and " + fact + " came before its stop");
      }
      unarmed = null;
    }
    if (fact instanceof Fact.FillRecorded recorded
        && recorded.fill().side() == Side.BUY
        && state.position(recorded.fill().symbol()).isEmpty()) {
      unarmed = recorded.fill().symbol();
    }
    for (Position position : state.positions().values()) {
      if (position.stop().isBelow(position.initialStop())) {
        throw new AssertionError("the stop of " + position.symbol() + " was loosened");
      }
    }
  }

  /** Counts the venue's own figures for a fill, once. */
  private void book(Fill recorded) {
    String key = recorded.orderId() + "/" + recorded.id();
    Fill fill = venueFills.get(key);
    if (fill == null) {
      throw new AssertionError("the venue never said fill " + key);
    }
    if (counted.put(key, fill) != null) {
      throw new AssertionError("fill " + key + " was counted twice");
    }
    Money value = fill.price().times(fill.quantity());
    boolean bought = fill.side() == Side.BUY;
    Money flow = (bought ? value.negate() : value).minus(fill.fee());
    cash = cash.plus(flow);
    fees = fees.plus(fill.fee());
    Quantity held = holdings.getOrDefault(fill.symbol(), Quantity.ZERO);
    holdings.put(fill.symbol(), bought ? held.plus(fill.quantity()) : held.minus(fill.quantity()));
    roundTrips.merge(fill.symbol(), flow, Money::plus);
  }

  private static void same(String what, Object own, Object engines) {
    if (!own.equals(engines)) {
      throw new AssertionError(what + ": by the fills " + own + ", by the engine " + engines);
    }
  }

  /** At the end nothing the venue said may be left out. */
  void finish() {
    if (counted.size() != venueFills.size()) {
      throw new AssertionError(
          "the venue said " + venueFills.size() + " fills, " + counted.size() + " were counted");
    }
    for (Map.Entry<Symbol, Quantity> held : holdings.entrySet()) {
      same("holding of " + held.getKey(), held.getValue(), state.holding(held.getKey()));
      Quantity positioned =
          state.position(held.getKey()).map(Position::quantity).orElse(Quantity.ZERO);
      same("position in " + held.getKey(), held.getValue(), positioned);
    }
  }

  BotState state() {
    return state;
  }

  long facts() {
    return facts;
  }
}
