package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/** A number of the newest candle, as what other indicators are made of; ready after one. */
public enum CandleField implements IndicatorSpec<DoubleReading> {
  OPEN,
  HIGH,
  LOW,
  CLOSE,
  VOLUME,
  /** {@code (high + low + close) / 3}. */
  TYPICAL,
  /** {@code (high + low) / 2}. */
  MIDPOINT,
  /** {@code high - low}. */
  RANGE;

  double of(Candle candle) {
    return switch (this) {
      case OPEN -> candle.open();
      case HIGH -> candle.high();
      case LOW -> candle.low();
      case CLOSE -> candle.close();
      case VOLUME -> candle.volume();
      case TYPICAL -> (candle.high() + candle.low() + candle.close()) / 3;
      case MIDPOINT -> (candle.high() + candle.low()) / 2;
      case RANGE -> candle.high() - candle.low();
    };
  }

  @Override
  public int warmup() {
    return 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new StreamingIndicator(1) {
      @Override
      double next(Candle candle) {
        return of(candle);
      }
    };
  }
}
