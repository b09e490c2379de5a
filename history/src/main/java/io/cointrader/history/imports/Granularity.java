package io.cointrader.history.imports;

import io.cointrader.models.market.Timeframe;
import java.util.Optional;

/**
 * How long the candles of a file are, by their times.
 *
 * @param millis the longest usual length on whose grid at least 99 % of the times stand
 * @param closing whether they stand a millisecond before the grid, which only closes do
 */
record Granularity(long millis, boolean closing) {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] LENGTHS = {
    DAY,
    12 * HOUR,
    8 * HOUR,
    6 * HOUR,
    4 * HOUR,
    2 * HOUR,
    HOUR,
    30 * MINUTE,
    15 * MINUTE,
    10 * MINUTE,
    5 * MINUTE,
    3 * MINUTE,
    MINUTE,
    30 * SECOND,
    15 * SECOND,
    10 * SECOND,
    5 * SECOND,
    SECOND
  };

  /** Of ascending times; nothing when they stand on no grid. */
  static Optional<Granularity> of(RawCandles raw) {
    for (long length : LENGTHS) {
      for (boolean closing : new boolean[] {false, true}) {
        Granularity found = new Granularity(length, closing);
        int off = 0;
        for (int i = 0; i < raw.size; i++) {
          if (!found.holds(raw.time[i])) {
            off++;
          }
        }
        if (off * 100L <= raw.size) {
          long step = length == DAY ? leastStep(raw) : length;
          return Optional.of(step >= 7 * DAY ? new Granularity(step, closing) : found);
        }
      }
    }
    return Optional.empty();
  }

  private static long leastStep(RawCandles raw) {
    long least = Long.MAX_VALUE;
    for (int i = 1; i < raw.size; i++) {
      least = Math.min(least, raw.time[i] - raw.time[i - 1]);
    }
    return least == Long.MAX_VALUE ? DAY : least;
  }

  boolean holds(long time) {
    return Math.floorMod(closing ? time + 1 : time, millis) == 0;
  }

  /** The shortest of the engine's timeframes that these candles are or add up to. */
  Optional<Timeframe> timeframe() {
    for (Timeframe timeframe : Timeframe.values()) {
      if (timeframe.millis() % millis == 0) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }

  String label() {
    if (millis >= 28 * DAY) {
      return "1 month";
    }
    if (millis % DAY == 0) {
      return millis / DAY + "d";
    }
    if (millis % HOUR == 0) {
      return millis / HOUR + "h";
    }
    return millis % MINUTE == 0 ? millis / MINUTE + "m" : millis / SECOND + "s";
  }
}
