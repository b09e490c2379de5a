package io.cointrader.engine;

import java.util.Optional;

/** An engine that could not start: the step, the reason, what to do, and the exit code. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What does not fit. */
  public enum Kind {
    /** The enabled strategies, as they are set: with other settings they may start. */
    STRATEGIES,
    /** Anything else. */
    OTHER
  }

  private final String step;
  private final Kind kind;
  private final ExitCode exitCode;

  StartFailure(String step, Kind kind, String reason, ExitCode exitCode, Throwable cause) {
    super(reason, cause);
    this.step = step;
    this.kind = kind;
    this.exitCode = exitCode;
  }

  public Kind kind() {
    return kind;
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
