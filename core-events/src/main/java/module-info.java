import org.jspecify.annotations.NullMarked;

/**
 * Electrical: the single-writer loop, the bus that shows its facts to others, and the replay of a
 * journal.
 */
@NullMarked
module io.cointrader.events {
  requires transitive io.cointrader.models;
  requires transitive io.cointrader.persistence;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.cointrader.events;
}
