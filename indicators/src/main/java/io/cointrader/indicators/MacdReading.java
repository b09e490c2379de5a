package io.cointrader.indicators;

/** The current numbers of a {@link Macd}; all NaN until it is ready. */
public interface MacdReading {

  /** The fast average less the slow one, in units of the price. */
  double line();

  /** The average of the line. */
  double signal();

  /** The line less its signal. */
  default double histogram() {
    return line() - signal();
  }
}
