package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sees to it that a process whose command was not done ends with a code that says so, when a plugin
 * has ended it: whoever reads 0 takes the output for whole. A signal has codes of its own.
 */
final class ExitWatch {

  private static final int PATIENCE_SECONDS = 10;

  private final Thread command = Thread.currentThread();
  private final PrintWriter err;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int code;

  private ExitWatch(PrintWriter err) {
    this.err = err;
  }

  /** Begins to watch; on the thread that carries out the command. */
  static ExitWatch begin(PrintWriter err) {
    ExitWatch watch = new ExitWatch(err);
    Runtime.getRuntime().addShutdownHook(new Thread(watch::onExit, "cointrader-exit"));
    return watch;
  }

  /** The command is done, and the process may end with its code. */
  void done(int exitCode) {
    code = exitCode;
    done.countDown();
  }

  private void onExit() {
    for (var thread : Thread.getAllStackTraces().entrySet()) {
      if (done.getCount() == 0) {
        return; // looked at last: a command that is done exits itself, perhaps just now
      }
      if (isExiting(thread.getValue())) {
        err.println(
            "cointrader: the code of a plugin has ended the program before the command was done");
        Runtime.getRuntime().halt(codeOf(thread.getKey()));
      }
    }
  }

  /** A command on another thread than the one that ends the program may come to its own end. */
  private int codeOf(Thread exiting) {
    try {
      boolean ended = exiting != command && done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && code != 0 ? code : ExitCode.INTERNAL.code();
    } catch (InterruptedException givenUp) {
      return ExitCode.INTERNAL.code();
    }
  }

  private static boolean isExiting(StackTraceElement[] frames) {
    return Stream.of(frames)
        .anyMatch(
            frame ->
                frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit"));
  }
}
