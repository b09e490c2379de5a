package io.cointrader.indicators;

/** An exponential average {@code a += (x - a) * factor}, seeded with the first value. */
final class Smoothed {

  private final double factor;
  private double average = Double.NaN;

  private Smoothed(double factor) {
    this.factor = factor;
  }

  /** With the factor of an EMA, {@code 2 / (length + 1)}. */
  static Smoothed exponential(int length) {
    return new Smoothed(2.0 / (length + 1));
  }

  /** With the factor of Wilder, {@code 1 / length}. */
  static Smoothed wilder(int length) {
    return new Smoothed(1.0 / length);
  }

  double next(double value) {
    // With a factor of 1 the formula would leave the rounding error of what is forgotten.
    boolean anew = Double.isNaN(average) || factor == 1;
    average = anew ? value : average + (value - average) * factor;
    return average;
  }
}
