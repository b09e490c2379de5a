package io.cointrader.indicators;

/** The current state of a {@link Supertrend}; NaN and not up until it is ready. */
public interface SupertrendReading {

  /** The line: below the close in an upward trend, above it in a downward one. */
  double value();

  boolean isUp();
}
