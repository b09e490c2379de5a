package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Bollinger bands of closes (J. Bollinger, Bollinger on Bollinger Bands, 2001): the middle is the
 * simple mean of the last {@code length} closes, the others lie {@code multiplier} population
 * deviations above and below. No seed. Ready after {@code length} candles. Equal closes give three
 * equal lines and a width of 0; the lower line can lie below 0.
 *
 * @param multiplier above 0, at most 100
 */
public record Bollinger(int length, double multiplier) implements IndicatorSpec<BandsReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1 or the multiplier out of bounds
   */
  public Bollinger {
    Checks.atLeastOne("a Bollinger band", length);
    Checks.multiplier("a Bollinger band", multiplier);
  }

  public static Bollinger of(int length, double multiplier) {
    return new Bollinger(length, multiplier);
  }

  /** The width of these bands as an indicator of its own. */
  public IndicatorSpec<DoubleReading> width() {
    return Part.width(this);
  }

  @Override
  public int warmup() {
    return length;
  }

  @Override
  public Indicator<BandsReading> create() {
    return new Streaming(length, multiplier);
  }

  private static final class Streaming extends Bands {

    private final SlidingMoments moments;
    private final double multiplier;

    Streaming(int length, double multiplier) {
      super(length);
      moments = new SlidingMoments(length);
      this.multiplier = multiplier;
    }

    @Override
    public void onCandle(Candle candle) {
      moments.add(candle.close());
      double middle = moments.mean();
      double away = multiplier * moments.deviation();
      show(middle + away, middle, middle - away);
    }
  }
}
