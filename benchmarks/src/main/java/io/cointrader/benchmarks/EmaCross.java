package io.cointrader.benchmarks;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;

/**
 * Buys when a fast EMA crosses above a slow one, and exits when it crosses back; stop 2 % under the
 * close.
 */
record EmaCross(int fast, int slow) implements StrategyProvider {

  private static final Decision NO_CROSS = Decision.none("no_cross");
  private static final Decision EXIT = Decision.exit("crossed_back");

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("ema_cross", "EMA cross").evaluateOn(Timeframe.M1);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    DoubleReading cross = setup.indicator(new Crossing(fast, slow), Timeframe.M1);
    return view -> {
      double crossed = cross.value();
      if (crossed == 0) {
        return NO_CROSS;
      }
      boolean holds = view.inPosition();
      if (crossed > 0 && !holds) {
        double close = view.candles(Timeframe.M1).close(0);
        return Decision.buy(close)
            .stop(close * 0.98)
            .targets(close * 100)
            .score(50)
            .because("crossed");
      }
      return crossed < 0 && holds ? EXIT : NO_CROSS;
    };
  }

  /**
   * 1 on the candle whose close lifts the fast EMA above the slow one, -1 on the way back, else 0.
   */
  private record Crossing(int fast, int slow) implements IndicatorSpec<DoubleReading> {

    @Override
    public Indicator<DoubleReading> create() {
      return new Streaming(fast, slow);
    }

    @Override
    public int warmup() {
      return slow + 1;
    }
  }

  private static final class Streaming implements Indicator<DoubleReading>, DoubleReading {

    private final double fastFactor;
    private final double slowFactor;
    private final int warmup;
    private double fast;
    private double slow;
    private boolean above;
    private double value;
    private int seen;

    Streaming(int fast, int slow) {
      fastFactor = 2.0 / (fast + 1);
      slowFactor = 2.0 / (slow + 1);
      warmup = slow + 1;
    }

    @Override
    public void onCandle(Candle candle) {
      double close = candle.close();
      if (seen == 0) {
        fast = close;
        slow = close;
      }
      fast += (close - fast) * fastFactor;
      slow += (close - slow) * slowFactor;
      boolean now = fast > slow;
      value = now == above ? 0 : now ? 1 : -1;
      above = now;
      seen = Math.min(seen + 1, warmup);
    }

    @Override
    public boolean isReady() {
      return seen >= warmup;
    }

    @Override
    public DoubleReading reading() {
      return this;
    }

    @Override
    public double value() {
      return value;
    }
  }
}
