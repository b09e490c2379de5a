package io.cointrader.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. Thread-safe. */
public final class VirtualClock implements InstantSource {

  private volatile Instant now; // written under the monitor only

  private VirtualClock(Instant start) {
    now = start;
  }

  /** A clock that stands at the given time. */
  public static VirtualClock at(Instant start) {
    return new VirtualClock(start);
  }

  /**
   * A clock that stands at a time such as {@code 2026-03-04T12:00:00Z}.
   *
   * @throws java.time.format.DateTimeParseException when the text is no such time
   */
  public static VirtualClock at(String start) {
    return at(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Moves the clock forward; the time it now shows.
   *
   * @throws IllegalArgumentException when the duration is negative
   */
  public synchronized Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back, found " + by);
    }
    now = now.plus(by);
    return now;
  }

  @Override
  public String toString() {
    return "clock at " + now;
  }
}
