package io.cointrader.models.input;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;

/** The interval of a candle has passed; the time of the input is its close time. */
public record CandleClosed(long receivedMillis, Symbol symbol, Timeframe timeframe, Candle candle)
    implements Input {

  @Override
  public long timeMillis() {
    return candle.openMillis() + timeframe.millis();
  }
}
