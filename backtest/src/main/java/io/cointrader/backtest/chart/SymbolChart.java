package io.cointrader.backtest.chart;

import io.cointrader.models.market.Symbol;
import java.util.List;

/**
 * All of a symbol's prices in a run.
 *
 * @param widthMillis how long each candle is
 * @param candles oldest first; intervals without a price are left out
 */
public record SymbolChart(Symbol symbol, long widthMillis, List<ChartCandle> candles) {
  public SymbolChart {
    candles = List.copyOf(candles);
  }
}
