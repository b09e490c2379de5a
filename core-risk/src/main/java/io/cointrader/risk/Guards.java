package io.cointrader.risk;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.StateView;
import io.cointrader.models.state.TradeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules that look back and set a restriction: too many stop-outs, symbols that do not pay, a venue
 * that fails, a drawdown. Pure; each restriction is set once and cleared in its stated way.
 */
public final class Guards {

  /** Too many stop-outs within the window. */
  public static final String STOP_GUARD = "stop_guard";

  /** A symbol whose newest trades did not make the least profit. */
  public static final String LOW_PROFIT = "low_profit";

  /** A fall of equity below its peak. */
  public static final String DRAWDOWN = "drawdown";

  private final Limits limits;
  private final int stops;
  private final Duration window;
  private final Duration pause;
  private final boolean perSymbol;
  private final Optional<Fraction> leastProfit;
  private final int profitTrades;
  private final Duration profitPause;
  private final int failures;
  private final Fraction maxDrawdown;

  /** Guards bound to limits. */
  public Guards(Limits limits) {
    this.limits = limits;
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

  /** What follows from what the venue said last: the breaker trips, waits anew, or is cleared. */
  public List<Fact> onVenue(StateView state, Instant now) {
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
