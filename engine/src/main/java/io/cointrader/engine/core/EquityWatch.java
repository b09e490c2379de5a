package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.Scope;
import io.cointrader.risk.DailyLoss;
import io.cointrader.risk.Guards;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Portfolio;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Watches equity at every strike of clock B: the UTC day, hourly samples, peak and drawdown, and
 * the daily loss. Equity is computed in double first; only where a bound is near is it computed
 * exactly.
 */
final class EquityWatch {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final double NEAR = 1e-9;

  private final BotState state;
  private final MarketState market;
  private final Limits limits;
  private final Guards guards;
  private final Moment moment;
  private Lane[] heldLanes = new Lane[8];
  private int held;
  private double[] heldQuantities = new double[8];
  private double cash;
  private double peak;
  private double maxDrawdown;
  private double maxDrawdownFraction;
  private double lossFloor;
  private final double maxFall;
  private double quietAbove;
  private double quietBelow;
  private long nextHour;
  private long nextDay = Long.MIN_VALUE;
  private double[] deepestPrices = new double[8];
  private boolean deeper;
  private boolean stale = true;

  EquityWatch(BotState state, MarketState market, Limits limits, Guards guards, Moment moment) {
    this.guards = guards;
    this.state = state;
    this.market = market;
    this.limits = limits;
    this.moment = moment;
    this.maxFall = limits.get(RiskSettings.MAX_DRAWDOWN).toDouble();
  }

  /** Cash or holdings have changed. */
  void touch() {
    stale = true;
  }

  Money equity() {
    return Portfolio.equity(state, this::mark);
  }

  private Optional<Price> mark(Symbol symbol) {
    return market.mark(symbol);
  }

  void onTick() {
    if (isDue()) {
      look();
    }
  }

  private boolean isDue() {
    return stale || moment.millis() >= nextHour || held > 0 && !isQuiet(inDouble());
  }

  /** The calm in which equity says nothing new either; of one symbol. */
  Optional<Calm> within(Calm calm) {
    if (stale || held > 1) {
      return Optional.empty();
    }
    double from = held == 0 ? 0 : (quietAbove - cash) / heldQuantities[0];
    double to = held == 0 ? Double.POSITIVE_INFINITY : (quietBelow - cash) / heldQuantities[0];
    return Optional.of(calm.closing(from, to, nextHour));
  }

  private double inDouble() {
    double equity = cash;
    for (int i = 0; i < held; i++) {
      equity += heldQuantities[i] * heldLanes[i].price();
    }
    return equity;
  }

  /** Whether equity says nothing new. */
  private boolean isQuiet(double equity) {
    return equity > quietAbove && equity < quietBelow;
  }

  private void look() {
    if (moment.millis() >= nextHour) {
      flush();
      onHour();
    }
    if (stale) {
      flush();
      refresh();
    }
    double equity = inDouble();
    double slack = NEAR * Math.abs(equity);
    if (equity >= peak - slack) {
      flush();
      mark(this::mark);
    } else if (peak - equity > maxDrawdown || peak - equity > maxDrawdownFraction * peak) {
      maxDrawdown = Math.max(maxDrawdown, peak - equity);
      maxDrawdownFraction = Math.max(maxDrawdownFraction, (peak - equity) / peak);
      for (int i = 0; i < held; i++) {
        deepestPrices[i] = heldLanes[i].price();
      }
      deeper = true;
    }
    if (equity <= lossFloor + slack) {
      checkLoss();
    }
    if (equity <= peak * (1 - maxFall) + slack && !state.isRestricted(Guards.DRAWDOWN, Scope.ALL)) {
      moment.emit(guards.onEquity(state, equity(), moment.now()));
    }
    bound();
  }

  /** Between which bounds equity says nothing new; a little too narrow, for rounding. */
  private void bound() {
    double slack = 2 * NEAR * Math.abs(peak);
    double deepest = Math.max(peak - maxDrawdown, peak * (1 - maxDrawdownFraction));
    quietAbove = Math.max(Math.max(deepest, lossFloor), peak * (1 - maxFall)) + slack;
    quietBelow = peak - slack;
  }

  /** Tells the depth that is not told yet; to be called before holdings change. */
  void flush() {
    if (deeper) {
      deeper = false;
      mark(this::deepestMark);
    }
  }

  private Optional<Price> deepestMark(Symbol symbol) {
    for (int i = 0; i < held; i++) {
      if (heldLanes[i].symbol().equals(symbol)) {
        return Optional.of(Price.ofDouble(deepestPrices[i]));
      }
    }
    return Optional.empty();
  }

  private void onHour() {
    Instant now = moment.now();
    Money equity = equity();
    if (moment.millis() >= nextDay) {
      Instant day = now.truncatedTo(ChronoUnit.DAYS);
      if (day.isAfter(state.day().day())) {
        moment.emit(new Fact.DayStarted(now, day, equity));
      }
      nextDay = day.plus(1, ChronoUnit.DAYS).toEpochMilli();
    }
    moment.emit(new Fact.EquitySampled(now, equity));
    lossFloor = DailyLoss.floor(state, limits, now);
    nextHour = (Math.floorDiv(moment.millis(), HOUR_MILLIS) + 1) * HOUR_MILLIS;
  }

  private void refresh() {
    stale = false;
    held = 0;
    cash = state.cash().toDouble();
    for (Position position : state.positions().values()) {
      Lane lane = market.lane(position.symbol());
      if (Double.isNaN(lane.price())) {
        cash += position.openCost().toDouble();
        stale = true; // until there is a price
        continue;
      }
      if (held == heldLanes.length) {
        heldLanes = Arrays.copyOf(heldLanes, held * 2);
        heldQuantities = Arrays.copyOf(heldQuantities, held * 2);
        deepestPrices = Arrays.copyOf(deepestPrices, held * 2);
      }
      heldQuantities[held] = position.quantity().toDouble();
      heldLanes[held++] = lane;
    }
    peak = state.peakEquity().toDouble();
    maxDrawdown = state.maxDrawdown().toDouble();
    maxDrawdownFraction = state.maxDrawdownFraction().toDouble();
  }

  private void mark(Function<Symbol, Optional<Price>> prices) {
    Money equity = Portfolio.equity(state, prices);
    Money top = state.peakEquity().max(equity);
    Money fall = top.minus(equity);
    Money deepest = state.maxDrawdown().max(fall);
    Fraction fraction = Fraction.ratio(fall, top);
    Fraction worst =
        fraction.compareTo(state.maxDrawdownFraction()) > 0
            ? fraction
            : state.maxDrawdownFraction();
    if (top.equals(state.peakEquity())
        && deepest.equals(state.maxDrawdown())
        && worst.equals(state.maxDrawdownFraction())) {
      return;
    }
    moment.emit(new Fact.EquityMarked(moment.now(), equity, top, deepest, worst));
    peak = top.toDouble();
    maxDrawdown = deepest.toDouble();
    maxDrawdownFraction = worst.toDouble();
  }

  private void checkLoss() {
    if (state.isRestricted(DailyLoss.CAUSE, Scope.ALL)) {
      return;
    }
    DailyLoss.check(state, limits, equity(), moment.now())
        .ifPresent(
            breach ->
                moment.emit(
                    new Fact.RestrictionSet(
                        moment.now(),
                        DailyLoss.restriction(breach, moment.now(), limits.currency()))));
  }
}
