package io.cointrader.history.check;

import io.cointrader.history.DamagedMonth;
import io.cointrader.history.imports.Gaps;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.List;

/**
 * What was found in the stored candles of one symbol and timeframe.
 *
 * @param repeated rows whose time stands there already
 * @param misplaced rows that are out of order, off the grid or outside the month of their file
 * @param invalid rows that make no candle
 * @param zeroVolume candles without volume; not a fault
 * @param outliers candles that leave the closes before and after by much; not a fault, for prices
 *     do that
 * @param outlierTimes the first few of them
 * @param damaged the files that cannot be read, whose candles are not among those looked at
 */
public record SeriesFindings(
    Symbol symbol,
    Timeframe timeframe,
    long candles,
    Instant first,
    Instant last,
    Gaps gaps,
    long repeated,
    long misplaced,
    long invalid,
    long zeroVolume,
    long outliers,
    List<Instant> outlierTimes,
    List<DamagedMonth> damaged) {

  public SeriesFindings {
    outlierTimes = List.copyOf(outlierTimes);
    damaged = List.copyOf(damaged);
  }

  /** Whether something is there that the store never writes. */
  public boolean isFaulty() {
    return repeated + misplaced + invalid > 0 || !damaged.isEmpty();
  }
}
