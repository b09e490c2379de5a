/** What can be computed from a result: pure functions, defined in docs/conventions.md. */
package io.cointrader.backtest.stats;
