package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Supertrend (O. Seban, Tout le monde mérite d'être riche, 2008): bands {@code multiplier} times
 * the {@link Atr} above and below the midpoint (high + low) / 2. The lower band only rises until a
 * close was below it, the upper only falls until a close was above it. In an upward trend the line
 * is the lower band, until a candle closes below it; then the upper, until a candle closes above
 * that.
 *
 * <p>Seeded upward with a lower band of 0 and the first candle's upper band. Ready after {@code
 * length + 1} candles; it is free of its seed from the first turn on, but for that of the ATR.
 *
 * @param multiplier above 0, at most 100
 */
public record Supertrend(int length, double multiplier)
    implements IndicatorSpec<SupertrendReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1 or the multiplier out of bounds
   */
  public Supertrend {
    Checks.atLeastOne("a Supertrend", length);
    Checks.multiplier("a Supertrend", multiplier);
  }

  public static Supertrend of(int length, double multiplier) {
    return new Supertrend(length, multiplier);
  }

  @Override
  public int warmup() {
    return length + 1;
  }

  @Override
  public Indicator<SupertrendReading> create() {
    return new Streaming(length, multiplier);
  }

  private static final class Streaming extends Warming<SupertrendReading>
      implements SupertrendReading {

    private final double multiplier;
    private final AverageRange range;
    private double before = Double.NaN;
    private double lower;
    private double upper = Double.POSITIVE_INFINITY;
    private boolean rising = true;
    private double value = Double.NaN;

    Streaming(int length, double multiplier) {
      super(length + 1);
      this.multiplier = multiplier;
      range = new AverageRange(length);
    }

    @Override
    public void onCandle(Candle candle) {
      double away = multiplier * range.next(candle);
      double midpoint = CandleField.MIDPOINT.of(candle);
      boolean first = Double.isNaN(before);
      if (midpoint + away < upper || before > upper) {
        upper = midpoint + away;
      }
      if (!first && (midpoint - away > lower || before < lower)) {
        lower = midpoint - away;
      }
      rising = rising ? candle.close() >= lower : candle.close() > upper;
      before = candle.close();
      if (counted()) {
        value = rising ? lower : upper;
      }
    }

    @Override
    public SupertrendReading reading() {
      return this;
    }

    @Override
    public double value() {
      return value;
    }

    @Override
    public boolean isUp() {
      return rising && isReady();
    }
  }
}
