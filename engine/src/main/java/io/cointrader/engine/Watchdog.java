package io.cointrader.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Watches a thread that counts its steps: when the count stays for too long while there is
 * something to do, the thread hangs. Tells it once.
 */
final class Watchdog implements Runnable, AutoCloseable {

  private static final int LOOKS = 4; // within the deadline

  private final LongSupplier steps;
  private final BooleanSupplier idle;
  private final long deadlineMillis;
  private final Consumer<String> hangs;
  private final Thread watched;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param idle whether the thread waits for something to do
   * @param hangs is told where the thread is
   */
  Watchdog(
      Thread watched,
      LongSupplier steps,
      BooleanSupplier idle,
      long deadlineMillis,
      Consumer<String> hangs) {
    this.watched = watched;
    this.steps = steps;
    this.idle = idle;
    this.deadlineMillis = deadlineMillis;
    this.hangs = hangs;
  }

  @Override
  public void run() {
    long seen = -1;
    int same = 0;
    while (awaitNextLook()) {
      long now = steps.getAsLong();
      same = now == seen && !idle.getAsBoolean() ? same + 1 : 0;
      seen = now;
      if (same >= LOOKS) {
        hangs.accept(place());
        return;
      }
    }
  }

  /** False when nobody is to be watched any more. */
  private boolean awaitNextLook() {
    try {
      return !over.await(Math.max(1, deadlineMillis / LOOKS), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String place() {
    StackTraceElement[] stack = watched.getStackTrace();
    return stack.length == 0 ? "no place: it is dead" : stack[0].toString();
  }

  @Override
  public void close() {
    over.countDown();
  }
}
