package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;

/**
 * The shape of candles that strategies judge a move by: share of the body {@code |close - open| /
 * (high - low)}, place of the close {@code (close - low) / (high - low)}, and runs of green
 * candles, which close no lower than they open (S. Nison, Japanese Candlestick Charting Techniques,
 * 1991, ch. 3). No seed. Ready after one candle.
 */
public record CandleShape() implements IndicatorSpec<CandleShapeReading> {

  @Override
  public int warmup() {
    return 1;
  }

  @Override
  public Indicator<CandleShapeReading> create() {
    return new Streaming();
  }

  private static final class Streaming extends Warming<CandleShapeReading>
      implements CandleShapeReading {

    private double body = Double.NaN;
    private double closePosition = Double.NaN;
    private int greens;
    private int greensBefore;

    Streaming() {
      super(1);
    }

    @Override
    public void onCandle(Candle candle) {
      double range = candle.high() - candle.low();
      body = range > 0 ? Math.abs(candle.close() - candle.open()) / range : 0;
      closePosition = range > 0 ? (candle.close() - candle.low()) / range : 0.5;
      greensBefore = greens;
      greens = candle.close() >= candle.open() ? greens + 1 : 0;
      counted();
    }

    @Override
    public CandleShapeReading reading() {
      return this;
    }

    @Override
    public double body() {
      return body;
    }

    @Override
    public double closePosition() {
      return closePosition;
    }

    @Override
    public int greens() {
      return greens;
    }

    @Override
    public int greensBefore() {
      return greensBefore;
    }
  }
}
