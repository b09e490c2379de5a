package io.cointrader.models.feed;

/**
 * A feed that cannot be opened; the message is one line naming the thing, the place and the remedy.
 */
public final class FeedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** A file or its content. */
    BAD_DATA,
    /** How the feed was asked for. */
    BAD_CONFIGURATION,
    /** The source does not answer. */
    UNREACHABLE
  }

  private final Kind kind;

  public FeedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
