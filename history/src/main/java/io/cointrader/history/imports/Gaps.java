package io.cointrader.history.imports;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/**
 * What is absent between the first and the last candle. An absent candle is nobody's fault: without
 * a trade many exchanges write none.
 *
 * @param holes how many runs of absent candles
 * @param missing how many absent candles
 * @param largest how many in the longest run
 * @param largestFrom where it begins
 */
public record Gaps(long holes, long missing, long largest, Optional<Instant> largestFrom) {

  /** Those of a table. */
  public static Gaps of(CandleTable table, Timeframe timeframe) {
    long holes = 0;
    long missing = 0;
    long largest = 0;
    long at = 0;
    for (int i = 1; i < table.size(); i++) {
      long expected = table.openMillis(i - 1) + timeframe.millis();
      long absent = (table.openMillis(i) - expected) / timeframe.millis();
      if (absent > 0) {
        holes++;
        missing += absent;
        if (absent > largest) {
          largest = absent;
          at = expected;
        }
      }
    }
    return new Gaps(
        holes,
        missing,
        largest,
        largest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at)));
  }
}
