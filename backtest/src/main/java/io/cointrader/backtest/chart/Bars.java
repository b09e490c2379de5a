package io.cointrader.backtest.chart;

import io.cointrader.models.market.Candle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bounded number of candles: when there is no room for another, all become longer. Owned by one
 * thread.
 */
final class Bars {

  private static final int OPEN = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int CLOSE = 3;
  private static final int NUMBERS = 4;
  private static final long MINUTE = 60_000;
  private static final long[] WIDTHS = {
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    60 * MINUTE,
    240 * MINUTE,
    1440 * MINUTE,
    7 * 1440 * MINUTE,
    28 * 1440 * MINUTE,
    364 * 1440 * MINUTE
  };

  private final int most;
  private long width;
  private long[] times = new long[16];
  private double[] prices = new double[16 * NUMBERS];
  private int size;

  /**
   * @param most how many candles there may be, at least 2
   * @param width how long they are at first, in milliseconds
   */
  Bars(int most, long width) {
    this.most = most;
    this.width = width;
  }

  void add(Candle candle) {
    add(candle.openMillis(), candle.open(), candle.high(), candle.low(), candle.close());
  }

  private void add(long millis, double open, double high, double low, double close) {
    long time = Math.floorDiv(millis, width) * width;
    if (size > 0 && times[size - 1] == time) {
      merge((size - 1) * NUMBERS, high, low, close);
      return;
    }
    if (size == most) {
      widen();
      add(millis, open, high, low, close);
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, Math.min(most, size * 2));
      prices = Arrays.copyOf(prices, times.length * NUMBERS);
    }
    times[size] = time;
    int at = size++ * NUMBERS;
    prices[at + OPEN] = open;
    prices[at + HIGH] = high;
    prices[at + LOW] = low;
    prices[at + CLOSE] = close;
  }

  private void merge(int at, double high, double low, double close) {
    prices[at + HIGH] = Math.max(prices[at + HIGH], high);
    prices[at + LOW] = Math.min(prices[at + LOW], low);
    prices[at + CLOSE] = close;
  }

  private void widen() {
    int count = size;
    long[] before = times.clone();
    double[] old = prices.clone();
    width = wider();
    size = 0;
    for (int i = 0; i < count; i++) {
      int at = i * NUMBERS;
      add(before[i], old[at + OPEN], old[at + HIGH], old[at + LOW], old[at + CLOSE]);
    }
  }

  private long wider() {
    for (long next : WIDTHS) {
      if (next > width) {
        return next;
      }
    }
    return width * 2;
  }

  long width() {
    return width;
  }

  /** What is there, oldest first. */
  List<ChartCandle> candles() {
    List<ChartCandle> candles = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int at = i * NUMBERS;
      candles.add(
          new ChartCandle(
              times[i],
              prices[at + OPEN],
              prices[at + HIGH],
              prices[at + LOW],
              prices[at + CLOSE]));
    }
    return candles;
  }
}
