package io.cointrader.backtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recorded candles of exchanges. */
public final class RealCandles {

  private static final Fraction BPS5 = Fraction.of("5bps");

  private RealCandles() {}

  /** Of 1 h. */
  public static RecordedCandles hours(String... names) {
    return read("candles-1h", names);
  }

  /** Of 1 min. */
  public static RecordedCandles minutes(String... names) {
    return read("candles-1m", names);
  }

  private static RecordedCandles read(String folder, String... names) {
    Path data =
        Path.of(System.getProperty("cointrader.testData", "../../shared/data")).resolve(folder);
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    List<String> files =
        Stream.of(names).map(name -> data.resolve(name + ".csv.gz").toString()).toList();
    return CandleFileFeed.read(files, Optional.empty(), Path.of(""), BPS5, BPS5);
  }

  /** Tables that hold nothing later, not even out of sight. */
  public static RecordedCandles upTo(RecordedCandles candles, Instant end) {
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    for (Symbol symbol : candles.traits().symbols()) {
      CandleTable table = candles.table(symbol);
      CandleTable.Builder past = CandleTable.builder(table.size());
      for (int row = 0; row < table.rowAt(end.toEpochMilli()); row++) {
        past.add(table.candle(row));
      }
      tables.put(symbol, past.build());
    }
    return RecordedCandles.of(
        candles.traits(), tables, RecordedCandles.fingerprint(tables), List.of(), 0);
  }
}
