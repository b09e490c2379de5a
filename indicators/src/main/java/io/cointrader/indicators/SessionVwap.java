package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 of the candles that opened
 * in the UTC day of the newest; the newest close while none of them has volume. It begins anew with
 * the first candle of each day, whatever is missing between. Ready after one candle; before a
 * midnight was seen it holds what was seen of the day.
 */
public record SessionVwap() implements IndicatorSpec<DoubleReading> {

  private static final long DAY_MILLIS = 86_400_000;

  @Override
  public int warmup() {
    return 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming();
  }

  private static final class Streaming extends StreamingIndicator {

    private long day = Long.MIN_VALUE;
    private double value;
    private double volume;

    Streaming() {
      super(1);
    }

    @Override
    double next(Candle candle) {
      long today = Math.floorDiv(candle.openMillis(), DAY_MILLIS);
      if (today != day) {
        day = today;
        value = 0;
        volume = 0;
      }
      value += CandleField.TYPICAL.of(candle) * candle.volume();
      volume += candle.volume();
      return Volumes.traded(volume) ? value / volume : candle.close();
    }
  }
}
