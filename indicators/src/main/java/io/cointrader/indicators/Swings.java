package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Swing highs and lows (B. Williams, Trading Chaos, 1995, calls them fractals at two neighbours): a
 * candle whose high is above the highs of the {@code neighbours} candles before and after it, a low
 * the other way round; equal neighbours make no swing. A swing is known when the last of its
 * neighbours has closed, never before, and so is at least {@code neighbours} candles old. No seed.
 * Ready after {@code 2 * neighbours + 1} candles, with or without a swing.
 *
 * @param neighbours candles on each side, 1 or more
 * @param kept how many of the newest highs, and of the newest lows, are remembered, 1 or more
 */
public record Swings(int neighbours, int kept) implements IndicatorSpec<SwingsReading> {

  /**
   * @throws IllegalArgumentException when one of them is below 1
   */
  public Swings {
    Checks.atLeastOne("a swing", Math.min(neighbours, kept));
  }

  public static Swings of(int neighbours, int kept) {
    return new Swings(neighbours, kept);
  }

  @Override
  public int warmup() {
    return 2 * neighbours + 1;
  }

  @Override
  public Indicator<SwingsReading> create() {
    return new Streaming(neighbours, kept);
  }

  private static final class Streaming extends Warming<SwingsReading> implements SwingsReading {

    private final Peaks highs;
    private final Peaks negatedLows;

    Streaming(int neighbours, int kept) {
      super(2 * neighbours + 1);
      highs = new Peaks(neighbours, kept);
      negatedLows = new Peaks(neighbours, kept);
    }

    @Override
    public void onCandle(Candle candle) {
      highs.next(candle.high());
      negatedLows.next(-candle.low());
      counted();
    }

    @Override
    public SwingsReading reading() {
      return this;
    }

    @Override
    public int highs() {
      return highs.size();
    }

    @Override
    public double high(int back) {
      return highs.value(back);
    }

    @Override
    public long highAge(int back) {
      return highs.age(back);
    }

    @Override
    public int lows() {
      return negatedLows.size();
    }

    @Override
    public double low(int back) {
      return -negatedLows.value(back);
    }

    @Override
    public long lowAge(int back) {
      return negatedLows.age(back);
    }
  }
}
