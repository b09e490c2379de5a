/** Runs over history, their results, and runs that were kept. */
package io.cointrader.backtest;
