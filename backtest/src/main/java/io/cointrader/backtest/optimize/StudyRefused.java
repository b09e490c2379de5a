package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;

/** A study that cannot be made or read; the message is one line with the remedy. */
public final class StudyRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public StudyRefused(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  StudyRefused(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What a command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
