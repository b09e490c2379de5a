/** Exact decimals and the value types made of them. */
package io.cointrader.models.number;
