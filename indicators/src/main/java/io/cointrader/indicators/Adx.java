package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Average directional index (J. W. Wilder, New Concepts in Technical Trading Systems, 1978). A
 * candle's +DM is the rise of its high when that is positive and more than the fall of its low, -DM
 * the other way round, else 0. The directional indicators are the Wilder averages of these over
 * that of the true range, times 100; DX is {@code 100 |+DI - -DI| / (+DI + -DI)}, ADX its Wilder
 * average. Without any movement all are 0.
 *
 * <p>Averages {@code a += (x - a) / length} are seeded at the first candle: the range with high -
 * low, the others with 0 (Wilder began with sums of {@code length} candles). Ready after {@code 2 *
 * length} candles.
 */
public record Adx(int length) implements IndicatorSpec<AdxReading> {

  /**
   * @throws IllegalArgumentException when the length is below 1
   */
  public Adx {
    Checks.atLeastOne("an ADX", length);
  }

  public static Adx of(int length) {
    return new Adx(length);
  }

  @Override
  public int warmup() {
    return 2 * length;
  }

  @Override
  public Indicator<AdxReading> create() {
    return new Streaming(length);
  }

  private static final class Streaming extends Warming<AdxReading> implements AdxReading {

    private final AverageRange range;
    private final Smoothed plusMoves;
    private final Smoothed minusMoves;
    private final Smoothed average;
    private double highBefore = Double.NaN;
    private double lowBefore = Double.NaN;
    private double adx = Double.NaN;
    private double plusDi = Double.NaN;
    private double minusDi = Double.NaN;

    Streaming(int length) {
      super(2 * length);
      range = new AverageRange(length);
      plusMoves = Smoothed.wilder(length);
      minusMoves = Smoothed.wilder(length);
      average = Smoothed.wilder(length);
    }

    @Override
    public void onCandle(Candle candle) {
      // Comparisons with NaN are false: the first candle moves nowhere.
      double up = candle.high() - highBefore;
      double down = lowBefore - candle.low();
      highBefore = candle.high();
      lowBefore = candle.low();
      double plusMove = plusMoves.next(up > down && up > 0 ? up : 0);
      double minusMove = minusMoves.next(down > up && down > 0 ? down : 0);
      double averageRange = range.next(candle);
      double plus = averageRange > 0 ? 100 * plusMove / averageRange : 0;
      double minus = averageRange > 0 ? 100 * minusMove / averageRange : 0;
      double sum = plus + minus;
      double nextAdx = average.next(sum > 0 ? 100 * Math.abs(plus - minus) / sum : 0);
      if (counted()) {
        adx = nextAdx;
        plusDi = plus;
        minusDi = minus;
      }
    }

    @Override
    public AdxReading reading() {
      return this;
    }

    @Override
    public double adx() {
      return adx;
    }

    @Override
    public double plusDi() {
      return plusDi;
    }

    @Override
    public double minusDi() {
      return minusDi;
    }
  }
}
