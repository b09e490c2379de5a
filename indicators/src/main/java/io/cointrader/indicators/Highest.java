package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The highest of the last {@code length} readings of another indicator, the newest included. No
 * seed. Ready after {@code length} readings.
 */
public record Highest(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Highest {
    Checks.atLeastOne("a highest reading", length);
  }

  public static Highest of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Highest(spec, length);
  }

  @Override
  public int warmup() {
    return of.warmup() + length - 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(of, length);
  }

  private static final class Streaming extends DerivedIndicator {

    private final SlidingMaximum maximum;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length);
      maximum = new SlidingMaximum(length);
    }

    @Override
    double next(double value) {
      return maximum.next(value);
    }
  }
}
