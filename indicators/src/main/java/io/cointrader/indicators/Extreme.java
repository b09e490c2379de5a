package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The highest high or lowest low of the last {@code length} candles; ready after as many. Amortised
 * constant time by a monotonic queue.
 */
public record Extreme(Of of, int length) implements IndicatorSpec<DoubleReading> {

  /** Which extreme. */
  public enum Of {
    HIGHEST_HIGH,
    LOWEST_LOW
  }

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Extreme {
    StreamingIndicator.atLeastOne("an extreme", length);
  }

  public static Extreme highestHigh(int length) {
    return new Extreme(Of.HIGHEST_HIGH, length);
  }

  public static Extreme lowestLow(int length) {
    return new Extreme(Of.LOWEST_LOW, length);
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

    private final double sign;
    private final int length;
    private final double[] values;
    private final long[] places;
    private int first;
    private int size;
    private long count;

    Streaming(Of of, int length) {
      super(length);
      this.sign = of == Of.HIGHEST_HIGH ? 1 : -1;
      this.length = length;
      values = new double[length];
      places = new long[length];
    }

    @Override
    double next(Candle candle) {
      double value = sign > 0 ? candle.high() : -candle.low();
      if (size > 0 && places[first] <= count - length) {
        first = (first + 1) % length;
        size--;
      }
      while (size > 0 && values[(first + size - 1) % length] <= value) {
        size--;
      }
      int slot = (first + size) % length;
      values[slot] = value;
      places[slot] = count;
      size++;
      count++;
      return sign * values[first];
    }
  }
}
