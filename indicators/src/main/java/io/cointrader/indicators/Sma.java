package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Simple moving average of the last {@code length} closes or volumes; ready after as many candles.
 * The sum is made anew once a round, so that rounding errors do not add up.
 */
public record Sma(Of of, int length) implements IndicatorSpec<DoubleReading> {

  /** What is averaged. */
  public enum Of {
    CLOSE,
    VOLUME
  }

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Sma {
    StreamingIndicator.atLeastOne("an SMA", length);
  }

  public static Sma ofCloses(int length) {
    return new Sma(Of.CLOSE, length);
  }

  public static Sma ofVolumes(int length) {
    return new Sma(Of.VOLUME, length);
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
    private final double[] window;
    private int at;
    private double sum;

    Streaming(Of of, int length) {
      super(length);
      this.of = of;
      window = new double[length];
    }

    @Override
    double next(Candle candle) {
      double value = of == Of.CLOSE ? candle.close() : candle.volume();
      sum += value - window[at];
      window[at] = value;
      at++;
      if (at == window.length) {
        at = 0;
        sum = 0;
        for (double kept : window) {
          sum += kept;
        }
      }
      return sum / window.length;
    }
  }
}
