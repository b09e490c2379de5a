package io.cointrader.indicators;

/** The current lines of a channel around the price; all NaN until it is ready. */
public interface BandsReading {

  double upper();

  double middle();

  double lower();

  /** {@code (upper - lower) / middle}, as a fraction. */
  default double width() {
    return (upper() - lower()) / middle();
  }
}
