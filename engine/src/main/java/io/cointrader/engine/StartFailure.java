package io.cointrader.engine;

/** An engine that could not start: the step, the reason, what to do, and the exit code. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String step;
  private final ExitCode exitCode;

  StartFailure(String step, String reason, ExitCode exitCode, Throwable cause) {
    super(reason, cause);
    this.step = step;
    this.exitCode = exitCode;
  }

  /** The boot step that failed. */
  public String step() {
    return step;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
