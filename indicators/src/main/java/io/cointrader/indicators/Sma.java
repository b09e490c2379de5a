package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Simple moving average: the mean of the last {@code length} readings, each weighing the same (J.
 * J. Murphy, Technical Analysis of the Financial Markets, 1999, ch. 9). No seed. Ready after {@code
 * length} readings.
 */
public record Sma(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Sma {
    Checks.atLeastOne("an SMA", length);
  }

  public static Sma of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Sma(spec, length);
  }

  /** Of closes. */
  public static Sma ofCloses(int length) {
    return new Sma(CandleField.CLOSE, length);
  }

  /** Of base volumes. */
  public static Sma ofVolumes(int length) {
    return new Sma(CandleField.VOLUME, length);
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

    private final int length;
    private final SlidingSum sum;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length);
      this.length = length;
      sum = new SlidingSum(length);
    }

    @Override
    double next(double value) {
      return sum.next(value) / length;
    }
  }
}
