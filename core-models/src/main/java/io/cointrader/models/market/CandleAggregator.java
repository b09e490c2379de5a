package io.cointrader.models.market;

import org.jspecify.annotations.Nullable;

/**
 * Builds candles of a longer timeframe from closed candles of a shorter one. A built candle holds
 * exactly those candles whose time lies in its interval; a missing one is left out, never borrowed
 * from a neighbour. It is closed when the last candle of its interval is in or, when that one is
 * missing, when a candle of a later interval comes. Owned by one thread.
 */
public final class CandleAggregator {

  private final Timeframe source;
  private final Timeframe target;
  private long bucket = Long.MIN_VALUE;
  private boolean building;
  private double open;
  private double high;
  private double low;
  private double close;
  private double volume;

  /**
   * @throws IllegalArgumentException when the source does not divide the target
   */
  public CandleAggregator(Timeframe source, Timeframe target) {
    if (!source.divides(target) || source == target) {
      throw new IllegalArgumentException(
          source.label() + " candles do not add up to " + target.label() + " candles");
    }
    this.source = source;
    this.target = target;
  }

  public Timeframe target() {
    return target;
  }

  /**
   * A candle whose interval passed without its last part, closed by the arrival of a candle opening
   * at {@code openMillis}; null when there is none. To be asked before {@link #add}.
   */
  public @Nullable Candle closedBefore(long openMillis) {
    if (!building || openMillis < bucket + target.millis()) {
      return null;
    }
    return finish();
  }

  /** Takes the next candle in order of time; the candle it completes, or null. */
  public @Nullable Candle add(Candle candle) {
    long start = target.floor(candle.openMillis());
    if (!building || start != bucket) {
      bucket = start;
      building = true;
      open = candle.open();
      high = candle.high();
      low = candle.low();
      volume = 0;
    }
    high = Math.max(high, candle.high());
    low = Math.min(low, candle.low());
    close = candle.close();
    volume = Math.min(volume + candle.volume(), Candle.MOST_VOLUME);
    return candle.openMillis() + source.millis() == bucket + target.millis() ? finish() : null;
  }

  private Candle finish() {
    building = false;
    return new Candle(bucket, open, high, low, close, volume);
  }
}
