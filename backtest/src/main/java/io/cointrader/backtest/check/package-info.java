/** Whether a result is honest: no look-ahead, enough warm-up, paper like backtest. */
package io.cointrader.backtest.check;
