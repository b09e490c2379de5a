/** The contract of execution venues. */
package io.cointrader.risk.venue;
