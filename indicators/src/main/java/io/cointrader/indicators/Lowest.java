package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The lowest of the last {@code length} readings of another indicator, the newest included; ready
 * when that many readings were.
 */
public record Lowest(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Lowest {
    StreamingIndicator.atLeastOne("a lowest reading", length);
  }

  public static Lowest of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Lowest(spec, length);
  }

  @Override
  public int warmup() {
    return of.warmup() + length - 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(of, length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final Indicator<DoubleReading> source;
    private final SlidingMaximum maximum;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of.warmup() + length - 1);
      source = of.create();
      maximum = new SlidingMaximum(length);
    }

    @Override
    double next(Candle candle) {
      source.onCandle(candle);
      return source.isReady() ? -maximum.next(-source.reading().value()) : Double.NaN;
    }
  }
}
