package io.cointrader.models.strategy;

/** The current value of an indicator with one number. */
@FunctionalInterface
public interface DoubleReading {

  /** The value after the newest closed candle; NaN until the indicator is ready. */
  double value();
}
