package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The median of the last {@code length} readings, the newest included; of an even number the mean
 * of the two in the middle. No seed. Ready after {@code length} readings. A candle takes two binary
 * searches and two block copies.
 */
public record Median(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Median {
    Checks.atLeastOne("a median", length);
  }

  public static Median of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Median(spec, length);
  }

  /** Of closes. */
  public static Median ofCloses(int length) {
    return new Median(CandleField.CLOSE, length);
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

    private final SlidingMedian median;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length);
      median = new SlidingMedian(length);
    }

    @Override
    double next(double value) {
      return median.next(value);
    }
  }
}
