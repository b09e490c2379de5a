package io.cointrader.history;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.List;

/**
 * The stored candles of one symbol and timeframe.
 *
 * @param months how many files there are, one a month
 * @param bytes their size
 * @param candles in the files that can be read
 * @param first the open time of the first candle; the epoch where there is none
 * @param last the open time of the last candle; the epoch where there is none
 * @param missing how many candles are absent between them
 * @param damaged the files that cannot be read
 */
public record StoredSeries(
    Symbol symbol,
    Timeframe timeframe,
    int months,
    long bytes,
    long candles,
    Instant first,
    Instant last,
    long missing,
    List<DamagedMonth> damaged) {

  public StoredSeries {
    damaged = List.copyOf(damaged);
  }
}
