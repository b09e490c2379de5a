package io.cointrader.backtest.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The returns of equity by UTC day: from each midnight to the next, the first day from the
 * beginning and the last to the end. Immutable.
 */
public final class DailyReturns {

  /** The days of a year; markets never close. */
  public static final double DAYS = 365;

  private static final long DAY_MILLIS = 86_400_000;
  private static final int LEAST = 30;

  private final double[] returns;

  private DailyReturns(double[] returns) {
    this.returns = returns;
  }

  /** Those of a curve; none from the day on at which equity is 0 or less. */
  public static DailyReturns of(EquityCurve curve) {
    long start = curve.millis(0);
    long end = curve.millis(curve.size() - 1);
    double[] returns = new double[(int) (Math.max(0, end - start) / DAY_MILLIS) + 2];
    int count = 0;
    double before = curve.value(0);
    long time = start;
    while (time < end && before > 0) {
      time = Math.min((Math.floorDiv(time, DAY_MILLIS) + 1) * DAY_MILLIS, end);
      double value = curve.at(time);
      returns[count++] = value / before - 1;
      before = value;
    }
    return new DailyReturns(Arrays.copyOf(returns, count));
  }

  /** Oldest first. */
  public double[] toArray() {
    return returns.clone();
  }

  public int size() {
    return returns.length;
  }

  public double mean() {
    return Sample.of(returns).mean();
  }

  /**
   * Mean over sample deviation, times the root of 365, without a riskless return. Nothing under 30
   * days, nor without any deviation.
   */
  public OptionalDouble sharpe() {
    return ratio(Sample.of(returns).deviation());
  }

  /**
   * Mean over the root of the mean square of the losing days, all days counted, times the root of
   * 365. Nothing under 30 days, nor without a losing day.
   */
  public OptionalDouble sortino() {
    double squares = 0;
    for (double value : returns) {
      squares += value < 0 ? value * value : 0;
    }
    return ratio(StrictMath.sqrt(squares / returns.length));
  }

  private OptionalDouble ratio(double deviation) {
    return returns.length < LEAST || !(deviation > 0)
        ? OptionalDouble.empty()
        : yearly(OptionalDouble.of(mean() / deviation));
  }

  /** A Sharpe ratio of daily returns as one of a year. */
  public static OptionalDouble yearly(OptionalDouble daily) {
    return daily.isEmpty() ? daily : OptionalDouble.of(daily.getAsDouble() * StrictMath.sqrt(DAYS));
  }
}
