import org.jspecify.annotations.NullMarked;

/**
 * The tests that every strategy, feed, venue and gate has to pass, as classes to extend, with a
 * clock that is set and markets that are drawn.
 */
@NullMarked
module io.cointrader.testkit {
  requires transitive io.cointrader.models;
  requires transitive io.cointrader.risk;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports io.cointrader.testkit;
}
