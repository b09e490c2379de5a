package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/** The highest high or lowest low of the last {@code length} candles; ready after as many. */
public record Extreme(Of of, int length) implements IndicatorSpec<DoubleReading> {

  /** Which extreme. */
  public enum Of {
    HIGHEST_HIGH,
    LOWEST_LOW
  }

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Extreme {
    StreamingIndicator.atLeastOne("an extreme", length);
  }

  public static Extreme highestHigh(int length) {
    return new Extreme(Of.HIGHEST_HIGH, length);
  }

  public static Extreme lowestLow(int length) {
    return new Extreme(Of.LOWEST_LOW, length);
  }

  @Override
  public int warmup() {
    return length;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(of, length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final Of of;
    private final SlidingMaximum maximum;

    Streaming(Of of, int length) {
      super(length);
      this.of = of;
      maximum = new SlidingMaximum(length);
    }

    @Override
    double next(Candle candle) {
      return of == Of.HIGHEST_HIGH ? maximum.next(candle.high()) : -maximum.next(-candle.low());
    }
  }
}
