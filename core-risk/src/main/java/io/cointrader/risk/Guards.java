package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.Activity;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.StateView;
import io.cointrader.models.state.TradeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules that look back and set a restriction: too many stop-outs, symbols that do not pay, a venue
 * that fails, orders at machine speed, a drawdown. Pure; each restriction is set once and cleared
 * in its stated way.
 */
public final class Guards {

  /** Too many stop-outs within the window. */
  public static final String STOP_GUARD = "stop_guard";

  /** A symbol whose newest trades did not make the least profit. */
  public static final String LOW_PROFIT = "low_profit";

  /** A fall of equity below its peak. */
  public static final String DRAWDOWN = "drawdown";

  /** Orders, cancels or refusals at a rate that nothing sound reaches. */
  public static final String RUNAWAY = "runaway";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Limits limits;
  private final List<Rate> rates;
  private final int leastRate;
  private final int stops;
  private final Duration window;
  private final Duration pause;
  private final boolean perSymbol;
  private final Optional<Fraction> leastProfit;
  private final int profitTrades;
  private final Duration profitPause;
  private final int failures;
  private final Fraction maxDrawdown;

  /** How much of one kind may be done to the venue within a second and a minute. */
  private record Rate(Activity.Kind kind, String unit, int perSecond, int perMinute) {

    /** What is over, in words; null when nothing is. */
    @Nullable String excess(StateView state, Instant now) {
      int second = state.activity(kind, now.minus(SECOND)).count();
      if (second >= perSecond) {
        return second + " " + unit + " within a second, at most " + perSecond + " allowed";
      }
      int minute = state.activity(kind, now.minus(MINUTE)).count();
      return minute >= perMinute
          ? minute + " " + unit + " within a minute, at most " + perMinute + " allowed"
          : null;
    }
  }

  /** Guards bound to limits. */
  public Guards(Limits limits) {
    this.limits = limits;
    rates =
        List.of(
            new Rate(
                Activity.Kind.ORDER,
                "orders",
                limits.get(RiskSettings.MAX_ORDERS_PER_SECOND),
                limits.get(RiskSettings.MAX_ORDERS_PER_MINUTE)),
            new Rate(
                Activity.Kind.CANCEL,
                "cancels",
                limits.get(RiskSettings.MAX_CANCELS_PER_SECOND),
                limits.get(RiskSettings.MAX_CANCELS_PER_MINUTE)),
            new Rate(
                Activity.Kind.REJECT,
                "refused orders",
                limits.get(RiskSettings.MAX_REJECTS_PER_SECOND),
                limits.get(RiskSettings.MAX_REJECTS_PER_MINUTE)));
    int least = Integer.MAX_VALUE;
    for (Rate rate : rates) {
      least = Math.min(least, Math.min(rate.perSecond, rate.perMinute));
    }
    leastRate = least;
    stops = limits.get(RiskSettings.GUARD_STOPS);
    window = limits.get(RiskSettings.GUARD_WINDOW);
    pause = limits.get(RiskSettings.GUARD_PAUSE);
    perSymbol = limits.get(RiskSettings.GUARD_PER_SYMBOL);
    leastProfit = limits.find(RiskSettings.LOW_PROFIT_MINIMUM);
    profitTrades = limits.get(RiskSettings.LOW_PROFIT_TRADES);
    profitPause = limits.get(RiskSettings.LOW_PROFIT_PAUSE);
    failures = limits.get(RiskSettings.BREAKER_FAILURES);
    maxDrawdown = limits.get(RiskSettings.MAX_DRAWDOWN);
  }

  /** What follows from a position that has just closed, by the outcomes of the state. */
  public List<Fact> onTrade(StateView state, Instant now) {
    TradeOutcome last = state.lastOutcome();
    if (last == null || !last.stopped() && leastProfit.isEmpty()) {
      return List.of();
    }
    List<Fact> facts = new ArrayList<>();
    if (last.stopped()) {
      stopGuard(state, last.symbol(), now).ifPresent(r -> set(facts, state, r, now));
    }
    Symbol symbol = last.symbol();
    leastProfit
        .flatMap(least -> lowProfit(state, symbol, least, now))
        .ifPresent(r -> set(facts, state, r, now));
    return facts;
  }

  /**
   * What follows from what the venue said last: the breaker trips, waits anew, or is cleared; what
   * runs away is stopped until an operator has looked.
   */
  public List<Fact> onVenue(StateView state, Instant now) {
    if (state.recentActivities() >= leastRate && !state.isRestricted(RUNAWAY, Scope.ALL)) {
      for (Rate rate : rates) {
        String excess = rate.excess(state, now);
        if (excess != null) {
          List<Fact> facts = new ArrayList<>(breaker(state, now));
          facts.add(
              new Fact.RestrictionSet(
                  now,
                  new Restriction(
                      RUNAWAY,
                      Scope.ALL,
                      Restriction.Level.PROTECT,
                      now,
                      Restriction.ClearedBy.OPERATOR,
                      Optional.empty(),
                      excess)));
          return facts;
        }
      }
    }
    return breaker(state, now);
  }

  private List<Fact> breaker(StateView state, Instant now) {
    if (state.venueFailures() >= failures) {
      return List.of(new Fact.RestrictionSet(now, Breaker.restriction(state, limits, now)));
    }
    return state.venueFailures() == 0
            && state.isRestricted()
            && state.isRestricted(Breaker.CAUSE, Scope.ALL)
        ? List.of(new Fact.RestrictionCleared(now, Breaker.CAUSE, Scope.ALL, "proof"))
        : List.of();
  }

  /** What follows from equity at a moment. */
  public List<Fact> onEquity(StateView state, Money equity, Instant now) {
    List<Fact> facts = new ArrayList<>();
    Fraction max = maxDrawdown;
    Money fall = state.peakEquity().minus(equity);
    if (fall.signum() > 0 && fall.compareTo(state.peakEquity().times(max)) >= 0) {
      set(
          facts,
          state,
          new Restriction(
              DRAWDOWN,
              Scope.ALL,
              Restriction.Level.PROTECT,
              now,
              Restriction.ClearedBy.OPERATOR,
              Optional.empty(),
              "equity fell by "
                  + Fraction.ratio(fall, state.peakEquity()).toPercent()
                  + " from its peak of "
                  + state.peakEquity()
                  + " "
                  + limits.currency()
                  + ", at most "
                  + max.toPercent()
                  + " allowed"),
          now);
    }
    return facts;
  }

  private static void set(List<Fact> facts, StateView state, Restriction restriction, Instant now) {
    if (!state.isRestricted(restriction.cause(), restriction.scope())) {
      facts.add(new Fact.RestrictionSet(now, restriction));
    }
  }

  private Optional<Restriction> stopGuard(StateView state, Symbol symbol, Instant now) {
    Instant since = now.minus(window);
    int count = 0;
    for (TradeOutcome outcome : state.outcomes()) {
      if (outcome.stopped()
          && outcome.at().isAfter(since)
          && (!perSymbol || outcome.symbol().equals(symbol))) {
        count++;
      }
    }
    return count < stops
        ? Optional.empty()
        : Optional.of(
            pause(
                STOP_GUARD,
                perSymbol ? Scope.symbol(symbol) : Scope.ALL,
                pause,
                now,
                count + " stop-outs within " + window.toMinutes() + " minutes"));
  }

  private Optional<Restriction> lowProfit(
      StateView state, Symbol symbol, Fraction least, Instant now) {
    List<TradeOutcome> own =
        state.outcomes().stream().filter(outcome -> outcome.symbol().equals(symbol)).toList();
    if (own.size() < profitTrades) {
      return Optional.empty();
    }
    Money profit = Money.ZERO;
    for (TradeOutcome outcome : own.subList(own.size() - profitTrades, own.size())) {
      profit = profit.plus(outcome.netPnl());
    }
    Money wanted = state.startEquity().times(least);
    return profit.compareTo(wanted) >= 0
        ? Optional.empty()
        : Optional.of(
            pause(
                LOW_PROFIT,
                Scope.symbol(symbol),
                profitPause,
                now,
                "the last "
                    + profitTrades
                    + " trades made "
                    + profit
                    + " of the "
                    + wanted
                    + " "
                    + limits.currency()
                    + " wanted"));
  }

  private static Restriction pause(
      String cause, Scope scope, Duration length, Instant now, String detail) {
    return new Restriction(
        cause,
        scope,
        Restriction.Level.PROTECT,
        now,
        Restriction.ClearedBy.TIME,
        Optional.of(now.plus(length)),
        detail);
  }
}
