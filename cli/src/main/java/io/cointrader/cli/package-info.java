/** The commands. No business rule lives here. */
package io.cointrader.cli;
