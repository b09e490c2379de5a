/** Reads, binds and checks configuration; nothing here starts anything. */
package io.cointrader.config;
