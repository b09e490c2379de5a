package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * Moving average convergence/divergence of closes (G. Appel, Technical Analysis: Power Tools for
 * Active Investors, 2005, ch. 8): the {@link Ema} over {@code fast} less that over {@code slow},
 * and the exponential average of this over {@code signal}. All three are seeded at the first
 * candle, the signal with 0. Ready after {@code slow + signal - 1} candles.
 */
public record Macd(int fast, int slow, int signal) implements IndicatorSpec<MacdReading> {

  /**
   * @throws IllegalArgumentException when a length is below 1 or slow not above fast
   */
  public Macd {
    Checks.atLeastOne("a MACD", Math.min(fast, signal));
    Checks.atLeast(fast + 1, "the slow average of a MACD", slow);
  }

  public static Macd of(int fast, int slow, int signal) {
    return new Macd(fast, slow, signal);
  }

  @Override
  public int warmup() {
    return slow + signal - 1;
  }

  @Override
  public Indicator<MacdReading> create() {
    return new Streaming(this);
  }

  private static final class Streaming extends Warming<MacdReading> implements MacdReading {

    private final Smoothed fast;
    private final Smoothed slow;
    private final Smoothed average;
    private double line = Double.NaN;
    private double signal = Double.NaN;

    Streaming(Macd spec) {
      super(spec.warmup());
      fast = Smoothed.exponential(spec.fast);
      slow = Smoothed.exponential(spec.slow);
      average = Smoothed.exponential(spec.signal);
    }

    @Override
    public void onCandle(Candle candle) {
      double nextLine = fast.next(candle.close()) - slow.next(candle.close());
      double nextSignal = average.next(nextLine);
      if (counted()) {
        line = nextLine;
        signal = nextSignal;
      }
    }

    @Override
    public MacdReading reading() {
      return this;
    }

    @Override
    public double line() {
      return line;
    }

    @Override
    public double signal() {
      return signal;
    }
  }
}
