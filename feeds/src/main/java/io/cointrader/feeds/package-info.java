/** Where market data comes from. */
package io.cointrader.feeds;
