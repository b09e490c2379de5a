package io.cointrader.models.feed;

import io.cointrader.models.hash.Sha256;
import io.cointrader.models.market.Symbol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The candles of some symbols and a period of them: what any number of feeds can be opened on, from
 * any thread, at the cost of a cursor each. Immutable; the tables are shared, never copied.
 */
public final class RecordedCandles {

  final FeedTraits traits;
  final Symbol[] symbols;
  final CandleTable[] tables;
  final int[] begin;
  final int[] end;
  final String fingerprint;
  final List<String> notices;
  final long badRows;
  private final String whole;

  private RecordedCandles(
      FeedTraits traits,
      Symbol[] symbols,
      CandleTable[] tables,
      int[] begin,
      int[] end,
      String whole,
      String fingerprint,
      List<String> notices,
      long badRows) {
    this.traits = traits;
    this.symbols = symbols;
    this.tables = tables;
    this.begin = begin;
    this.end = end;
    this.whole = whole;
    this.fingerprint = fingerprint;
    this.notices = List.copyOf(notices);
    this.badRows = badRows;
  }

  /**
   * All candles of these tables.
   *
   * @param traits of the feed; its symbols are those of the tables
   * @param tables of the timeframe that the traits name, each with at least one row on its grid
   * @param fingerprint names the data: SHA-256 in hex, another for any other data
   * @param notices what people should know of the data, a line each
   * @param badRows how many rows were bad and left out
   * @throws IllegalArgumentException when the symbols differ, a table is empty, or the fingerprint
   *     is no SHA-256
   */
  public static RecordedCandles of(
      FeedTraits traits,
      SortedMap<Symbol, CandleTable> tables,
      String fingerprint,
      List<String> notices,
      long badRows) {
    if (!List.copyOf(tables.keySet()).equals(traits.symbols())) {
      throw new IllegalArgumentException(
          "tables of " + tables.keySet() + " for a feed of " + traits.symbols());
    }
    if (!fingerprint.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a fingerprint is SHA-256 in hex, found " + fingerprint);
    }
    CandleTable[] columns = tables.values().toArray(new CandleTable[0]);
    int[] end = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].size == 0) {
        throw new IllegalArgumentException(traits.symbols().get(i) + " has no candle");
      }
      end[i] = columns[i].size;
    }
    return new RecordedCandles(
        traits,
        tables.keySet().toArray(new Symbol[0]),
        columns,
        new int[columns.length],
        end,
        fingerprint,
        fingerprint,
        notices,
        badRows);
  }

  /**
   * A name for the content of tables: SHA-256 in hex over symbols, open times and numbers as raw
   * bits.
   */
  public static String fingerprint(SortedMap<Symbol, CandleTable> tables) {
    return fingerprint(tables, Optional.empty(), Optional.empty());
  }

  /**
   * A name for what of tables lies in a period, whatever is stored before and after it.
   *
   * @param from included; absent: where the data begins
   * @param to excluded; absent: where the data ends
   */
  public static String fingerprint(
      SortedMap<Symbol, CandleTable> tables, Optional<Instant> from, Optional<Instant> to) {
    long first = from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    long last = to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    MessageDigest sha = Sha256.begin();
    tables.forEach(
        (symbol, table) -> update(sha, symbol, table, table.rowAt(first), table.rowAt(last)));
    return Sha256.end(sha);
  }

  /** A line of symbol and count, then the rows, each with its open time and five numbers. */
  static void update(MessageDigest sha, Symbol symbol, CandleTable table, int from, int to) {
    sha.update((symbol + " " + (to - from) + "\n").getBytes(StandardCharsets.US_ASCII));
    ByteBuffer row = ByteBuffer.allocate(48 * 1024);
    for (int at = from; at < to; at++) {
      row.putLong(table.time[at])
          .putDouble(table.open[at])
          .putDouble(table.high[at])
          .putDouble(table.low[at])
          .putDouble(table.close[at])
          .putDouble(table.volume[at]);
      if (!row.hasRemaining()) {
        sha.update(row.array());
        row.clear();
      }
    }
    sha.update(row.array(), 0, row.position());
  }

  /**
   * The same tables with another beginning and end. What opens before the beginning is history: it
   * warms up and is no input; what opens at or after the end is not there.
   *
   * @param from of the first candle's open; absent: where the data begins
   * @param to after the last candle's open; absent: where the data ends
   * @throws FeedException when a symbol has no candle in that period, naming those it has
   */
  public RecordedCandles between(Optional<Instant> from, Optional<Instant> to) {
    long first = from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    long last = to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    if (first >= last) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "market.from is "
              + Instant.ofEpochMilli(first)
              + ", not before market.to, "
              + Instant.ofEpochMilli(last)
              + "; write a later market.to");
    }
    int[] begins = new int[tables.length];
    int[] ends = new int[tables.length];
    List<String> without = new ArrayList<>();
    for (int i = 0; i < tables.length; i++) {
      begins[i] = tables[i].rowAt(first);
      ends[i] = tables[i].rowAt(last);
      if (begins[i] == ends[i]) {
        without.add(
            symbols[i]
                + " has candles from "
                + Instant.ofEpochMilli(tables[i].time[0])
                + " to "
                + Instant.ofEpochMilli(tables[i].time[tables[i].size - 1]));
      }
    }
    if (!without.isEmpty()) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "no candle"
              + from.map(time -> " from " + time).orElse("")
              + to.map(time -> " to " + time).orElse("")
              + ": "
              + String.join(", ", without)
              + "; choose market.from and market.to inside the data, or leave the symbol out");
    }
    String named =
        from.isEmpty() && to.isEmpty() ? whole : Sha256.of(whole + " " + first + " " + last);
    return new RecordedCandles(
        traits, symbols, tables, begins, ends, whole, named, notices, badRows);
  }

  public FeedTraits traits() {
    return traits;
  }

  /**
   * The candles of a symbol, those outside the period included.
   *
   * @throws IllegalArgumentException when it is none of {@link FeedTraits#symbols()}
   */
  public CandleTable table(Symbol symbol) {
    int i = traits.symbols().indexOf(symbol);
    if (i < 0) {
      throw new IllegalArgumentException("there is no data of " + symbol);
    }
    return tables[i];
  }

  /** SHA-256 in hex that names these data and this period. */
  public String fingerprint() {
    return fingerprint;
  }

  /** How many candles lie in the period, of all symbols. */
  public long rows() {
    long rows = 0;
    for (int i = 0; i < end.length; i++) {
      rows += end[i] - begin[i];
    }
    return rows;
  }

  /** The open time of the first candle of the period. */
  public Instant start() {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < tables.length; i++) {
      first = Math.min(first, tables[i].time[begin[i]]);
    }
    return Instant.ofEpochMilli(first);
  }

  /** The close time of the last candle of the period. */
  public Instant end() {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < tables.length; i++) {
      last = Math.max(last, tables[i].time[end[i] - 1]);
    }
    return Instant.ofEpochMilli(last + traits.candles().millis());
  }

  /** A feed at the beginning of the period, for the thread that calls. */
  public MergedCandles open() {
    return new MergedCandles(this);
  }
}
