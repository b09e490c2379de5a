import org.jspecify.annotations.NullMarked;

/**
 * The assembly of a run over history, with nothing written, and what can be said of its result;
 * checks that such a result is honest, and the search for settings.
 */
@NullMarked
module io.cointrader.backtest {
  requires transitive io.cointrader.engine;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires java.sql;
  requires duckdb.jdbc;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports io.cointrader.backtest;
  exports io.cointrader.backtest.chart;
  exports io.cointrader.backtest.check;
  exports io.cointrader.backtest.optimize;
  exports io.cointrader.backtest.report;
  exports io.cointrader.backtest.stats;
}
