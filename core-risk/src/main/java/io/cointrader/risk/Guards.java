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

  private Guards() {}

  /** What follows from a position that has just closed, by the outcomes of the state. */
  public static List<Fact> onTrade(StateView state, Limits limits, Instant now) {
    List<Fact> facts = new ArrayList<>();
    List<TradeOutcome> outcomes = List.copyOf(state.outcomes());
    if (outcomes.isEmpty()) {
      return facts;
    }
    TradeOutcome last = outcomes.get(outcomes.size() - 1);
    if (last.stopped()) {
      stopGuard(outcomes, last.symbol(), limits, now).ifPresent(r -> set(facts, state, r, now));
    }
    lowProfit(state, outcomes, last.symbol(), limits, now)
        .ifPresent(r -> set(facts, state, r, now));
    return facts;
  }

  /** What follows from what the venue said last: the breaker trips, waits anew, or is cleared. */
  public static List<Fact> onVenue(StateView state, Limits limits, Instant now) {
    List<Fact> facts = new ArrayList<>();
    boolean open = state.isRestricted(Breaker.CAUSE, Scope.ALL);
    if (open && state.venueFailures() == 0) {
      facts.add(new Fact.RestrictionCleared(now, Breaker.CAUSE, Scope.ALL, "proof"));
    } else {
      Breaker.restriction(state, limits, now)
          .ifPresent(restriction -> facts.add(new Fact.RestrictionSet(now, restriction)));
    }
    return facts;
  }

  /** What follows from equity at a moment. */
  public static List<Fact> onEquity(StateView state, Limits limits, Money equity, Instant now) {
    List<Fact> facts = new ArrayList<>();
    Fraction max = limits.get(RiskSettings.MAX_DRAWDOWN);
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

  private static Optional<Restriction> stopGuard(
      List<TradeOutcome> outcomes, Symbol symbol, Limits limits, Instant now) {
    boolean perSymbol = limits.get(RiskSettings.GUARD_PER_SYMBOL);
    Duration window = limits.get(RiskSettings.GUARD_WINDOW);
    int allowed = limits.get(RiskSettings.GUARD_STOPS);
    Instant since = now.minus(window);
    long stops =
        outcomes.stream()
            .filter(outcome -> outcome.stopped() && outcome.at().isAfter(since))
            .filter(outcome -> !perSymbol || outcome.symbol().equals(symbol))
            .count();
    return stops < allowed
        ? Optional.empty()
        : Optional.of(
            pause(
                STOP_GUARD,
                perSymbol ? Scope.symbol(symbol) : Scope.ALL,
                limits.get(RiskSettings.GUARD_PAUSE),
                now,
                stops + " stop-outs within " + window.toMinutes() + " minutes"));
  }

  private static Optional<Restriction> lowProfit(
      StateView state, List<TradeOutcome> outcomes, Symbol symbol, Limits limits, Instant now) {
    Optional<Fraction> least = limits.find(RiskSettings.LOW_PROFIT_MINIMUM);
    if (least.isEmpty()) {
      return Optional.empty();
    }
    int trades = limits.get(RiskSettings.LOW_PROFIT_TRADES);
    List<TradeOutcome> own =
        outcomes.stream().filter(outcome -> outcome.symbol().equals(symbol)).toList();
    if (own.size() < trades) {
      return Optional.empty();
    }
    Money profit = Money.ZERO;
    for (TradeOutcome outcome : own.subList(own.size() - trades, own.size())) {
      profit = profit.plus(outcome.netPnl());
    }
    Money wanted = state.startEquity().times(least.get());
    return profit.compareTo(wanted) >= 0
        ? Optional.empty()
        : Optional.of(
            pause(
                LOW_PROFIT,
                Scope.symbol(symbol),
                limits.get(RiskSettings.LOW_PROFIT_PAUSE),
                now,
                "the last "
                    + trades
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
