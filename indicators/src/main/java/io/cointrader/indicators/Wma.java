package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Linearly weighted moving average: weights 1, 2, … {@code length}, the newest reading the
 * heaviest, divided by {@code length * (length + 1) / 2} (J. J. Murphy, Technical Analysis of the
 * Financial Markets, 1999, ch. 9). No seed. Ready after {@code length} readings.
 */
public record Wma(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Wma {
    Checks.atLeastOne("a WMA", length);
  }

  public static Wma of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Wma(spec, length);
  }

  /** Of closes. */
  public static Wma ofCloses(int length) {
    return new Wma(CandleField.CLOSE, length);
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
      return moments.weightedMean();
    }
  }
}
