import org.jspecify.annotations.NullMarked;

/** Research on recorded data: honesty checks and the search for settings. */
@NullMarked
module io.cointrader.backtest {
  requires transitive io.cointrader.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires java.sql;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports io.cointrader.backtest.optimize;
}
