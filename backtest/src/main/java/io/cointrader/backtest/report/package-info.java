/** A run's result as a page. */
package io.cointrader.backtest.report;
