/** Strategies: stateless functions from closed candles to a decision, long only. */
package io.cointrader.strategies;
