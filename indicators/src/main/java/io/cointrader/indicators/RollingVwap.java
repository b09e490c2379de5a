package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 over the last {@code
 * length} candles, the newest included; the newest close when none of them has volume. No seed.
 * Ready after {@code length} candles.
 */
public record RollingVwap(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public RollingVwap {
    Checks.atLeastOne("a VWAP", length);
  }

  public static RollingVwap of(int length) {
    return new RollingVwap(length);
  }

  @Override
  public int warmup() {
    return length;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final SlidingSum values;
    private final SlidingSum volumes;

    Streaming(int length) {
      super(length);
      values = new SlidingSum(length);
      volumes = new SlidingSum(length);
    }

    @Override
    double next(Candle candle) {
      double value = values.next(CandleField.TYPICAL.of(candle) * candle.volume());
      double volume = volumes.next(candle.volume());
      return Volumes.traded(volume) ? value / volume : candle.close();
    }
  }
}
