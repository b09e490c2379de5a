package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WallTimeTest {

  /** Both clocks, which move on by a second with each look at either. */
  private static final class Moving implements InstantSource {
    private long millis;

    @Override
    public Instant instant() {
      millis += 1_000;
      return Instant.ofEpochMilli(millis);
    }

    long nanos() {
      millis += 1_000;
      return millis * 1_000_000;
    }
  }

  @Test
  void whatPassesBetweenTheLooksAtBothClocksIsCountedOnce() {
    Moving clock = new Moving();
    WallTime time = new WallTime(clock, clock::nanos);
    for (int look = 0; look < 100; look++) {
      assertThat(time.getAsLong()).isBetween(clock.millis - 2_000, clock.millis);
    }
  }
}
