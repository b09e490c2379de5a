package io.cointrader.models.market;

import java.time.Instant;

/**
 * The trades of one interval as open, high, low, close (above 0) and base volume (0 or more). The
 * time of a candle is its open time.
 *
 * @param openMillis milliseconds since the epoch
 */
public record Candle(
    long openMillis, double open, double high, double low, double close, double volume) {

  /**
   * @throws IllegalArgumentException naming the first rule that is broken
   */
  public Candle {
    if (!(low > 0
        && high < Double.POSITIVE_INFINITY
        && volume >= 0
        && volume < Double.POSITIVE_INFINITY
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
    if (!(volume >= 0) || volume == Double.POSITIVE_INFINITY) {
      return "volume " + volume + " is not a number of 0 or more";
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

  private static String bad(String name, double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY
        ? ""
        : name + " " + value + " is not a price above 0";
  }

  public Instant openTime() {
    return Instant.ofEpochMilli(openMillis);
  }
}
