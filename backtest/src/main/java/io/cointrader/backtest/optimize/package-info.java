/** The search for settings, and what its result is worth. */
package io.cointrader.backtest.optimize;
