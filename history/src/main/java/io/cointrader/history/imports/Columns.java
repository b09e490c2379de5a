package io.cointrader.history.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where in a row what stands, by the names of the columns; -1 where a column is not there.
 *
 * @param closes whether the time is when a candle closes
 * @param date a second time beside a Unix time, which should say the same
 * @param unused the names of columns that mean nothing here
 */
record Columns(
    int time,
    boolean closes,
    int date,
    int open,
    int high,
    int low,
    int close,
    int volume,
    int price,
    int amount,
    int id,
    int symbol,
    List<String> unused) {

  private static final List<String> TIME =
      List.of(
          "opentime",
          "starttime",
          "start",
          "unixtimestamp",
          "unix",
          "timestamp",
          "time",
          "datetime",
          "date",
          "t",
          "");
  private static final List<String> DATE = List.of("date", "datetime");
  private static final List<String> CLOSE_TIME = List.of("endtime", "closetime", "end");
  private static final List<String> OPEN = List.of("open", "openprice", "o");
  private static final List<String> HIGH = List.of("high", "highprice", "h");
  private static final List<String> LOW = List.of("low", "lowprice", "l");
  private static final List<String> CLOSE = List.of("close", "closeprice", "c");
  private static final List<String> VOLUME =
      List.of("volume", "basevolume", "volumebase", "volumefrom", "vol", "v");
  private static final List<String> PRICE = List.of("price", "p");
  private static final List<String> AMOUNT =
      List.of("amount", "size", "quantity", "qty", "volume", "q");
  private static final List<String> ID = List.of("id", "tradeid", "aggtradeid");
  private static final List<String> SYMBOL =
      List.of("symbol", "pair", "productid", "product", "market");

  /** Whether cells are names of columns of candles or trades. */
  static boolean named(List<String> cells) {
    List<String> names = cells.stream().map(Columns::plain).toList();
    boolean candles = find(names, CLOSE) >= 0 && find(names, HIGH) >= 0 && find(names, LOW) >= 0;
    return candles || find(names, PRICE) >= 0 && find(names, AMOUNT) >= 0;
  }

  static Columns of(List<String> header) {
    List<String> names = header.stream().map(Columns::plain).toList();
    int opens = find(names, TIME);
    int closing = find(names, CLOSE_TIME);
    // a column without a name is an index, and a time only where no other column is one
    boolean closes = closing >= 0 && (opens < 0 || names.get(opens).isEmpty());
    Columns found =
        new Columns(
            closes ? closing : opens,
            closes,
            opens >= 0 && names.get(opens).startsWith("unix") ? find(names, DATE) : -1,
            find(names, OPEN),
            find(names, HIGH),
            find(names, LOW),
            find(names, CLOSE),
            volume(names),
            find(names, PRICE),
            find(names, AMOUNT),
            find(names, ID),
            find(names, SYMBOL),
            List.of());
    return found.unused(header);
  }

  private Columns unused(List<String> header) {
    List<Integer> used =
        isTrades()
            ? List.of(time, price, amount, id, symbol)
            : List.of(time, date, open, high, low, close, volume, symbol);
    List<String> others = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!used.contains(i) && !header.get(i).isBlank()) {
        others.add(header.get(i));
      }
    }
    return new Columns(
        time,
        closes,
        date,
        open,
        high,
        low,
        close,
        volume,
        price,
        amount,
        id,
        symbol,
        List.copyOf(others));
  }

  boolean isTrades() {
    return open < 0 && price >= 0 && amount >= 0;
  }

  boolean isCandles() {
    return open >= 0 && high >= 0 && low >= 0 && close >= 0;
  }

  /** Named volume, else the first of several volumes: the base currency's stands first. */
  private static int volume(List<String> names) {
    int exact = find(names, VOLUME);
    if (exact >= 0) {
      return exact;
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith("volume")) {
        return i;
      }
    }
    return -1;
  }

  private static int find(List<String> names, List<String> wanted) {
    for (String name : wanted) {
      int at = names.indexOf(name);
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
