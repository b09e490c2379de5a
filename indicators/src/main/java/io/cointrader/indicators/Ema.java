package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Exponential moving average of closes: {@code e += (close - e) * 2 / (length + 1)}, seeded with
 * the first close; ready after {@code length} candles.
 */
public record Ema(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Ema {
    StreamingIndicator.atLeastOne("an EMA", length);
  }

  public static Ema of(int length) {
    return new Ema(length);
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

    private final double factor;
    private double average = Double.NaN;

    Streaming(int length) {
      super(length);
      factor = 2.0 / (length + 1);
    }

    @Override
    double next(Candle candle) {
      double close = candle.close();
      average = Double.isNaN(average) ? close : average + (close - average) * factor;
      return average;
    }
  }
}
