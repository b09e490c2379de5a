package io.cointrader.engine;

import io.cointrader.models.input.StorageStatus;
import io.cointrader.models.input.StorageStatus.Kind;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Scope;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks at the disk whenever the record was made durable, and tells when it gets low or slow, and
 * when that is over. What got low is over a quarter above the limit. Owned by the core thread.
 */
final class DiskWatch {

  private final LongSupplier usableBytes;
  private final long leastBytes;
  private final long slowNanos;
  private final Consumer<StorageStatus> changes;
  private final Set<Kind> holding = EnumSet.noneOf(Kind.class);

  /**
   * @param state says what held when the last process ended
   */
  DiskWatch(
      BotState state,
      LongSupplier usableBytes,
      long leastBytes,
      long slowNanos,
      Consumer<StorageStatus> changes) {
    this.usableBytes = usableBytes;
    this.leastBytes = leastBytes;
    this.slowNanos = slowNanos;
    this.changes = changes;
    for (Kind kind : Kind.values()) {
      if (state.isRestricted(kind.name().toLowerCase(Locale.ROOT), Scope.ALL)) {
        holding.add(kind);
      }
    }
  }

  /**
   * @param tookNanos how long the disk took
   */
  void look(long nowMillis, long tookNanos) {
    long usable = usableBytes.getAsLong();
    boolean low =
        usable < leastBytes
            || holding.contains(Kind.LOW_DISK) && usable < leastBytes + leastBytes / 4;
    tell(
        nowMillis,
        Kind.LOW_DISK,
        low,
        usable == Long.MAX_VALUE
            ? "enough is free"
            : (usable >> 20) + " MiB free, at least " + (leastBytes >> 20) + " MiB wanted");
    tell(
        nowMillis,
        Kind.SLOW_DISK,
        tookNanos > slowNanos,
        "made durable in "
            + TimeUnit.NANOSECONDS.toMillis(tookNanos)
            + " ms, at most "
            + TimeUnit.NANOSECONDS.toMillis(slowNanos)
            + " ms allowed");
  }

  private void tell(long nowMillis, Kind kind, boolean holds, String detail) {
    if (holds ? holding.add(kind) : holding.remove(kind)) {
      changes.accept(new StorageStatus(nowMillis, nowMillis, kind, holds, detail));
    }
  }
}
