package io.cointrader.persistence.storage;

/** A storage call that failed; the message names the operation, the path and the cause. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StorageException(String operation, String path, Throwable cause) {
    super(operation + " " + path + " failed: " + cause(cause), cause);
  }

  private static String cause(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + message;
  }
}
