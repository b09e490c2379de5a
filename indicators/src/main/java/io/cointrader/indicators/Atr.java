package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Average true range (J. W. Wilder, New Concepts in Technical Trading Systems, 1978): the true
 * range is the largest of high - low, |high - close before| and |low - close before|, of the first
 * candle high - low; averaged by {@code a += (x - a) / length}. Seeded with the first true range,
 * of which about 37 % is left when it becomes ready, after {@code length} candles.
 */
public record Atr(int length) implements IndicatorSpec<DoubleReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Atr {
    Checks.atLeastOne("an ATR", length);
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

    private final AverageRange range;

    Streaming(int length) {
      super(length);
      range = new AverageRange(length);
    }

    @Override
    double next(Candle candle) {
      return range.next(candle);
    }
  }
}
