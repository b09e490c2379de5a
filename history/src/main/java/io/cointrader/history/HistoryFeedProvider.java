package io.cointrader.history;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.MarketSettings;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Opens feeds of stored candles: {@code market.feed: history} with {@code market.symbols}. The same
 * rows give the same inputs and hashes as from files.
 */
public final class HistoryFeedProvider implements FeedProvider {

  /** How far before {@code market.from} candles are read to warm up with. */
  static final Duration WARM_UP = Duration.ofDays(400);

  /** How much may be absent at an end of the period: in a thin market nothing is traded. */
  private static final Duration THIN = Duration.ofDays(1);

  private static final String USUAL = "data/history";

  /** For {@code ServiceLoader}. */
  public HistoryFeedProvider() {}

  @Override
  public String id() {
    return "history";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        MarketSettings.SYMBOLS,
        MarketSettings.FROM,
        MarketSettings.TO,
        MarketSettings.SPREAD,
        MarketSettings.SLIPPAGE,
        HistorySettings.DIRECTORY,
        HistorySettings.TIMEFRAME);
  }

  @Override
  public Feed open(FeedRequest request) {
    Settings settings = request.settings();
    Path directory =
        request.workingDirectory().resolve(settings.find(HistorySettings.DIRECTORY).orElse(USUAL));
    List<Symbol> symbols =
        settings.find(MarketSettings.SYMBOLS).orElse(List.of()).stream().sorted().toList();
    if (symbols.isEmpty()) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "market.symbols: the history feed needs the symbols named, such as BTC-USD; `cointrader"
              + " data list` shows what there is");
    }
    try (CandleStore store = CandleStore.at(directory)) {
      Wanted wanted = new Wanted(store, importing(request, directory), symbols, settings);
      return wanted.read().open();
    } catch (HistoryException bad) {
      throw new FeedException(FeedException.Kind.BAD_DATA, String.valueOf(bad.getMessage()));
    }
  }

  /** The command that brings what is missing. */
  private static String importing(FeedRequest request, Path directory) {
    Path usual = request.workingDirectory().resolve(USUAL);
    Path parent = directory.getParent();
    boolean said = !directory.normalize().equals(usual.normalize()) && parent != null;
    return "cointrader data import" + (said ? " --data-dir " + parent : "");
  }

  /** What a run asks of a store. */
  private record Wanted(
      CandleStore store, String importing, List<Symbol> symbols, Settings settings) {

    RecordedCandles read() {
      Optional<Instant> from = settings.find(MarketSettings.FROM);
      Optional<Instant> to = settings.find(MarketSettings.TO);
      Timeframe timeframe = timeframe();
      Instant first = from.map(begin -> begin.minus(WARM_UP)).orElse(Instant.EPOCH);
      SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
      for (Symbol symbol : symbols) {
        requireMonths(symbol, timeframe, from, to);
        CandleTable table = store.read(symbol, timeframe, first, to.orElse(Instant.MAX));
        requireEnds(symbol, timeframe, table, from, to);
        tables.put(symbol, table);
      }
      return RecordedCandles.of(
              traits(timeframe),
              tables,
              RecordedCandles.fingerprint(tables, from, to),
              List.of(),
              0)
          .between(from, to);
    }

    private FeedTraits traits(Timeframe timeframe) {
      try {
        return new FeedTraits(
            "history",
            symbols,
            timeframe,
            false,
            settings.get(MarketSettings.SPREAD),
            settings.get(MarketSettings.SLIPPAGE),
            false);
      } catch (IllegalArgumentException mixed) {
        throw new FeedException(
            FeedException.Kind.BAD_CONFIGURATION, "market.symbols: " + mixed.getMessage());
      }
    }

    /** What was asked for, or the shortest that all symbols have. */
    private Timeframe timeframe() {
      Optional<Timeframe> asked = settings.find(HistorySettings.TIMEFRAME);
      TreeSet<Timeframe> common = new TreeSet<>(List.of(Timeframe.values()));
      for (Symbol symbol : symbols) {
        List<Timeframe> stored = store.timeframes(symbol);
        if (stored.isEmpty() || asked.isPresent() && !stored.contains(asked.get())) {
          throw missing(
              "there is no "
                  + asked.map(timeframe -> timeframe.label() + " ").orElse("")
                  + "history of "
                  + symbol
                  + " in "
                  + store.directory(),
              symbol,
              "");
        }
        common.retainAll(stored);
      }
      if (asked.isPresent()) {
        return asked.get();
      }
      if (common.isEmpty()) {
        Symbol last = symbols.get(symbols.size() - 1);
        throw missing(
            "no timeframe is stored of all of " + symbols + " in " + store.directory(), last, "");
      }
      return common.first();
    }

    /** Every month of the period must be there; where no period is said, the months between. */
    private void requireMonths(
        Symbol symbol, Timeframe timeframe, Optional<Instant> from, Optional<Instant> to) {
      List<YearMonth> stored = store.months(symbol, timeframe);
      YearMonth first = from.map(Wanted::month).orElse(stored.get(0));
      YearMonth last =
          to.map(end -> month(end.minusMillis(1))).orElse(stored.get(stored.size() - 1));
      List<YearMonth> absent = new ArrayList<>();
      for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
        if (!stored.contains(month)) {
          absent.add(month);
        }
      }
      if (!absent.isEmpty()) {
        throw missing(
            "the "
                + timeframe.label()
                + " history of "
                + symbol
                + " has nothing of "
                + absent.get(0)
                + (absent.size() > 1
                    ? " and of " + (absent.size() - 1) + " months more until " + last(absent)
                    : ""),
            symbol,
            ", or choose market.from and market.to within "
                + stored.get(0)
                + " to "
                + last(stored));
      }
    }

    /** Within the first and the last month the candles must reach to the ends of the period. */
    private void requireEnds(
        Symbol symbol,
        Timeframe timeframe,
        CandleTable table,
        Optional<Instant> from,
        Optional<Instant> to) {
      int first = from.map(begin -> table.rowAt(begin.toEpochMilli())).orElse(0);
      if (first == table.size()) {
        return; // nothing in the period at all, which is refused of all symbols together
      }
      Instant begins = Instant.ofEpochMilli(table.openMillis(first));
      Instant ends = Instant.ofEpochMilli(table.openMillis(table.size() - 1) + timeframe.millis());
      boolean late = from.isPresent() && from.get().plus(THIN).isBefore(begins);
      boolean early = to.isPresent() && ends.plus(THIN).isBefore(to.get());
      if (late || early) {
        throw missing(
            "the "
                + timeframe.label()
                + " history of "
                + symbol
                + (late ? " begins at " + begins + ", after market.from" : "")
                + (late && early ? ", and" : "")
                + (early ? " ends at " + ends + ", before market.to" : ""),
            symbol,
            ", or choose market.from and market.to within " + begins + " to " + ends);
      }
    }

    private static YearMonth last(List<YearMonth> months) {
      return months.get(months.size() - 1);
    }

    private static YearMonth month(Instant time) {
      return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private FeedException missing(String what, Symbol symbol, String otherwise) {
      return new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          what + "; import it: " + importing + " " + symbol + "=FILE" + otherwise);
    }
  }
}
