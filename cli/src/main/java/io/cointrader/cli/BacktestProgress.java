package io.cointrader.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a backtest is: a bar with the time left on a terminal, elsewhere a line now and then.
 * Owned by the thread that runs.
 */
final class BacktestProgress implements AutoCloseable {

  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean lively;
  private final long endMillis;
  private final long began = System.nanoTime();
  private long told = began;
  private long startMillis = Long.MIN_VALUE;
  private @Nullable ProgressBar bar;

  private BacktestProgress(PrintWriter err, boolean quiet, boolean lively, long endMillis) {
    this.err = err;
    this.quiet = quiet;
    this.lively = lively;
    this.endMillis = endMillis;
  }

  /**
   * @param end where the run ends, where that is known
   */
  static BacktestProgress of(PrintWriter err, boolean quiet, Optional<Instant> end) {
    return new BacktestProgress(
        err, quiet, Terminal.isLively(), end.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
  }

  /** The run has come to a market time. */
  void reached(long millis) {
    if (startMillis == Long.MIN_VALUE) {
      startMillis = millis;
    }
    long now = System.nanoTime();
    if (quiet || now - began < QUIET_NANOS) {
      return;
    }
    if (lively) {
      bar().stepTo(hours(millis));
    } else if (now - told >= LINE_NANOS) {
      told = now;
      err.println("backtest at " + Figures.time(Instant.ofEpochMilli(millis)) + left(millis, now));
      err.flush();
    }
  }

  private long hours(long millis) {
    return Duration.ofMillis(millis - startMillis).toHours();
  }

  private String left(long millis, long now) {
    if (endMillis <= millis || millis <= startMillis) {
      return "";
    }
    double done = (double) (millis - startMillis) / (endMillis - startMillis);
    long seconds = Math.round((now - began) / 1e9 * (1 - done) / done);
    return ", " + Math.round(100 * done) + " %, about " + seconds + " s left";
  }

  private ProgressBar bar() {
    ProgressBar open = bar;
    if (open == null) {
      open =
          new ProgressBarBuilder()
              .setTaskName("backtest")
              .setUnit("h", 1)
              .setInitialMax(endMillis > startMillis ? hours(endMillis) : -1)
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(
                  new DelegatingProgressBarConsumer(
                      text -> {
                        err.print("\r" + text);
                        err.flush();
                      },
                      WIDTH))
              .build();
      bar = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
