package io.cointrader.backtest;

import io.cointrader.models.input.Started;
import java.time.Instant;

/**
 * A run that is kept.
 *
 * @param id its folder's name
 * @param kept when, by the clock of the machine
 * @param seed of the simulated venue
 * @param result what it found; configuration, build and trading rules are in {@code started}
 */
public record StoredRun(String id, Instant kept, long seed, BacktestResult result) {

  /** The configuration it had, and what it was assembled from. */
  public Started started() {
    return result.started();
  }
}
