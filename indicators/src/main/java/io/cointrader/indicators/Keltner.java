package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Keltner channel in the form of L. Bradford Raschke and L. Connors (Street Smarts, 1996): the
 * middle is the {@link Ema} of closes over {@code length}, the others lie {@code multiplier} times
 * the {@link Atr} over {@code atrLength} above and below. Seeds as there. Ready after the longer of
 * both lengths. The lower line can lie below 0.
 *
 * @param multiplier above 0, at most 100
 */
public record Keltner(int length, int atrLength, double multiplier)
    implements IndicatorSpec<BandsReading> {

  /**
   * @throws IllegalArgumentException when a length is below 1 or the multiplier out of bounds
   */
  public Keltner {
    Checks.atLeastOne("a Keltner channel", Math.min(length, atrLength));
    Checks.multiplier("a Keltner channel", multiplier);
  }

  public static Keltner of(int length, int atrLength, double multiplier) {
    return new Keltner(length, atrLength, multiplier);
  }

  /** The width of this channel as an indicator of its own. */
  public IndicatorSpec<DoubleReading> width() {
    return Part.width(this);
  }

  @Override
  public int warmup() {
    return Math.max(length, atrLength);
  }

  @Override
  public Indicator<BandsReading> create() {
    return new Streaming(this);
  }

  private static final class Streaming extends Bands {

    private final Smoothed average;
    private final AverageRange range;
    private final double multiplier;

    Streaming(Keltner spec) {
      super(spec.warmup());
      average = Smoothed.exponential(spec.length);
      range = new AverageRange(spec.atrLength);
      multiplier = spec.multiplier;
    }

    @Override
    public void onCandle(Candle candle) {
      double middle = average.next(candle.close());
      double away = multiplier * range.next(candle);
      show(middle + away, middle, middle - away);
    }
  }
}
