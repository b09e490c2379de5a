package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Average true range (Wilder 1978): the true range is the largest of high - low, |high - close
 * before| and |low - close before|, of the first candle high - low; averaged by {@code a += (x - a)
 * / length}, seeded with the first true range. Ready after {@code length} candles.
 */
public record Atr(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Atr {
    StreamingIndicator.atLeastOne("an ATR", length);
  }

  public static Atr of(int length) {
    return new Atr(length);
  }

  @Override
  public int warmup() {
    return length;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends StreamingIndicator {

    private final double factor;
    private double before = Double.NaN;
    private double average = Double.NaN;

    Streaming(int length) {
      super(length);
      factor = 1.0 / length;
    }

    @Override
    double next(Candle candle) {
      double range = candle.high() - candle.low();
      if (Double.isNaN(before)) {
        average = range;
      } else {
        range =
            Math.max(
                range, Math.max(Math.abs(candle.high() - before), Math.abs(candle.low() - before)));
        average += (range - average) * factor;
      }
      before = candle.close();
      return average;
    }
  }
}
