/** Everything the trading core can decide or learn. */
package io.cointrader.models.fact;
