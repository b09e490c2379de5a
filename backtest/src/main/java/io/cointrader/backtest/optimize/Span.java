package io.cointrader.backtest.optimize;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of market time.
 *
 * @param from the first moment in it
 * @param to the first moment after it
 */
public record Span(Instant from, Instant to) {

  /**
   * @throws IllegalArgumentException when it is empty
   */
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a span from " + from + " to " + to + " is empty");
    }
  }

  Duration length() {
    return Duration.between(from, to);
  }

  double days() {
    return length().toMillis() / 86_400_000.0;
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
