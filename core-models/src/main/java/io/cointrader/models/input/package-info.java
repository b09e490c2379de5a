/** Everything the trading core can be told. */
package io.cointrader.models.input;
