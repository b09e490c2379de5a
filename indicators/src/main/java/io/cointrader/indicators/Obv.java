package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * On-balance volume (J. Granville, New Key to Stock Market Profits, 1963): the volume of every
 * candle that closed higher than the one before, less that of every candle that closed lower.
 * Seeded with 0 at the first candle, so that only its changes mean anything. Ready after one
 * candle.
 */
public record Obv() implements IndicatorSpec<DoubleReading> {

  @Override
  public int warmup() {
    return 1;
  }

  @Override
  public Indicator<DoubleReading> create() {
    return new Streaming();
  }

  private static final class Streaming extends StreamingIndicator {

    private double before = Double.NaN;
    private double balance;

    Streaming() {
      super(1);
    }

    @Override
    double next(Candle candle) {
      double close = candle.close();
      int up = close > before ? 1 : 0;
      int down = close < before ? 1 : 0;
      balance += (up - down) * candle.volume(); // no branch: which way it goes cannot be foreseen
      before = close;
      return balance;
    }
  }
}
