package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
        ExitCode.STORAGE, file + ": " + words(failed) + "; mend the disk and go on", failed);
  }

  /** Of a directory that cannot be made or written to, which need not be the disk's fault. */
  static StudyRefused directory(Path directory, IOException failed) {
    return new StudyRefused(
        ExitCode.STORAGE,
        directory
            + " cannot be written: "
            + words(failed)
            + "; name a directory of yours by --data-dir, or check space and permissions",
        failed);
  }

  private static String words(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failed instanceof FileAlreadyExistsException) {
      return "a file stands where a directory must";
    }
    if (failed instanceof NoSuchFileException) {
      return "no directory can be made there";
    }
    String reason =
        failed instanceof FileSystemException named ? named.getReason() : failed.getMessage();
    return reason == null ? "the disk gives no reason" : reason;
  }

  /** What a command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
