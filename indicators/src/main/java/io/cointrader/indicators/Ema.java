package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Exponential moving average: {@code e += (x - e) * 2 / (length + 1)} (J. J. Murphy, Technical
 * Analysis of the Financial Markets, 1999, ch. 9). Seeded with the first reading, of which about 13
 * % is left when it becomes ready, after {@code length} readings, and 1e-9 after about 10 times as
 * many.
 */
public record Ema(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Ema {
    Checks.atLeastOne("an EMA", length);
  }

  public static Ema of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Ema(spec, length);
  }

  /** Of closes. */
  public static Ema of(int length) {
    return new Ema(CandleField.CLOSE, length);
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

    private final Smoothed average;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length);
      average = Smoothed.exponential(length);
    }

    @Override
    double next(double value) {
      return average.next(value);
    }
  }
}
