package io.cointrader.models.market;

import java.time.Instant;

/**
 * The trades of one interval as open, high, low, close (1e-15 to 1e15) and base volume (0 to 1e21).
 * The time of a candle is its open time.
 *
 * @param openMillis milliseconds since the epoch
 */
public record Candle(
    long openMillis, double open, double high, double low, double close, double volume) {

  /** The lowest price there is. */
  public static final double LEAST_PRICE = 1e-15;

  /** The highest price there is. */
  public static final double MOST_PRICE = 1e15;

  /** The largest volume there is. */
  public static final double MOST_VOLUME = 1e21;

  /**
   * @throws IllegalArgumentException naming the first rule that is broken
   */
  public Candle {
    if (!(low >= LEAST_PRICE
        && high <= MOST_PRICE
        && volume >= 0
        && volume <= MOST_VOLUME
        && open >= low
        && open <= high
        && close >= low
        && close <= high)) {
      throw new IllegalArgumentException(
          problem(open, high, low, close, volume)
              + " in the candle of "
              + Instant.ofEpochMilli(openMillis));
    }
  }

  /**
   * What is wrong with these values, for example {@code high 9.0 is below low 10.0}; empty when
   * they make a valid candle.
   */
  public static String problem(double open, double high, double low, double close, double volume) {
    String price = bad("open", open);
    price = price.isEmpty() ? bad("high", high) : price;
    price = price.isEmpty() ? bad("low", low) : price;
    price = price.isEmpty() ? bad("close", close) : price;
    if (!price.isEmpty()) {
      return price;
    }
    if (!(volume >= 0 && volume <= MOST_VOLUME)) {
      return "volume " + volume + " is not a number from 0 to " + MOST_VOLUME;
    }
    if (high < low) {
      return "high " + high + " is below low " + low;
    }
    if (open > high || open < low) {
      return "open " + open + " is outside low " + low + " to high " + high;
    }
    if (close > high || close < low) {
      return "close " + close + " is outside low " + low + " to high " + high;
    }
    return "";
  }

  static boolean isPrice(double value) {
    return value >= LEAST_PRICE && value <= MOST_PRICE;
  }

  private static String bad(String name, double value) {
    return isPrice(value)
        ? ""
        : name + " " + value + " is not a price from " + LEAST_PRICE + " to " + MOST_PRICE;
  }

  public Instant openTime() {
    return Instant.ofEpochMilli(openMillis);
  }
}
