package io.cointrader.history.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rows become raw candles or, of trades, bars. Owned by one thread. */
final class RowReader {

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private final String file;
  private final Rows rows;
  private final Times times;
  private final Defects defects;
  private final TradeBars bars;
  private final RawCandles raw = new RawCandles();
  private final SeenNumbers seen = new SeenNumbers();
  private final Map<Integer, Long> widths = new TreeMap<>();
  private final SortedSet<String> markets = new TreeSet<>();
  private String format = "";
  private boolean orderKnown = true;
  private boolean closes;
  private List<String> unused = List.of();
  private long read;
  private long trades;
  private long disagreeing;

  RowReader(String file, Rows rows, Times times, Defects defects, TradeBars bars) {
    this.file = file;
    this.rows = rows;
    this.times = times;
    this.defects = defects;
    this.bars = bars;
  }

  void readAll() throws IOException {
    List<String> cells = rows.next();
    if (cells == null) {
      throw new Refused(file, "holds no row", "name a file with candles or trades");
    }
    if (rows.header().isEmpty()) {
      for (; cells != null; cells = rows.next()) {
        read++;
        unnamed(cells);
      }
      if (widths.size() > 1) {
        List<String> layouts = new ArrayList<>();
        widths.forEach(
            (width, count) -> layouts.add(Times.count(count) + " rows of " + width + " columns"));
        defects.repaired(
            "two layouts in one file, each read as its own: " + String.join(", ", layouts));
      }
    } else {
      named(cells);
    }
  }

  private void named(List<String> first) throws IOException {
    Columns columns = Columns.of(rows.header());
    if (columns.time() < 0 || !columns.isTrades() && !columns.isCandles()) {
      throw new Refused(
          file,
          "its columns " + rows.header() + " are neither candles nor trades",
          "they must name a time, open, high, low, close and volume, or a time, price and amount");
    }
    if (columns.isCandles() && columns.volume() < 0) {
      throw new Refused(
          file,
          "its columns " + rows.header() + " have no volume",
          "take a file with the volume in the base currency");
    }
    closes = columns.closes();
    unused = columns.unused();
    format = columns.isTrades() ? "trades, named columns" : "candles, named columns";
    for (List<String> cells = first; cells != null; cells = rows.next()) {
      read++;
      if (cells.size() < rows.header().size()) {
        defects.bad(cells.size() + " columns instead of " + rows.header().size(), rows.line());
        continue;
      }
      if (columns.symbol() >= 0) {
        markets.add(cells.get(columns.symbol()));
      }
      if (columns.date() >= 0) {
        compare(cells.get(columns.time()), cells.get(columns.date()));
      }
      if (columns.isTrades()) {
        trade(
            cells.get(columns.time()),
            cells.get(columns.price()),
            cells.get(columns.amount()),
            columns.id() < 0 ? "" : cells.get(columns.id()));
      } else {
        candle(
            cells.get(columns.time()),
            cells.get(columns.open()),
            cells.get(columns.high()),
            cells.get(columns.low()),
            cells.get(columns.close()),
            cells.get(columns.volume()));
      }
    }
    if (disagreeing > 0) {
      defects.repaired(
          "the column "
              + rows.header().get(columns.date())
              + " says another time than "
              + rows.header().get(columns.time())
              + " in "
              + Times.count(disagreeing)
              + " rows: the Unix time holds");
    }
  }

  private void compare(String unix, String date) {
    Times apart = new Times("");
    long time = apart.read(date);
    if (time != Times.NONE && time != apart.read(unix)) {
      disagreeing++;
    }
  }

  /** A row whose columns have no names: its width tells what it is. */
  private void unnamed(List<String> all) {
    int width = all.get(all.size() - 1).isEmpty() ? all.size() - 1 : all.size();
    List<String> c = all.subList(0, width);
    widths.merge(width, 1L, Long::sum);
    boolean maker = width > 6 && isFlag(c.get(width - 1));
    switch (width) {
      case 3 -> {
        kind("Kraken trades");
        trade(c.get(0), c.get(1), c.get(2), "");
      }
      case 6 -> {
        kind("six columns");
        orderKnown = false;
        candle(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5));
      }
      case 7 -> {
        if (maker) {
          kind("Binance trades");
          trade(c.get(4), c.get(1), c.get(2), c.get(0));
        } else if (isSide(c.get(3))) {
          kind("freqtrade trades");
          trade(c.get(0), c.get(4), c.get(5), c.get(1));
        } else {
          kind("Kraken OHLCVT");
          candle(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5));
        }
      }
      case 8 -> {
        if (maker) {
          kind("Binance aggregated trades");
          trade(c.get(5), c.get(1), c.get(2), c.get(0));
        } else {
          kind("Kraken REST");
          withMean(c);
        }
      }
      case 11 ->
          throw new Refused(
              file,
              "holds quotes (bid and ask), not trades",
              "take the file of trades, such as …_trade.zip");
      case 12 -> {
        kind("Binance klines");
        candle(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5));
      }
      default -> throw unknown(width);
    }
  }

  private Refused unknown(int width) {
    return new Refused(
        file,
        "line "
            + rows.line()
            + " has "
            + width
            + " columns without names, which is no known layout",
        "write the names timestamp,open,high,low,close,volume above the columns");
  }

  private void kind(String name) {
    if (format.isEmpty()) {
      format = name;
    }
  }

  private static boolean isFlag(String cell) {
    String small = cell.toLowerCase(Locale.ROOT);
    return small.equals("true") || small.equals("false");
  }

  private static boolean isSide(String cell) {
    return cell.equals("buy") || cell.equals("sell");
  }

  /** Kraken's REST answer has the mean price by volume before the volume. */
  private void withMean(List<String> c) {
    double mean = number(c.get(5));
    boolean none = mean == 0 && number(c.get(6)) == 0;
    if (!none && !(mean >= number(c.get(3)) && mean <= number(c.get(2)))) {
      defects.bad("the mean price is outside low to high", rows.line());
      return;
    }
    candle(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(6));
  }

  private void candle(String t, String a, String b, String c, String d, String volume) {
    long time = times.read(t);
    if (time == Times.NONE) {
      defects.bad("\"" + shortened(t) + "\" is no time", rows.line());
      return;
    }
    raw.add(time, number(a), number(b), number(c), number(d), number(volume), rows.line());
  }

  private void trade(String t, String p, String a, String id) {
    long time = times.read(t);
    double price = number(p);
    double amount = number(a);
    if (time == Times.NONE) {
      defects.bad("\"" + shortened(t) + "\" is no time", rows.line());
    } else if (!(price > 0 && amount > 0 && price < Double.POSITIVE_INFINITY)) {
      defects.bad("a trade of " + shortened(a) + " at " + shortened(p), rows.line());
    } else {
      boolean numbered = WHOLE.matcher(id).matches();
      long number = numbered ? Long.parseLong(id) : trades;
      if (numbered && !seen.add(number)) {
        defects.dropped("a trade whose number has come before", rows.line());
        return;
      }
      trades++;
      bars.add(time, number, price, amount);
    }
  }

  private static String shortened(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }

  boolean isTrades() {
    return trades > 0;
  }

  RawCandles candles() {
    return isTrades() ? bars.candles() : raw;
  }

  boolean isOrderKnown() {
    return isTrades() || orderKnown;
  }

  boolean closes() {
    return closes;
  }

  String format() {
    return format;
  }

  List<String> unused() {
    return unused;
  }

  long read() {
    return read;
  }

  /** The markets that rows name. */
  SortedSet<String> markets() {
    return markets;
  }
}
