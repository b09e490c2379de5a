package io.cointrader.backtest.stats;

import java.util.OptionalDouble;

/**
 * Mean and deviation of some numbers.
 *
 * @param mean NaN of none
 * @param deviation of the sample, with n - 1; exactly 0 for equal numbers and under two of them
 */
public record Sample(int size, double mean, double deviation) {

  public static Sample of(double... values) {
    int n = values.length;
    double sum = 0;
    boolean equal = true;
    for (double value : values) {
      sum += value;
      equal &= value == values[0];
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Sample(n, mean, equal ? 0 : StrictMath.sqrt(squares / (n - 1)));
  }

  /** Mean over deviation; empty without a deviation. */
  public OptionalDouble ratio() {
    return deviation > 0 ? OptionalDouble.of(mean / deviation) : OptionalDouble.empty();
  }
}
