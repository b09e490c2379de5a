package io.cointrader.history.imports;

import io.cointrader.history.Merge;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the candles of one file, by the rules of "History" in {@code docs/conventions.md}. Owned by
 * one thread.
 */
final class CandleReader {

  private static final int INVENTED = 5;
  private static final int LOOKED_AT = 100;
  private static final int REPEATED = 3;
  private static final long HALF_HOUR = 1_800_000;
  private static final double MUCH = 1e9;
  private static final List<String> DOLLARS = List.of("USD", "USDT", "USDC", "EUR", "PERP");

  /** A file's candles with what there is to say of it. */
  record Candles(FileReport report, CandleTable table) {}

  private final String file;
  private final String name;
  private final ImportOptions options;
  private final Defects defects = new Defects();
  private final Times times;

  /**
   * @param file as people know it
   * @param name that tells market and day
   */
  CandleReader(String file, String name, ImportOptions options) {
    this.file = file;
    this.name = name;
    this.options = options;
    this.times = new Times(name);
  }

  /**
   * @throws Refused when the file gives no candles
   */
  Candles read(InputStream in) throws IOException {
    Timeframe asked = options.timeframe().orElse(Timeframe.M1);
    BufferedInputStream text = new BufferedInputStream(in, 1 << 16);
    Rows rows = isJson(text) ? new JsonRows(text) : new CsvRows(text);
    RowReader reader = new RowReader(file, rows, times, defects, new TradeBars(asked.millis()));
    reader.readAll();
    Symbol symbol = symbol(reader, rows);
    RawCandles raw = reader.candles();
    String format = reader.format();
    if (!reader.isOrderKnown()) {
      format = arrange(raw);
    }
    dropInvalid(raw);
    requireFew(reader.read());
    sort(raw);
    dropRepeated(raw);
    Granularity granularity =
        reader.isTrades() ? new Granularity(asked.millis(), false) : granularity(raw);
    Timeframe timeframe = timeframe(granularity);
    dropOffGrid(raw, granularity);
    requireFew(reader.read());
    toOpenTimes(raw, granularity, reader.closes());
    defects.repaired().addAll(times.repaired());
    dropUnfinished(raw, granularity, reader.isTrades());
    dropInvented(raw);
    refuseSamples(raw);
    dropHalves(raw, granularity, timeframe);
    CandleTable table = table(raw, granularity, timeframe);
    if (table.size() == 0) {
      throw new Refused(file, "holds no candle", "name a file with candles or trades");
    }
    note(reader, table, symbol, timeframe);
    FileReport report =
        new FileReport(
            file,
            format,
            symbol,
            timeframe,
            reader.isTrades() ? "trades" : granularity.label(),
            reader.read(),
            defects.dropped(),
            defects.repaired(),
            defects.notes(),
            table.size(),
            Instant.ofEpochMilli(table.openMillis(0)),
            Instant.ofEpochMilli(table.openMillis(table.size() - 1)),
            Gaps.of(table, timeframe),
            zeroVolume(table),
            Merge.NOTHING);
    return new Candles(report, table);
  }

  private static boolean isJson(BufferedInputStream text) throws IOException {
    text.mark(4096);
    int c = text.read();
    for (int i = 0; i < 1000 && (Character.isWhitespace(c) || c >= 0xbb); i++) {
      c = text.read(); // blanks and a byte order mark
    }
    text.reset();
    return c == '[' || c == '{';
  }

  private Symbol symbol(RowReader reader, Rows rows) {
    if (options.symbol().isPresent()) {
      return options.symbol().get();
    }
    if (reader.markets().size() > 1) {
      throw new Refused(
          file,
          "holds several markets: " + String.join(", ", reader.markets()),
          "split it into a file for each");
    }
    Optional<Symbol> named =
        reader.markets().stream().findFirst().flatMap(Markets::in).or(() -> Markets.in(name));
    return named
        .or(() -> Markets.in(rows.market()))
        .orElseThrow(() -> new Refused(file, "does not tell its market", "write SYMBOL=" + file));
  }

  private String arrange(RawCandles raw) {
    List<RawCandles.Order> order = raw.order();
    if (order.isEmpty()) {
      throw new Refused(
          file,
          "the prices are candles in no known order of columns",
          "write the names timestamp,open,high,low,close,volume above the columns");
    }
    raw.arrange(order.get(0));
    if (order.get(0) != RawCandles.Order.OPEN_HIGH_LOW_CLOSE) {
      defects.repaired("columns are " + order.get(0).label + ", as the prices show");
    }
    return "six columns: time, " + order.get(0).label + ", volume";
  }

  private void dropInvalid(RawCandles raw) {
    boolean[] drop = new boolean[raw.size];
    for (int i = 0; i < raw.size; i++) {
      String problem =
          Candle.problem(raw.open(i), raw.high(i), raw.low(i), raw.close(i), raw.volume[i]);
      if (!problem.isEmpty()) {
        defects.bad(problem, raw.line[i]);
        drop[i] = true;
      }
    }
    raw.drop(drop);
  }

  private void requireFew(long rows) {
    if (defects.bad() * 100 > rows) {
      throw new Refused(
          file,
          Times.count(defects.bad())
              + " of "
              + Times.count(rows)
              + " rows are bad, more than 1 %; "
              + defects.first(),
          "repair or replace the file");
    }
  }

  private void sort(RawCandles raw) {
    int back = raw.stepsBack();
    if (back == 0) {
      return;
    }
    raw.sort();
    defects.repaired(
        back * 100L >= (raw.size - 1) * 90L
            ? "newest first: turned round"
            : "the time steps back " + Times.count(back) + " times: sorted");
  }

  /** Of candles of one time that differ, the one with more volume is the more complete. */
  private void dropRepeated(RawCandles raw) {
    boolean[] drop = new boolean[raw.size];
    long different = 0;
    for (int i = 1, kept = 0; i < raw.size; i++) {
      if (raw.time[i] != raw.time[kept]) {
        kept = i;
      } else if (raw.equal(i, kept)) {
        drop[i] = true;
        defects.dropped("a candle that is there already, with the same numbers", raw.line[i]);
      } else {
        different++;
        boolean more = raw.volume[i] > raw.volume[kept];
        int loser = more ? kept : i;
        drop[loser] = true;
        defects.dropped(
            "a candle that is there with other numbers and more volume", raw.line[loser]);
        kept = more ? i : kept;
      }
    }
    if (different * 100 > raw.size) {
      throw new Refused(
          file,
          Times.count(different) + " times stand twice with different numbers, more than 1 %",
          "it holds two sources: import each from its own file");
    }
    raw.drop(drop);
  }

  private Granularity granularity(RawCandles raw) {
    if (raw.size == 1 && options.timeframe().isPresent()) {
      return new Granularity(options.timeframe().get().millis(), false);
    }
    if (raw.size < 2) {
      throw new Refused(
          file,
          raw.size == 0 ? "holds no candle" : "one candle does not tell its length",
          raw.size == 0 ? "name a file with candles or trades" : "say it with --timeframe");
    }
    return Granularity.of(raw)
        .orElseThrow(
            () ->
                new Refused(
                    file,
                    "its times stand on no grid from 1 s to 1 d",
                    "take a file of whole candles, or of trades with price and amount"));
  }

  private Timeframe timeframe(Granularity granularity) {
    Timeframe timeframe =
        granularity
            .timeframe()
            .orElseThrow(
                () ->
                    new Refused(
                        file,
                        "candles of "
                            + granularity.label()
                            + " do not add up to any timeframe from 1m to 1d",
                        "take a finer file of the same market"));
    if (timeframe.millis() != granularity.millis()) {
      defects.repaired("candles of " + granularity.label() + " made into " + timeframe.label());
    }
    return timeframe;
  }

  private void dropOffGrid(RawCandles raw, Granularity granularity) {
    boolean[] drop = new boolean[raw.size];
    for (int i = 0; i < raw.size; i++) {
      if (!granularity.holds(raw.time[i])) {
        drop[i] = true;
        defects.bad("the time is not on the " + granularity.label() + " grid", raw.line[i]);
      }
    }
    raw.drop(drop);
  }

  private void toOpenTimes(RawCandles raw, Granularity granularity, boolean closes) {
    if (!closes && !granularity.closing()) {
      return;
    }
    long back = granularity.millis() - (granularity.closing() ? 1 : 0);
    for (int i = 0; i < raw.size; i++) {
      raw.time[i] -= back;
    }
    defects.repaired(
        "times are those of the close: each candle opens " + granularity.label() + " earlier");
  }

  /** The newest candle of a download is often not whole yet. */
  private void dropUnfinished(RawCandles raw, Granularity granularity, boolean trades) {
    boolean[] drop = new boolean[raw.size];
    for (int i = 0; i < raw.size; i++) {
      if (raw.time[i] + granularity.millis() > options.now().toEpochMilli()) {
        drop[i] = true;
        defects.dropped("a candle that has not closed yet", raw.line[i]);
      }
    }
    raw.drop(drop);
    int last = raw.size - 1;
    if (!trades && last > 0 && raw.volume[last] == 0 && !raw.isFlat(last)) {
      boolean[] newest = new boolean[raw.size];
      newest[last] = true;
      defects.dropped("the newest candle is not finished: it moves without volume", raw.line[last]);
      raw.drop(newest);
    }
  }

  /** Round prices and volumes at an end of a file that has no others. */
  private void dropInvented(RawCandles raw) {
    boolean[] round = new boolean[raw.size];
    int all = 0;
    for (int i = 0; i < raw.size; i++) {
      round[i] = isRound(raw, i);
      all += round[i] ? 1 : 0;
    }
    int first = 0;
    while (first < raw.size && round[first]) {
      first++;
    }
    int last = 0;
    while (last < raw.size - first && round[raw.size - 1 - last]) {
      last++;
    }
    first = first < INVENTED ? 0 : first;
    last = last < INVENTED ? 0 : last;
    int suspect = first + last;
    if (suspect == 0 || (all - suspect) * 100L > raw.size - suspect) {
      return;
    }
    boolean[] drop = new boolean[raw.size];
    Arrays.fill(drop, 0, first, true);
    Arrays.fill(drop, raw.size - last, raw.size, true);
    for (int i = 0; i < raw.size; i++) {
      if (drop[i]) {
        defects.dropped(
            "a candle that looks invented: round prices and volume, unlike the rest", raw.line[i]);
      }
    }
    raw.drop(drop);
  }

  /** At least three prices of at most four digits, a whole volume of at most three, some range. */
  private static boolean isRound(RawCandles raw, int i) {
    double volume = raw.volume[i];
    if (volume < 100 || volume != Math.rint(volume) || raw.isFlat(i) || digits(volume) > 3) {
      return false;
    }
    int prices = 0;
    for (int p = 0; p < 4; p++) {
      prices += digits(raw.price[p][i]) <= 4 ? 1 : 0;
    }
    return prices >= 3;
  }

  private static int digits(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
  }

  /** Prices looked at once in a while are no candles: they have no range, and often no volume. */
  private void refuseSamples(RawCandles raw) {
    int flat = 0;
    int silent = 0;
    int moving = 0;
    for (int i = 0; i < raw.size; i++) {
      flat += raw.isFlat(i) ? 1 : 0;
      silent += raw.volume[i] == 0 ? 1 : 0;
      moving += i > 0 && raw.volume[i] == 0 && raw.open(i) != raw.close(i - 1) ? 1 : 0;
    }
    if (flat * 100L >= raw.size * 99L && moving * 10L >= raw.size) {
      throw new Refused(
          file,
          Times.count(flat)
              + " of "
              + Times.count(raw.size)
              + " candles have a single price and "
              + Times.count(silent)
              + " no volume although the price moves: these are samples of a price, not candles",
          "take the data of an exchange");
    }
  }

  /**
   * A candle made of finer ones at an end of the file, when the file begins or ends inside it.
   * Where finer ones are often absent, because nothing was traded, that cannot be told.
   */
  private void dropHalves(RawCandles raw, Granularity granularity, Timeframe timeframe) {
    int last = raw.size - 1;
    if (granularity.millis() == timeframe.millis() || last < 0) {
      return;
    }
    long begin = timeframe.floor(raw.time[0]);
    long end = timeframe.floor(raw.time[last]);
    boolean late = raw.time[0] != begin;
    boolean early = raw.time[last] + granularity.millis() != end + timeframe.millis();
    long parts = (raw.time[last] - raw.time[0]) / granularity.millis() + 1;
    if ((late || early) && raw.size * 10L < parts * 9L) {
      defects.note("the first and the last candle may lack parts that are in other files");
      return;
    }
    boolean[] drop = new boolean[raw.size];
    for (int i = 0; i < raw.size; i++) {
      long open = timeframe.floor(raw.time[i]);
      drop[i] = late && open == begin || early && open == end;
      if (drop[i]) {
        defects.dropped(
            "a part of a candle of "
                + timeframe.label()
                + " whose other parts are not in the file, at its "
                + (open == begin && late ? "beginning" : "end"),
            raw.line[i]);
      }
    }
    raw.drop(drop);
  }

  private static CandleTable table(RawCandles raw, Granularity granularity, Timeframe timeframe) {
    CandleTable.Builder rows = CandleTable.builder(raw.size);
    boolean whole = granularity.millis() == timeframe.millis();
    for (int i = 0; i < raw.size; ) {
      long open = whole ? raw.time[i] : timeframe.floor(raw.time[i]);
      double high = raw.high(i);
      double low = raw.low(i);
      double volume = raw.volume[i];
      int last = i;
      while (!whole && last + 1 < raw.size && timeframe.floor(raw.time[last + 1]) == open) {
        last++;
        high = Math.max(high, raw.high(last));
        low = Math.min(low, raw.low(last));
        volume += raw.volume[last];
      }
      rows.add(open, raw.open(i), high, low, raw.close(last), Math.min(volume, Candle.MOST_VOLUME));
      i = last + 1;
    }
    return rows.build();
  }

  private void note(RowReader reader, CandleTable table, Symbol symbol, Timeframe timeframe) {
    if (!reader.unused().isEmpty()) {
      defects.note("columns not used: " + String.join(", ", reader.unused()));
    }
    repeats(table, timeframe);
    if (reader.isTrades()) {
      defects.note("the first and the last candle may lack trades that are in other files");
    }
    int fine = 0;
    for (int i = 0; i < table.size(); i++) {
      fine += i < LOOKED_AT && digits(table.close(i)) > 12 ? 1 : 0;
    }
    if (fine * 10 >= Math.min(LOOKED_AT, table.size()) * 9) {
      defects.note(
          "prices have more than 12 digits: a vendor computed them, nobody traded at them");
    }
    double[] turnover = new double[table.size()];
    for (int i = 0; i < turnover.length; i++) {
      turnover[i] = table.volume(i) * table.close(i);
    }
    Arrays.sort(turnover);
    double perMinute =
        turnover[turnover.length / 2] / ((double) timeframe.millis() / Timeframe.M1.millis());
    if (DOLLARS.contains(symbol.quote()) && perMinute > MUCH) {
      defects.note(
          String.format(
              Locale.ROOT,
              "volume × price is %.0e a minute: the volume may be in the quote currency",
              perMinute));
    }
  }

  /**
   * Candles in a row that have all numbers of candles before them: part of such a file is hours
   * off, as where a vendor took local time for UTC.
   */
  private void repeats(CandleTable table, Timeframe timeframe) {
    Map<Candle, Integer> seen = new HashMap<>();
    int run = 0;
    int lag = 0;
    for (int i = 0; i < table.size(); i++) {
      boolean moving = table.high(i) > table.low(i) && table.volume(i) > 0;
      Candle numbers =
          new Candle(
              0, table.open(i), table.high(i), table.low(i), table.close(i), table.volume(i));
      Integer before = moving ? seen.put(numbers, i) : null;
      run = before == null ? 0 : i - before == lag ? run + 1 : 1;
      lag = before == null ? 0 : i - before;
      if (run == REPEATED && lag * timeframe.millis() >= HALF_HOUR) {
        int from = i - run + 1;
        defects.note(
            "the candles from "
                + Instant.ofEpochMilli(table.openMillis(from))
                + " have all the numbers of those from "
                + Instant.ofEpochMilli(table.openMillis(from - lag))
                + ": the times of a part of the file may be hours off");
        return;
      }
    }
  }

  private static long zeroVolume(CandleTable table) {
    long none = 0;
    for (int i = 0; i < table.size(); i++) {
      none += table.volume(i) == 0 ? 1 : 0;
    }
    return none;
  }
}
