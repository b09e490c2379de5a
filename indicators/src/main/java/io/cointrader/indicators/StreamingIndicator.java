package io.cointrader.indicators;

import io.cointrader.models.market.Candle;

/** One number calculated from candles. */
abstract class StreamingIndicator extends SingleValue {

  StreamingIndicator(int warmup) {
    super(warmup);
  }

  abstract double next(Candle candle);

  @Override
  public final void onCandle(Candle candle) {
    show(next(candle));
  }
}
