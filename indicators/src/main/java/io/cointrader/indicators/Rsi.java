package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Relative strength index (J. W. Wilder, New Concepts in Technical Trading Systems, 1978) of
 * closes, 0 to 100: {@code 100 - 100 / (1 + gain / loss)} with Wilder averages {@code a += (x - a)
 * / length}, both seeded with 0 at the first candle. Without any loss it is 100, without any move
 * 0. Ready after {@code length + 1} candles.
 */
public record Rsi(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Rsi {
    Checks.atLeastOne("an RSI", length);
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

    private final Smoothed gains;
    private final Smoothed losses;
    private double before = Double.NaN;

    Streaming(int length) {
      super(length + 1);
      gains = Smoothed.wilder(length);
      losses = Smoothed.wilder(length);
    }

    @Override
    double next(Candle candle) {
      double close = candle.close();
      double change = Double.isNaN(before) ? 0 : close - before;
      before = close;
      double gain = gains.next(Math.max(change, 0));
      double loss = losses.next(Math.max(-change, 0));
      if (loss == 0) {
        return gain == 0 ? 0 : 100;
      }
      return 100 - 100 / (1 + gain / loss);
    }
  }
}
