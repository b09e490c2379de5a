package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;

/** A study that cannot be made or read; the message is one line with the remedy. */
public final class StudyRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String MEND = "; mend the disk and go on";

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
        ExitCode.STORAGE, file + ": " + StorageException.words(failed) + MEND, failed);
  }

  /** Of a disk that fails. */
  static StudyRefused storage(StorageException failed) {
    return new StudyRefused(ExitCode.STORAGE, failed.getMessage() + MEND, failed);
  }

  /** Of a directory that cannot be made or written to, which need not be the disk's fault. */
  static StudyRefused directory(Path directory, IOException failed) {
    return new StudyRefused(
        ExitCode.STORAGE,
        directory
            + " cannot be written: "
            + StorageException.words(failed)
            + "; name a directory of yours by --data-dir, or check space and permissions",
        failed);
  }

  /** What a command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
