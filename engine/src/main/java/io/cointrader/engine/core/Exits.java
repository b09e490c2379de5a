package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.TradingMode;
import io.cointrader.risk.RiskEngine;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exits and protection. Every position has the engine's stop from its first fill and, as soon as
 * the venue takes it, a stop order for exactly what is held. An exit first frees the coins that the
 * stop order holds, then sells; what stays is protected again at once. An exit whose order has
 * failed is tried again after {@value #AGAIN_MILLIS} ms.
 *
 * <p>Breakeven, trailing and time stop move at closes. A raised stop is in force in the engine at
 * once, while the order at the venue is replaced.
 *
 * <p>While the venue's stop is proven to work, the engine's own acts only when the price has stayed
 * through it for {@value #PATIENCE_MILLIS} ms; otherwise it acts at once. On quotes it takes two in
 * a row to believe a price.
 */
final class Exits {

  /** How long the price may stay through a stop that works at the venue before the engine acts. */
  static final long PATIENCE_MILLIS = 60_000;

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int STOP_ATTEMPTS = 3;
  private static final long AGAIN_MILLIS = 10_000;

  private final BotState state;
  private final MarketState market;
  private final RiskEngine risk;
  private final Effects effects;
  private final Moment moment;
  private final Fraction takeProfit1Share;
  private final ExitRules rules;
  private final boolean closesMatter;
  private final TreeMap<OrderId, Long> cancelling = new TreeMap<>();
  private final TreeMap<Symbol, Integer> stopRejections = new TreeMap<>();
  private final TreeMap<Symbol, Long> failedExits = new TreeMap<>();

  Exits(
      BotState state,
      MarketState market,
      RiskEngine risk,
      Effects effects,
      Moment moment,
      Settings settings) {
    this.state = state;
    this.market = market;
    this.risk = risk;
    this.effects = effects;
    this.moment = moment;
    this.takeProfit1Share = settings.get(CoreSettings.TAKE_PROFIT_1_CLOSE);
    this.rules = new ExitRules(settings, market.stopCosts());
    this.closesMatter = rules.isAny();
  }

  /** Looks at the newest price of a lane. */
  void onPrice(Lane lane) {
    Position position = lane.position(state);
    if (position == null) {
      return;
    }
    Lane.Watch watch = lane.watch(position, rules);
    if (watch.closing) {
      settle(lane.symbol());
      return;
    }
    Quote quote = lane.quote();
    if (quote != null && market.deliversQuotes()) {
      onRange(lane, position, watch, quote.bid(), quote.bid(), confirmed(lane, quote));
    } else if (lane.openMillis() >= watch.openedMillis) {
      onRange(lane, position, watch, lane.low(), lane.high(), true);
    }
  }

  /**
   * Looks at the newest close of a lane: it may raise the stop, or show that a position's time is
   * up. A close above the newest price counts as that price, lest one odd trade put the stop above
   * the market.
   */
  void onClose(Lane lane) {
    Position position = closesMatter ? lane.position(state) : null;
    if (position == null || position.pendingExit().isPresent()) {
      return;
    }
    Lane.Watch watch = lane.watch(position, rules);
    double close = Math.min(lane.close(), lane.price());
    if (close >= watch.raisesFrom && lane.closeMillis() > watch.openedMillis) {
      raise(lane, position, Price.ofDouble(close));
    } else if (moment.millis() >= watch.timeUpMillis) {
      decide(position, ExitReason.TIME_STOP, position.quantity(), new OrderTerms.Market());
    }
  }

  /** Between which prices the next candles of a lane leave its position alone, if they may. */
  Optional<Calm> calm(Lane lane) {
    long opens = lane.closeMillis();
    Position position = lane.position(state);
    if (position == null) {
      return Optional.of(new Calm(opens, 0, INFINITY, 0, INFINITY, Long.MAX_VALUE));
    }
    Lane.Watch watch = lane.watch(position, rules);
    if (watch.closing || lane.throughStopSince() != Long.MIN_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        new Calm(
            opens,
            watch.stop,
            Math.min(watch.takeProfit1, watch.takeProfit2),
            0,
            closesMatter ? watch.raisesFrom : INFINITY,
            closesMatter ? watch.timeUpMillis : Long.MAX_VALUE));
  }

  private void raise(Lane lane, Position position, Price close) {
    rules
        .raise(position, close, lane.instrument())
        .ifPresent(
            raise -> {
              moment.emit(
                  new Fact.StopMoved(moment.now(), lane.symbol(), raise.stop(), raise.reason()));
              settle(lane.symbol());
            });
  }

  /** Two quotes in a row whose bids lie within 2 % of each other. */
  private static boolean confirmed(Lane lane, Quote quote) {
    Quote earlier = lane.earlierQuote();
    return earlier != null && Math.abs(quote.bid() - earlier.bid()) <= 0.02 * earlier.bid();
  }

  private void onRange(
      Lane lane, Position position, Lane.Watch watch, double low, double high, boolean confirmed) {
    if (low <= watch.stop) {
      onStop(lane, position, confirmed);
      return;
    }
    lane.throughStopSince(Long.MIN_VALUE);
    if (!confirmed) {
      return;
    }
    if (high >= watch.takeProfit2) {
      Price level = position.takeProfit2().orElseThrow();
      decide(
          position,
          ExitReason.TAKE_PROFIT_2,
          position.quantity(),
          new OrderTerms.Touched(level, true));
    } else if (high >= watch.takeProfit1) {
      Quantity quantity =
          position.takeProfit2().isPresent() ? firstShare(lane, position) : position.quantity();
      decide(
          position,
          ExitReason.TAKE_PROFIT_1,
          quantity,
          new OrderTerms.Touched(position.takeProfit1(), true));
    }
  }

  /** The first target's share, or everything when a part would be too small to sell. */
  private Quantity firstShare(Lane lane, Position position) {
    Quantity part =
        lane.instrument()
            .floorQuantity(position.bought().value().times(takeProfit1Share.value()))
            .min(position.quantity());
    Quantity rest = position.quantity().minus(part);
    boolean whole =
        lane.instrument().meetsMinimum(part, position.takeProfit1())
            && lane.instrument().meetsMinimum(rest, position.stop());
    return whole ? part : position.quantity();
  }

  private void onStop(Lane lane, Position position, boolean confirmed) {
    Order stop = find(position.stopOrder());
    if (stop != null && stop.state().isWorking() && isAt(stop, position.stop())) {
      if (lane.throughStopSince() == Long.MIN_VALUE) {
        lane.throughStopSince(moment.millis());
      }
      if (moment.millis() - lane.throughStopSince() < PATIENCE_MILLIS) {
        return;
      }
    }
    if (confirmed) {
      lane.throughStopSince(Long.MIN_VALUE);
      decide(
          position,
          position.stopReason(),
          position.quantity(),
          new OrderTerms.Touched(position.stop(), false));
    }
  }

  /** Decides an exit and takes the first step towards it. */
  void decide(Position position, ExitReason reason, Quantity quantity, OrderTerms terms) {
    moment.emit(
        new Fact.ExitDecided(
            moment.now(),
            position.symbol(),
            new PendingExit(reason, quantity, terms, Optional.empty())));
    for (Order order : state.openOrders()) { // asking to cancel changes no order
      if (order.intent().purpose() == OrderPurpose.ENTRY
          && order.intent().symbol().equals(position.symbol())) {
        cancel(order); // what is not bought yet is not wanted any more
      }
    }
    settle(position.symbol());
  }

  /** Sells all of a position because the operator says so; false when that cannot be now. */
  boolean sell(Position position) {
    if (state.mode() == TradingMode.HALT || position.pendingExit().isPresent()) {
      return false;
    }
    decide(position, ExitReason.OPERATOR, position.quantity(), new OrderTerms.Market());
    return true;
  }

  /** Why {@link #sell} cannot be. */
  String whyNot() {
    return state.mode() == TradingMode.HALT
        ? "HALT: nothing is sent; resume first"
        : "an exit is under way; say it again when that is over";
  }

  /**
   * Takes the next step towards what a position should have: its pending exit under way, and a stop
   * order for all that is not on its way out. Converges; called after everything that may matter.
   */
  void settle(Symbol symbol) {
    Position position = state.findPosition(symbol);
    if (position == null || state.mode() == TradingMode.HALT) {
      return;
    }
    Order stop = find(position.stopOrder());
    Optional<PendingExit> pending = position.pendingExit();
    if (pending.isPresent() && pending.get().orderId().isEmpty() && !hasJustFailed(symbol)) {
      if (stop != null) {
        cancel(stop);
        return;
      }
      exit(position, pending.get());
      position = state.position(symbol).orElse(position);
    }
    protect(position, stop);
  }

  /** The same for every position. */
  void settleAll() {
    for (Symbol symbol : List.copyOf(state.positions().keySet())) {
      settle(symbol);
    }
  }

  private boolean hasJustFailed(Symbol symbol) {
    Long failed = failedExits.get(symbol);
    return failed != null && moment.millis() - failed < AGAIN_MILLIS;
  }

  private void exit(Position position, PendingExit pending) {
    risk.approveExit(
            position,
            OrderPurpose.EXIT,
            pending.terms(),
            pending.quantity().min(position.quantity()),
            state,
            moment.now())
        .fold(
            approved -> {
              moment.emit(new Fact.IntentRecorded(approved.intent()));
              effects.submit(approved);
            },
            denied -> moment.emit(denied.facts()));
  }

  private void protect(Position position, @Nullable Order stop) {
    Order exit =
        position.pendingExit().isPresent() ? find(position.pendingExit().get().orderId()) : null;
    Quantity leaving = exit == null ? Quantity.ZERO : exit.remaining();
    Quantity rest =
        leaving.compareTo(position.quantity()) >= 0
            ? Quantity.ZERO
            : position.quantity().minus(leaving);
    if (stop != null) {
      if (!stop.remaining().equals(rest) || !isAt(stop, position.stop())) {
        cancel(stop);
      }
      return;
    }
    if (rest.isZero() || stopRejections.getOrDefault(position.symbol(), 0) >= STOP_ATTEMPTS) {
      return;
    }
    risk.approveExit(
            position,
            OrderPurpose.PROTECTIVE_STOP,
            new OrderTerms.Stop(position.stop()),
            rest,
            state,
            moment.now())
        .fold(
            approved -> {
              moment.emit(new Fact.IntentRecorded(approved.intent()));
              effects.submit(approved);
            },
            denied -> {});
  }

  private static boolean isAt(Order stop, Price level) {
    return stop.intent().terms() instanceof OrderTerms.Stop terms && terms.trigger().equals(level);
  }

  private @Nullable Order find(Optional<OrderId> id) {
    return id.isPresent() ? state.findOrder(id.get()) : null;
  }

  private void cancel(Order order) {
    Long asked = cancelling.get(order.id());
    if (order.state().isWorking()
        && state.mode() != TradingMode.HALT
        && (asked == null || moment.millis() - asked >= AGAIN_MILLIS)) {
      cancelling.put(order.id(), moment.millis());
      moment.emit(new Fact.CancelRequested(moment.now(), order.id()));
      effects.cancel(order.id());
    }
  }

  /** Takes note of what became of an order. */
  void onOrder(Order order) {
    if (!order.state().isTerminal()) {
      return;
    }
    cancelling.remove(order.id());
    Symbol symbol = order.intent().symbol();
    if (state.position(symbol).isEmpty()) {
      stopRejections.remove(symbol);
      failedExits.remove(symbol);
    } else if (order.intent().purpose() == OrderPurpose.EXIT) {
      if (!(order.state() instanceof OrderState.Filled)) {
        failedExits.put(symbol, moment.millis());
      }
    } else if (order.intent().purpose() == OrderPurpose.PROTECTIVE_STOP
        && order.state() instanceof OrderState.Rejected) {
      stopRejections.merge(symbol, 1, Integer::sum);
    }
  }
}
