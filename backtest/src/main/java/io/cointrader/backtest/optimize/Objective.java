package io.cointrader.backtest.optimize;

import java.util.Locale;
import java.util.OptionalDouble;

/** What a study wants most of. */
public enum Objective {
  /** Net profit, as a fraction of the starting equity; open positions at their last price. */
  NET,
  /** Mean over deviation of daily returns, a year of 365 days. */
  SHARPE,
  /** Mean over downside deviation of daily returns, a year of 365 days. */
  SORTINO,
  /** Growth a year over the deepest drawdown. */
  CALMAR,
  /** What winners won over what losers lost. */
  PROFIT_FACTOR,
  /** Mean net profit of a trade, in the account currency. */
  EXPECTANCY,
  /** System quality number: mean over deviation of trades in R, times the root of their number. */
  SQN;

  /** The name in options and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value of an outcome; empty where it is not defined, and where there are too few trades for
   * it to mean anything.
   */
  public OptionalDouble of(Outcome outcome, int leastTrades) {
    Double value = outcome.figures().get(label());
    return value == null || outcome.trades() < leastTrades
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }
}
