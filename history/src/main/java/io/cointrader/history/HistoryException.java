package io.cointrader.history;

/** A store or file that cannot be used; the message is one line naming thing, place and remedy. */
public final class HistoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** A file or its content. */
    BAD_DATA,
    /** Another process writes to the store. */
    IN_USE,
    /** The disk. */
    STORAGE
  }

  private final Kind kind;

  public HistoryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
