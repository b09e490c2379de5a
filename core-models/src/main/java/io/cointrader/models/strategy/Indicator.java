package io.cointrader.models.strategy;

import io.cointrader.models.market.Candle;

/**
 * A streaming calculation over closed candles in order of time. Owned by one thread.
 *
 * @param <R> the type of its reading
 */
public interface Indicator<R> {

  void onCandle(Candle candle);

  /** Whether enough candles are in for the reading to be valid. */
  boolean isReady();

  /** The live reading: the same object for the life of the indicator. */
  R reading();
}
