package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Path;

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

  /** Of a disk that fails. */
  static StudyRefused storage(Path file, IOException failed) {
    return new StudyRefused(
        ExitCode.STORAGE, file + ": " + failed.getMessage() + "; mend the disk and go on", failed);
  }

  /** What a command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
