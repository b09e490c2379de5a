package io.cointrader.models.input;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;

/** The interval of a candle has passed; the time of the input is its close time. */
public record CandleClosed(long receivedMillis, Symbol symbol, Timeframe timeframe, Candle candle)
    implements Input {

  /** Of a feed with one symbol, in virtual time. */
  public static CandleClosed of(FeedTraits feed, Candle candle) {
    Timeframe timeframe = feed.candles();
    return new CandleClosed(
        candle.openMillis() + timeframe.millis(), feed.symbols().get(0), timeframe, candle);
  }

  @Override
  public long timeMillis() {
    return candle.openMillis() + timeframe.millis();
  }
}
