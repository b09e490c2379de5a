/** Contracts of plugins as tests to extend, and what it takes to write one's own. */
package io.cointrader.testkit;
