package io.cointrader.backtest.report;

import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.Blocker;
import io.cointrader.backtest.StoredRun;
import io.cointrader.backtest.chart.ChartCandle;
import io.cointrader.backtest.chart.SymbolChart;
import io.cointrader.backtest.chart.TradeChart;
import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.MonthReturn;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.state.Scope;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the page draws, as JSON that can stand inside a page. */
final class PageData {

  private static final long MINUTE_MILLIS = 60_000;
  private static final int DIGITS = 6;
  private static final int MOST_POINTS = 1600;
  private static final List<String> COLUMNS =
      List.of(
          "symbol",
          "strategy",
          "from",
          "entry",
          "exit",
          "net",
          "r",
          "stop",
          "last",
          "tp1",
          "tp2",
          "mae",
          "mfe",
          "exits");

  private final BacktestResult result;
  private final Statistics statistics;
  private final StoredRun run;
  private final long epoch;
  private final List<String> symbols;
  private final List<String> strategies;
  private final List<String> reasons;
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json =
      JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text);

  private PageData(StoredRun run) {
    this.run = run;
    this.result = run.result();
    this.statistics = result.statistics();
    this.epoch = result.summary().dataFrom().toEpochMilli() / MINUTE_MILLIS * MINUTE_MILLIS;
    this.symbols = result.summary().symbols().stream().map(Object::toString).toList();
    this.strategies =
        result.trades().stream()
            .map(trade -> trade.closed().strategy())
            .distinct()
            .sorted()
            .toList();
    this.reasons = Stream.of(ExitReason.values()).map(ExitReason::code).toList();
  }

  /** The data of a run; every {@code <} is escaped, so that no text can end the script it is in. */
  static String of(StoredRun run) {
    PageData data = new PageData(run);
    data.write();
    data.json.close();
    return data.text.toString().replace("<", "\\u003c");
  }

  private void write() {
    RunSummary summary = result.summary();
    json.writeStartObject();
    json.writeStringProperty("title", title(summary));
    json.writeStringProperty("subtitle", subtitle(summary));
    json.writeBooleanProperty("simulated", summary.simulated());
    restricted().ifPresent(words -> json.writeStringProperty("restricted", words));
    strings(
        "costs",
        List.of(Words.costsInShort(statistics), Words.costs(statistics, summary.currency())));
    rows("kpis", Words.figures(result, statistics));
    groups();
    rows("blockers", blockers());
    rows("settings", settings());
    json.writeNumberProperty("epoch", epoch);
    strings("symbols", symbols);
    strings("strategies", strategies);
    strings("reasons", reasons);
    points("equity", Optional.of(result.equity()));
    points("holding", result.holding());
    months();
    prices();
    trades();
    windows();
    json.writeEndObject();
  }

  private String title(RunSummary summary) {
    return symbols.size() <= 4
        ? String.join(", ", symbols)
        : symbols.size() + " symbols in " + summary.currency();
  }

  private String subtitle(RunSummary summary) {
    return "Backtest "
        + run.id()
        + " \u00b7 "
        + Words.day(summary.dataFrom())
        + " to "
        + Words.day(summary.dataTo())
        + " \u00b7 "
        + summary.candles()
        + " candles of "
        + result.started().feed().candles().label();
  }

  private Optional<String> restricted() {
    return result.summary().restrictions().stream()
        .filter(restriction -> restriction.scope().equals(Scope.ALL))
        .findFirst()
        .map(restriction -> "No entries " + Words.restriction(restriction));
  }

  private void groups() {
    json.writeArrayPropertyStart("groups");
    if (statistics.trades().trades() > 0) {
      group("Per pair", "pair", statistics.bySymbol());
      group("Per strategy", "strategy", statistics.byStrategy());
      group("Per exit", "exit by", statistics.byExit());
    }
    json.writeEndArray();
  }

  private void group(String title, String name, SortedMap<String, TradeFigures> figures) {
    List<List<String>> rows = new ArrayList<>();
    boolean simulated = result.summary().simulated();
    figures.forEach((one, figure) -> rows.add(Words.row(one, figure, simulated)));
    if (figures.size() > 1) {
      rows.add(Words.row("all", statistics.trades(), simulated));
    }
    json.writeStartObject();
    json.writeStringProperty("title", title);
    strings("head", Words.head(name));
    rows("rows", rows);
    json.writeEndObject();
  }

  private List<List<String>> blockers() {
    List<List<String>> rows = new ArrayList<>();
    Blocker.onlyCap(result)
        .ifPresent(cap -> rows.add(List.of("one cap sized every entry", "", cap)));
    if (Blocker.isShortOfTrades(result)) {
      for (Blocker blocker : Blocker.of(result)) {
        rows.add(List.of(blocker.what(), Long.toString(blocker.count()), blocker.change()));
      }
    }
    return rows;
  }

  private List<List<String>> settings() {
    RunSummary summary = result.summary();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("backtest", run.id()));
    rows.add(List.of("build", summary.build()));
    rows.add(List.of("seed", Long.toString(run.seed())));
    rows.add(List.of("inputs (SHA-256)", summary.inputsHash()));
    rows.add(List.of("decisions (SHA-256)", summary.decisionsHash()));
    rows.add(List.of("configuration (SHA-256)", summary.configHash()));
    result.started().plugins().forEach((jar, hash) -> rows.add(List.of("plugin " + jar, hash)));
    result.started().settings().forEach((key, value) -> rows.add(List.of(key, value)));
    return rows;
  }

  private void strings(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private void rows(String name, List<List<String>> rows) {
    json.writeArrayPropertyStart(name);
    for (List<String> row : rows) {
      json.writeStartArray();
      row.forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private long minutes(long millis) {
    return Math.floorDiv(millis - epoch, MINUTE_MILLIS);
  }

  /** Few enough points; of each stretch its first, lowest, highest and last. */
  private void points(String name, Optional<EquityCurve> curve) {
    json.writeArrayPropertyStart(name);
    curve.ifPresent(
        all -> {
          int stretch = Math.max(1, (all.size() + MOST_POINTS / 4 - 1) / (MOST_POINTS / 4));
          if (all.size() <= MOST_POINTS) {
            stretch = 1;
          }
          for (int from = 0; from < all.size(); from += stretch) {
            stretch(all, from, Math.min(all.size(), from + stretch) - 1);
          }
        });
    json.writeEndArray();
  }

  private void stretch(EquityCurve curve, int first, int last) {
    int low = first;
    int high = first;
    for (int i = first; i <= last; i++) {
      low = curve.value(i) < curve.value(low) ? i : low;
      high = curve.value(i) > curve.value(high) ? i : high;
    }
    int before = -1;
    for (int i : new int[] {first, Math.min(low, high), Math.max(low, high), last}) {
      if (i != before) {
        json.writeStartArray();
        json.writeNumber(minutes(curve.millis(i)));
        number(curve.value(i));
        json.writeEndArray();
        before = i;
      }
    }
  }

  private void months() {
    json.writeArrayPropertyStart("months");
    for (MonthReturn month : statistics.months()) {
      json.writeStartArray();
      json.writeString(month.month().toString());
      number(month.change());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void prices() {
    json.writeArrayPropertyStart("prices");
    for (SymbolChart chart : result.charts().symbols()) {
      pack(chart.candles(), chart.widthMillis());
    }
    json.writeEndArray();
  }

  private void trades() {
    strings("columns", COLUMNS);
    json.writeArrayPropertyStart("trades");
    for (Trade trade : result.trades()) {
      json.writeStartArray();
      json.writeNumber(symbols.indexOf(trade.closed().symbol().toString()));
      json.writeNumber(strategies.indexOf(trade.closed().strategy()));
      json.writeNumber(minutes(trade.closed().entryTime().toEpochMilli()));
      price(trade.closed().entryPrice());
      price(trade.closed().exitPrice());
      json.writeRawValue(Words.money(trade.closed().netPnl()));
      optional(
          trade
              .closed()
              .rMultiple()
              .map(r -> OptionalDouble.of(r.toDouble()))
              .orElseGet(OptionalDouble::empty));
      price(trade.initialStop());
      price(trade.lastStop());
      price(trade.takeProfit1());
      if (trade.takeProfit2().isPresent()) {
        price(trade.takeProfit2().get());
      } else {
        json.writeNull();
      }
      optional(trade.adverseR());
      optional(trade.favourableR());
      json.writeStartArray();
      for (Exit exit : trade.closed().exits()) {
        json.writeStartArray();
        json.writeNumber(minutes(exit.time().toEpochMilli()));
        price(exit.price());
        number(exit.quantity().value().toDouble() / trade.closed().quantity().value().toDouble());
        json.writeNumber(reasons.indexOf(exit.reason().code()));
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void windows() {
    Map<Long, TradeChart> byTrade = new TreeMap<>();
    result.charts().trades().forEach(chart -> byTrade.put(chart.trade(), chart));
    json.writeArrayPropertyStart("windows");
    if (!byTrade.isEmpty()) {
      for (Trade trade : result.trades()) {
        TradeChart chart = byTrade.get(trade.closed().id());
        if (chart == null) {
          json.writeNull();
        } else {
          pack(chart.candles(), chart.widthMillis());
        }
      }
    }
    json.writeEndArray();
  }

  /**
   * Candles as whole steps of a unit, five numbers each: intervals since the one before, open less
   * the close before, close less open, the upper and the lower wick.
   */
  private void pack(List<ChartCandle> candles, long width) {
    double most = candles.stream().mapToDouble(ChartCandle::high).max().orElse(1);
    int places = DIGITS - 1 - (int) Math.floor(Math.log10(most));
    double scale = StrictMath.pow(10, places);
    json.writeStartObject();
    json.writeNumberProperty("w", width / MINUTE_MILLIS);
    json.writeNumberProperty("t", candles.isEmpty() ? 0 : minutes(candles.get(0).millis()));
    json.writeName("u");
    json.writeRawValue("1e" + -places);
    json.writeArrayPropertyStart("c");
    long time = candles.isEmpty() ? 0 : candles.get(0).millis();
    long before = 0;
    for (ChartCandle candle : candles) {
      long open = Math.round(candle.open() * scale);
      long close = Math.round(candle.close() * scale);
      json.writeNumber((candle.millis() - time) / width);
      json.writeNumber(open - before);
      json.writeNumber(close - open);
      json.writeNumber(Math.round(candle.high() * scale) - Math.max(open, close));
      json.writeNumber(Math.min(open, close) - Math.round(candle.low() * scale));
      time = candle.millis();
      before = close;
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void price(Price price) {
    number(price.toDouble());
  }

  private void optional(OptionalDouble value) {
    if (value.isPresent()) {
      number(value.getAsDouble());
    } else {
      json.writeNull();
    }
  }

  /** To seven digits, which is more than a screen shows. */
  private void number(double value) {
    json.writeRawValue(Words.digits(value));
  }
}
