package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Donchian channel (R. Donchian, in J. J. Murphy, Technical Analysis of the Financial Markets,
 * 1999, ch. 9): the highest high and the lowest low of the last {@code length} candles, the newest
 * included, and the mean of both. No seed. Ready after {@code length} candles.
 */
public record Donchian(int length) implements IndicatorSpec<BandsReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Donchian {
    Checks.atLeastOne("a Donchian channel", length);
  }

  public static Donchian of(int length) {
    return new Donchian(length);
  }

  /** The width of this channel as an indicator of its own. */
  public IndicatorSpec<DoubleReading> width() {
    return Part.width(this);
  }

  @Override
  public int warmup() {
    return length;
  }

  @Override
  public Indicator<BandsReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends Bands {

    private final SlidingMaximum highs;
    private final SlidingMaximum negatedLows;

    Streaming(int length) {
      super(length);
      highs = new SlidingMaximum(length);
      negatedLows = new SlidingMaximum(length);
    }

    @Override
    public void onCandle(Candle candle) {
      double upper = highs.next(candle.high());
      double lower = -negatedLows.next(-candle.low());
      show(upper, (upper + lower) / 2, lower);
    }
  }
}
