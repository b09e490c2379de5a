package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * What another indicator read {@code length} candles ago. No seed. Ready after {@code length + 1}
 * readings of it.
 */
public record Lag(IndicatorSpec<DoubleReading> of, int length)
    implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Lag {
    Checks.atLeastOne("a lag", length);
  }

  public static Lag of(IndicatorSpec<DoubleReading> spec, int length) {
    return new Lag(spec, length);
  }

  @Override
  public int warmup() {
    return of.warmup() + length;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(of, length);
  }

  private static final class Streaming extends DerivedIndicator {

    private final double[] ring;
    private int at;

    Streaming(IndicatorSpec<DoubleReading> of, int length) {
      super(of, length + 1);
      ring = new double[length];
    }

    @Override
    double next(double value) {
      double before = ring[at];
      ring[at] = value;
      at = at + 1 == ring.length ? 0 : at + 1;
      return before;
    }
  }
}
