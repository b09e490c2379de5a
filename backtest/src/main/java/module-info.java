import org.jspecify.annotations.NullMarked;

/** The assembly of a run over history, with nothing written, and what can be said of its result. */
@NullMarked
module io.cointrader.backtest {
  requires transitive io.cointrader.engine;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports io.cointrader.backtest;
  exports io.cointrader.backtest.chart;
  exports io.cointrader.backtest.report;
  exports io.cointrader.backtest.stats;
}
