package io.cointrader.backtest.optimize;

import java.util.Locale;

/** How a study chooses what it tries. */
public enum Sampling {
  /** Every combination. */
  GRID,
  /** Different combinations, each as likely as any other. */
  RANDOM,
  /** Generations that move to where values are better (CMA-ES). */
  CMAES;

  /** The name in options and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
