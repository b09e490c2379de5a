/** The store of candles and the feed that reads it. */
package io.cointrader.history;
