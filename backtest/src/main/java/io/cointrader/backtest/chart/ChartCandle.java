package io.cointrader.backtest.chart;

/**
 * One candle of a picture.
 *
 * @param millis its open time, in milliseconds since the epoch
 */
public record ChartCandle(long millis, double open, double high, double low, double close) {}
