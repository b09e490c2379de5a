/** Indicators over closed candles. Seeds and warm-up are said on each; NaN until ready. */
package io.cointrader.indicators;
