package io.cointrader.indicators;

/** The current numbers of an {@link Adx}, each 0 to 100; all NaN until it is ready. */
public interface AdxReading {

  /** How much of a trend there is, whichever its direction. */
  double adx();

  /** How much of the movement goes up. */
  double plusDi();

  /** How much of the movement goes down. */
  double minusDi();
}
