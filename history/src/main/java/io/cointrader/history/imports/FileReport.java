package io.cointrader.history.imports;

import io.cointrader.history.Merge;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.List;

/**
 * What was found in a file and what became of it.
 *
 * @param file its name; of a file inside a zip, {@code ARCHIVE!NAME}
 * @param format for people, for example {@code Kraken OHLCVT}
 * @param source the length of a candle or {@code trades}, as the file has it, for example {@code
 *     1s}
 * @param rows how many rows of data it holds
 * @param dropped the rows left out, by reason
 * @param repaired what was put right, a sentence each
 * @param notes what else people should know, a sentence each
 * @param candles how many candles it gave
 * @param merge what became of them in the store; nothing before they are written
 */
public record FileReport(
    String file,
    String format,
    Symbol symbol,
    Timeframe timeframe,
    String source,
    long rows,
    List<Dropped> dropped,
    List<String> repaired,
    List<String> notes,
    long candles,
    Instant first,
    Instant last,
    Gaps gaps,
    long zeroVolume,
    Merge merge) {

  public FileReport {
    dropped = List.copyOf(dropped);
    repaired = List.copyOf(repaired);
    notes = List.copyOf(notes);
  }

  /**
   * Rows left out for one reason.
   *
   * @param firstLine where the first of them stands; 0 where a row has no line
   */
  public record Dropped(String why, long rows, long firstLine) {}

  /** The same after it was written. */
  public FileReport written(Merge merged) {
    return new FileReport(
        file,
        format,
        symbol,
        timeframe,
        source,
        rows,
        dropped,
        repaired,
        notes,
        candles,
        first,
        last,
        gaps,
        zeroVolume,
        merged);
  }
}
