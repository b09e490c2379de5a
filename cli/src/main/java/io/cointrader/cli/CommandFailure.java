package io.cointrader.cli;

import io.cointrader.engine.ExitCode;

/** A command that cannot do what was asked; the message says what happened and what to do. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CommandFailure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
