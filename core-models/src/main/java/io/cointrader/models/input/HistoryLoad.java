package io.cointrader.models.input;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.util.List;

/**
 * Closed candles from before the run, oldest first, to warm up with; nothing is decided on them.
 */
public record HistoryLoad(
    long timeMillis, long receivedMillis, Symbol symbol, Timeframe timeframe, List<Candle> candles)
    implements Input {

  public HistoryLoad {
    candles = List.copyOf(candles);
  }
}
