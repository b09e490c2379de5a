package io.cointrader.models.strategy;

/**
 * A kind of indicator with its parameters. Equal specs (records compare by value) name the same
 * indicator, of which the engine keeps one per symbol and timeframe.
 *
 * @param <R> the type of its reading, for example {@link DoubleReading}
 */
public interface IndicatorSpec<R> {

  /** A fresh indicator without history. */
  Indicator<R> create();

  /** The candles after which the reading is ready, 1 or more. */
  int warmup();
}
