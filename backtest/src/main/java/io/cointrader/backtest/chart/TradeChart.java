package io.cointrader.backtest.chart;

import java.util.List;

/**
 * The prices around a trade, from a little before it to a little after.
 *
 * @param trade its id
 * @param widthMillis how long each candle is
 * @param candles oldest first; intervals without a price are left out
 */
public record TradeChart(long trade, long widthMillis, List<ChartCandle> candles) {
  public TradeChart {
    candles = List.copyOf(candles);
  }
}
