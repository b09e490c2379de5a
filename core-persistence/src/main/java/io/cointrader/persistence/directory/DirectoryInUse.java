package io.cointrader.persistence.directory;

/** Another engine owns the data directory. */
public final class DirectoryInUse extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryInUse(String directory, String owner) {
    super(
        directory + " is in use by " + owner + "; stop that engine, or choose another --data-dir");
  }
}
