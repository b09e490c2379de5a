package io.cointrader.backtest.chart;

import java.util.List;

/**
 * The prices of a run, few enough to draw whatever its length.
 *
 * @param symbols by symbol
 * @param trades in the order in which they closed
 */
public record Charts(List<SymbolChart> symbols, List<TradeChart> trades) {

  /** No picture. */
  public static final Charts NONE = new Charts(List.of(), List.of());

  public Charts {
    symbols = List.copyOf(symbols);
    trades = List.copyOf(trades);
  }
}
