package io.cointrader.history.imports;

/** A file that gives no candles; the message is one line naming file, reason and remedy. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String reason;

  Refused(String file, String reason, String remedy) {
    super(file + ": " + reason + "; " + remedy);
    this.file = file;
    this.reason = reason + "; " + remedy;
  }

  public String file() {
    return file;
  }

  /** Reason and remedy without the file. */
  public String reason() {
    return reason;
  }
}
