package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * How many population standard deviations the newest reading lies above the mean of the last {@code
 * length}, itself included: {@code (x - mean) / deviation}; 0 when all of them are equal. No seed.
 * Ready after {@code length} readings.
 */
public record ZScore(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 2
   */
  public ZScore {
    Checks.atLeast(2, "a z-score", length);
  }

  public static ZScore of(IndicatorSpec<DoubleReading> spec, int length) {
    return new ZScore(spec, length);
  }

  /** Of closes. */
  public static ZScore ofCloses(int length) {
    return new ZScore(CandleField.CLOSE, length);
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
      double deviation = moments.deviation();
      return deviation > 0 ? (value - moments.mean()) / deviation : 0;
    }
  }
}
