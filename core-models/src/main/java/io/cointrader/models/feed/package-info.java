/** The contract of market data feeds. */
package io.cointrader.models.feed;
