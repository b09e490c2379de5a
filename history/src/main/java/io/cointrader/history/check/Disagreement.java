package io.cointrader.history.check;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.List;

/**
 * How stored candles of one timeframe agree with the finer ones that are stored beside them.
 *
 * @param compared candles whose interval is filled by finer ones
 * @param different those that differ in a price, or in volume by more than a millionth
 * @param times the first few of them
 */
public record Disagreement(
    Symbol symbol,
    Timeframe fine,
    Timeframe coarse,
    long compared,
    long different,
    List<Instant> times) {

  public Disagreement {
    times = List.copyOf(times);
  }

  /** Whether more than 1 % differ: fewer are candles the exchange has restated. */
  public boolean isFaulty() {
    return different * 100 > compared;
  }
}
