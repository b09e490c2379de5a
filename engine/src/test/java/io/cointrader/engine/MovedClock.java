package io.cointrader.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until the test moves it. */
final class MovedClock implements InstantSource {

  private final AtomicLong millis;

  MovedClock(String start) {
    millis = new AtomicLong(Instant.parse(start).toEpochMilli());
  }

  void advance(Duration by) {
    millis.addAndGet(by.toMillis());
  }

  long nanos() {
    return millis.get() * 1_000_000;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }
}
