/** The contract of strategies and indicators. */
package io.cointrader.models.strategy;
