package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.input.StorageStatus;
import io.cointrader.models.input.StorageStatus.Kind;
import io.cointrader.models.state.BotState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiskWatchTest {

  private static final long FREE = 256L << 20;

  private final List<StorageStatus> told = new ArrayList<>();
  private long usable = Long.MAX_VALUE;
  private final DiskWatch watch =
      new DiskWatch(new BotState(), () -> usable, FREE, TimeUnit.SECONDS.toNanos(5), told::add);

  private void look(long at, long tookMillis) {
    watch.look(at, TimeUnit.MILLISECONDS.toNanos(tookMillis));
  }

  @Test
  void S06_lowIsToldOnceAndOverAQuarterAboveTheLimit() {
    look(1, 1);
    usable = FREE;
    look(2, 1);
    assertThat(told).isEmpty();
    usable = FREE - 1;
    look(3, 1);
    look(4, 1);
    usable = FREE + FREE / 4 - 1;
    look(5, 1);
    usable++;
    look(6, 1);
    assertThat(told)
        .containsExactly(
            new StorageStatus(3, 3, Kind.LOW_DISK, true, "255 MiB free, at least 256 MiB wanted"),
            new StorageStatus(6, 6, Kind.LOW_DISK, false, "320 MiB free, at least 256 MiB wanted"));
  }

  @Test
  void S14_aSlowForceIsToldAndAQuickOneIsTheProofThatItIsOver() {
    look(1, 5_000);
    look(2, 5_001);
    look(3, 120_000);
    look(4, 20);
    assertThat(told)
        .containsExactly(
            new StorageStatus(
                2, 2, Kind.SLOW_DISK, true, "made durable in 5001 ms, at most 5000 ms allowed"),
            new StorageStatus(
                4, 4, Kind.SLOW_DISK, false, "made durable in 20 ms, at most 5000 ms allowed"));
  }
}
