/** Measurements beside a peer or a bare limit, in one run. */
package io.cointrader.benchmarks;
