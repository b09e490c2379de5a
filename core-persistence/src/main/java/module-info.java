import org.jspecify.annotations.NullMarked;

/**
 * Memory: the storage interface, the canonical codec, the journal, snapshots, and the ownership of
 * data directories.
 */
@NullMarked
module io.cointrader.persistence {
  requires transitive io.cointrader.models;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports io.cointrader.persistence.codec;
  exports io.cointrader.persistence.directory;
  exports io.cointrader.persistence.journal;
  exports io.cointrader.persistence.snapshot;
  exports io.cointrader.persistence.storage;
}
