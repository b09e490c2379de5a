package io.cointrader.models.market;

import java.time.Duration;
import java.util.Optional;

/** The length of a candle. Candles start at multiples of their length since 1970-01-01 UTC. */
public enum Timeframe {
  M1("1m", 1),
  M5("5m", 5),
  M15("15m", 15),
  H1("1h", 60),
  H4("4h", 240),
  D1("1d", 1440);

  private final String label;
  private final long millis;

  Timeframe(String label, long minutes) {
    this.label = label;
    this.millis = minutes * 60_000;
  }

  /**
   * The timeframe written {@code 1m}, {@code 5m}, {@code 15m}, {@code 1h}, {@code 4h} or {@code
   * 1d}.
   */
  public static Optional<Timeframe> parse(String text) {
    for (Timeframe timeframe : values()) {
      if (timeframe.label.equals(text)) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }

  public String label() {
    return label;
  }

  public long millis() {
    return millis;
  }

  public Duration duration() {
    return Duration.ofMillis(millis);
  }

  /**
   * The open time of the candle that contains the given time, both in milliseconds since the epoch.
   */
  public long floor(long epochMillis) {
    return Math.floorDiv(epochMillis, millis) * millis;
  }

  /** Whether candles of this timeframe add up to whole candles of the other. */
  public boolean divides(Timeframe other) {
    return other.millis % millis == 0;
  }
}
