package io.cointrader.engine;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of an engine on a live market, in milliseconds since the epoch: that of the wall clock,
 * which also counts while the machine sleeps. It never goes back, and where the wall clock does, it
 * goes on with the monotonic one. Thread-safe.
 */
final class WallTime implements LongSupplier {

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private long millis; // guarded by this, as the next
  private long countedNanos;

  WallTime(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.millis = clock.millis();
    this.countedNanos = nanos.getAsLong();
  }

  /** Goes on from a time that an earlier process has reached. */
  synchronized void reach(long least) {
    millis = Math.max(millis, least);
  }

  @Override
  public synchronized long getAsLong() {
    long wall = clock.millis(); // read first: what passes until the next line is counted once
    long passed = Math.max(0, (nanos.getAsLong() - countedNanos) / NANOS);
    countedNanos += passed * NANOS;
    millis = Math.max(wall, millis + passed);
    return millis;
  }

  /** How far it is ahead of the wall clock, which has gone back; 0 where it has not. */
  long aheadMillis() {
    return Math.max(0, getAsLong() - clock.millis());
  }
}
