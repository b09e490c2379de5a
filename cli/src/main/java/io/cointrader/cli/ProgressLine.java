package io.cointrader.cli;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * How far long work is: one line that is written anew on a terminal, elsewhere a line now and then.
 * Its methods are called by one thread at a time.
 */
final class ProgressLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDTH = 79;

  /** After how many reports a guess of the time is worth showing. */
  private static final int ENOUGH = 6;

  private static final long LIVELY_NANOS = Duration.ofMillis(200).toNanos();
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean lively;
  private long began;
  private double beganAt = Double.NaN;
  private int reports;
  private long told = System.nanoTime();

  ProgressLine(PrintWriter err, boolean quiet, boolean plain) {
    this.err = err;
    this.quiet = quiet;
    this.lively = !plain && Terminal.isLively();
  }

  /**
   * @param share of the work done, 0 to 1
   */
  void at(String what, double share) {
    long now = System.nanoTime();
    if (Double.isNaN(beganAt)) {
      beganAt = share; // what was done before, or while everything was still slow
      began = now;
    }
    reports++;
    if (quiet || now - told < (lively ? LIVELY_NANOS : PLAIN_NANOS)) {
      return;
    }
    told = now;
    String text = what + ", " + (int) (100 * share) + " %" + left(share, now);
    if (lively) {
      err.print(CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
    } else {
      err.println(text);
    }
    err.flush();
  }

  private String left(double share, long now) {
    if (share <= beganAt || reports < ENOUGH) {
      return "";
    }
    long seconds = Math.round((now - began) / 1e9 * (1 - share) / (share - beganAt));
    return ", about " + time(seconds) + " left";
  }

  private static String time(long seconds) {
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  @Override
  public void close() {
    if (lively) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
