package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Fast stochastic oscillator (G. Lane, "Lane's Stochastics", Technical Analysis of Stocks and
 * Commodities, 1984): {@code k = 100 (close - lowest low) / (highest high - lowest low)} over the
 * last {@code length} candles, the newest included, and d, the simple mean of the last {@code
 * smoothing} k (the k of the slow form). Where the highest is the lowest, k is 50. No seed. Ready
 * after {@code length + smoothing - 1} candles.
 */
public record Stochastic(int length, int smoothing) implements IndicatorSpec<StochasticReading> {

  /**
   * @throws IllegalArgumentException when a length is below 1
   */
  public Stochastic {
    Checks.atLeastOne("a stochastic", Math.min(length, smoothing));
  }

  public static Stochastic of(int length, int smoothing) {
    return new Stochastic(length, smoothing);
  }

  @Override
  public int warmup() {
    return length + smoothing - 1;
  }

  @Override
  public Indicator<StochasticReading> create() {
    return new Streaming(this);
  }

  private static final class Streaming extends Warming<StochasticReading>
      implements StochasticReading {

    private final int smoothing;
    private final SlidingMaximum highs;
    private final SlidingMaximum negatedLows;
    private final SlidingSum sum;
    private double k = Double.NaN;
    private double d = Double.NaN;

    Streaming(Stochastic spec) {
      super(spec.warmup());
      smoothing = spec.smoothing;
      highs = new SlidingMaximum(spec.length);
      negatedLows = new SlidingMaximum(spec.length);
      sum = new SlidingSum(smoothing);
    }

    @Override
    public void onCandle(Candle candle) {
      double low = -negatedLows.next(-candle.low());
      double range = highs.next(candle.high()) - low;
      double nextK = range > 0 ? 100 * ((candle.close() - low) / range) : 50;
      double nextD = sum.next(nextK) / smoothing;
      if (counted()) {
        k = nextK;
        d = nextD;
      }
    }

    @Override
    public StochasticReading reading() {
      return this;
    }

    @Override
    public double k() {
      return k;
    }

    @Override
    public double d() {
      return d;
    }
  }
}
