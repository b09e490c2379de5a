package io.cointrader.persistence.codec;

/**
 * Text that is not the canonical form of the type it should be; the message names field and type.
 */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CodecException(String message) {
    super(message);
  }

  CodecException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same, saying where. */
  CodecException in(String place) {
    return new CodecException(place + ": " + getMessage(), this);
  }
}
