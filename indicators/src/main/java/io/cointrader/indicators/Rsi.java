package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Relative strength index (Wilder 1978) of closes: {@code 100 - 100 / (1 + gain / loss)} with
 * Wilder averages {@code a += (x - a) / length}, both seeded with 0 at the first candle. Without
 * any loss it is 100, without any move 0. Ready after {@code length + 1} candles.
 */
public record Rsi(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Rsi {
    StreamingIndicator.atLeastOne("an RSI", length);
  }

  public static Rsi of(int length) {
    return new Rsi(length);
  }

  @Override
  public int warmup() {
    return length + 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final double factor;
    private double before = Double.NaN;
    private double gain;
    private double loss;

    Streaming(int length) {
      super(length + 1);
      factor = 1.0 / length;
    }

    @Override
    double next(Candle candle) {
      double close = candle.close();
      if (!Double.isNaN(before)) {
        double change = close - before;
        gain += (Math.max(change, 0) - gain) * factor;
        loss += (Math.max(-change, 0) - loss) * factor;
      }
      before = close;
      if (loss == 0) {
        return gain == 0 ? 0 : 100;
      }
      return 100 - 100 / (1 + gain / loss);
    }
  }
}
