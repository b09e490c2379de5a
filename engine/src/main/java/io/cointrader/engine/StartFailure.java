package io.cointrader.engine;

import java.util.Optional;

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

  /** What is wrong. */
  public String reason() {
    return parts()[0];
  }

  /** What to do about it; empty where only the reason is known. */
  public Optional<String> remedy() {
    String[] parts = parts();
    return parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
  }

  /** Messages are "reason; remedy". */
  private String[] parts() {
    return String.valueOf(getMessage()).split("; ", 2);
  }

  /** The boot step that failed. */
  public String step() {
    return step;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
