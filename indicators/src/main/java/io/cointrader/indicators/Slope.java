package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Slope of the least-squares line through the last {@code length} readings, in units of the reading
 * per candle: {@code sum((i - mean i)(x - mean x)) / sum((i - mean i)^2)}. No seed. Ready after
 * {@code length} readings.
 */
public record Slope(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 2
   */
  public Slope {
    Checks.atLeast(2, "a slope", length);
  }

  public static Slope of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Slope(spec, length);
  }

  /** Of closes. */
  public static Slope ofCloses(int length) {
    return new Slope(CandleField.CLOSE, length);
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

    private final SlidingMoments moments;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length);
      moments = new SlidingMoments(length);
    }

    @Override
    double next(double value) {
      moments.add(value);
      return moments.slope();
    }
  }
}
