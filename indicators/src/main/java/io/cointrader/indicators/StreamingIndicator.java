package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;

/** An indicator with one number that is its own reading. */
abstract class StreamingIndicator implements Indicator<DoubleReading>, DoubleReading {

  private final int warmup;
  private int seen;
  private double value = Double.NaN;

  StreamingIndicator(int warmup) {
    this.warmup = warmup;
  }

  /** Takes the next candle; the value is shown from the {@code warmup}-th on. */
  abstract double next(Candle candle);

  @Override
  public final void onCandle(Candle candle) {
    double next = next(candle);
    if (seen < warmup) {
      seen++;
    }
    if (seen >= warmup) {
      value = next;
    }
  }

  @Override
  public final boolean isReady() {
    return seen >= warmup;
  }

  @Override
  public final DoubleReading reading() {
    return this;
  }

  @Override
  public final double value() {
    return value;
  }

  static int atLeastOne(String name, int candles) {
    if (candles < 1) {
      throw new IllegalArgumentException(name + " needs a length of 1 or more, found " + candles);
    }
    return candles;
  }
}
