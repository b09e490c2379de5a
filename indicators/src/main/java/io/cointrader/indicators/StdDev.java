package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Population standard deviation {@code sqrt(sum((x - mean)^2) / length)} of the last {@code length}
 * readings, the newest included, by Welford's method over blocks, so that no digits cancel: equal
 * readings of any size give exactly 0. No seed. Ready after {@code length} readings.
 */
public record StdDev(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public StdDev {
    Checks.atLeastOne("a standard deviation", length);
  }

  public static StdDev of(IndicatorSpec<DoubleReading> spec, int length) {
    return new StdDev(spec, length);
  }

  /** Of closes. */
  public static StdDev ofCloses(int length) {
    return new StdDev(CandleField.CLOSE, length);
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
      return moments.deviation();
    }
  }
}
