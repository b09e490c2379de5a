package io.cointrader.backtest.stats;

import java.time.Instant;
import java.util.Arrays;

/**
 * Equity over market time, oldest first: at the first strike of clock B in each hour, after each
 * strike that changed what is held, at each new peak and depth that the engine recorded, and at the
 * end. Peaks that follow each other within an hour are one. Immutable.
 */
public final class EquityCurve {

  private final long[] millis;
  private final double[] values;

  private EquityCurve(long[] millis, double[] values) {
    this.millis = millis;
    this.values = values;
  }

  /**
   * A curve of these points.
   *
   * @throws IllegalArgumentException when there is none, a time is earlier than the one before, or
   *     there is not one value for each time
   */
  public static EquityCurve of(long[] millis, double[] values) {
    if (millis.length == 0 || millis.length != values.length) {
      throw new IllegalArgumentException(
          millis.length + " times and " + values.length + " values of equity");
    }
    for (int i = 1; i < millis.length; i++) {
      if (millis[i] < millis[i - 1]) {
        throw new IllegalArgumentException(
            "equity of " + Instant.ofEpochMilli(millis[i]) + " stands after a later one");
      }
    }
    return new EquityCurve(millis.clone(), values.clone());
  }

  public int size() {
    return millis.length;
  }

  /** The time of a point, in milliseconds since the epoch. */
  public long millis(int index) {
    return millis[index];
  }

  /** The equity of a point. */
  public double value(int index) {
    return values[index];
  }

  public Instant start() {
    return Instant.ofEpochMilli(millis[0]);
  }

  public Instant end() {
    return Instant.ofEpochMilli(millis[millis.length - 1]);
  }

  /** Equity at the last point at or before a time, that of the first point before all. */
  public double at(long time) {
    int low = 0;
    int high = millis.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millis[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return values[Math.max(0, low - 1)];
  }

  /** Collects a curve. Owned by one thread. */
  public static final class Builder {

    private static final long HOUR_MILLIS = 3_600_000;

    private long[] millis = new long[64];
    private double[] values = new double[64];
    private int size;
    private boolean peakLast;

    public Builder() {}

    /** Adds a point, not earlier than the one before. */
    public void add(long time, double value) {
      if (size == millis.length) {
        millis = Arrays.copyOf(millis, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      millis[size] = time;
      values[size++] = value;
      peakLast = false;
    }

    /** Adds a new peak; it takes the place of a peak just before it within the same hour. */
    public void addPeak(long time, double value) {
      if (peakLast && millis[size - 1] / HOUR_MILLIS == time / HOUR_MILLIS) {
        size--;
      }
      add(time, value);
      peakLast = true;
    }

    /**
     * @throws IllegalArgumentException as {@link EquityCurve#of}
     */
    public EquityCurve build() {
      return of(Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
    }
  }
}
