package io.cointrader.indicators;

/** The current numbers of a {@link Stochastic}, each 0 to 100; NaN until it is ready. */
public interface StochasticReading {

  /** Where the close lies between the lowest low and the highest high. */
  double k();

  /** The mean of the last of these. */
  double d();
}
