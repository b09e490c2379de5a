/** Candles for pictures: few enough to draw, finer around trades. */
package io.cointrader.backtest.chart;
