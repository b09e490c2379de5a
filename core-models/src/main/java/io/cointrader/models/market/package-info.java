/** Symbols, instruments and market data. */
package io.cointrader.models.market;
