package io.cointrader.indicators;

/** The highest high and the lowest low of the last {@code length} candles; ready after as many. */
public final class Extreme {

  private Extreme() {}

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public static Highest highestHigh(int length) {
    return Highest.of(CandleField.HIGH, length);
  }

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public static Lowest lowestLow(int length) {
    return Lowest.of(CandleField.LOW, length);
  }
}
