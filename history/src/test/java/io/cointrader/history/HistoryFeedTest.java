package io.cointrader.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.MergedCandles;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Settings;
import io.cointrader.testkit.FeedContract;
import io.cointrader.testkit.TextbookSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryFeedTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");

  @TempDir Path folder;

  private static List<Candle> candles(TextbookSeries series, Timeframe timeframe, int count) {
    return series.candles(timeframe, count);
  }

  private static void store(Path folder, Symbol symbol, Timeframe timeframe, List<Candle> candles) {
    CandleTable.Builder rows = CandleTable.builder(candles.size());
    candles.forEach(rows::add);
    try (CandleStore store = CandleStore.at(folder.resolve("data/history"))) {
      store.write(symbol, timeframe, rows.build(), false);
    }
  }

  private static MergedCandles open(Path folder, String... settings) {
    TreeMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return (MergedCandles)
        new HistoryFeedProvider().open(new FeedRequest(Settings.of(values), folder));
  }

  private static List<Input> drain(RecordedFeed feed) {
    List<Input> inputs = new ArrayList<>();
    for (Input input = feed.next(); input != null; input = feed.next()) {
      inputs.add(input);
    }
    return inputs;
  }

  /** The feed keeps the contract that all feeds keep. */
  @Nested
  class Contract extends FeedContract {

    @TempDir Path stored;

    @Override
    protected RecordedFeed subject() {
      if (!Files.exists(stored.resolve("data"))) {
        store(stored, BTC, Timeframe.M1, candles(TextbookSeries.WALK, Timeframe.M1, 900));
        store(stored, ETH, Timeframe.M1, candles(TextbookSeries.GAPS, Timeframe.M1, 900));
      }
      return open(stored, "market.symbols", "BTC-USD,ETH-USD");
    }
  }

  /** The same, with candles before its beginning. */
  @Nested
  class ContractOfAPeriod extends FeedContract {

    @TempDir Path stored;

    @Override
    protected RecordedFeed subject() {
      List<Candle> walk = candles(TextbookSeries.WALK, Timeframe.M1, 900);
      if (!Files.exists(stored.resolve("data"))) {
        store(stored, BTC, Timeframe.M1, walk);
        store(stored, ETH, Timeframe.M1, candles(TextbookSeries.GAPS, Timeframe.M1, 900));
      }
      return open(
          stored,
          "market.symbols",
          "BTC-USD,ETH-USD",
          "market.from",
          walk.get(200).openTime().toString(),
          "market.to",
          walk.get(700).openTime().toString());
    }
  }

  @Test
  void isFoundAsAPlugin() {
    assertThat(ServiceLoader.load(io.cointrader.models.feed.FeedProvider.class))
        .anyMatch(provider -> provider.id().equals("history"));
  }

  @Test
  void theSameRowsGiveTheSameInputsAndHashAsFromFiles() {
    List<Candle> walk = candles(TextbookSeries.WALK, Timeframe.M1, 2000);
    List<Candle> gaps = candles(TextbookSeries.GAPS, Timeframe.M1, 2000);
    store(folder, BTC, Timeframe.M1, walk);
    store(folder, ETH, Timeframe.M1, gaps);
    MergedCandles files =
        CandleFileFeed.open(
            List.of(file("BTC-USD", walk), file("ETH-USD", gaps)),
            folder,
            Fraction.of("5bps"),
            Fraction.of("5bps"));
    MergedCandles history = open(folder, "market.symbols", "ETH-USD,BTC-USD");
    assertThat(drain(history)).isEqualTo(drain(files));
    assertThat(history.inputsHash(history.position()))
        .isEqualTo(files.inputsHash(files.position()));
    assertThat(history.rows(history.position())).isEqualTo(files.rows(files.position()));
    assertThat(history.stream()).startsWith("history-");
  }

  private String file(String name, List<Candle> candles) {
    StringBuilder rows = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (Candle candle : candles) {
      rows.append(candle.openMillis() / 1000).append(',').append(candle.open()).append(',');
      rows.append(candle.high()).append(',').append(candle.low()).append(',');
      rows.append(candle.close()).append(',').append(candle.volume()).append('\n');
    }
    try {
      return Files.writeString(folder.resolve(name + ".csv"), rows.toString()).toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void whatIsBeforeThePeriodWarmsUp() {
    List<Candle> walk = candles(TextbookSeries.WALK, Timeframe.M1, 500);
    store(folder, BTC, Timeframe.M1, walk);
    MergedCandles feed =
        open(
            folder,
            "market.symbols",
            "BTC-USD",
            "market.from",
            walk.get(300).openTime().toString());
    assertThat(feed.history(20))
        .extracting(HistoryLoad::candles)
        .containsExactly(walk.subList(280, 300));
    assertThat(feed.candles().rows()).isEqualTo(200);
  }

  @Test
  void whatIsStoredLaterBeforeAndAfterAPeriodDoesNotChangeItsStream() {
    List<Candle> walk = candles(TextbookSeries.WALK, Timeframe.M1, 500);
    store(folder, BTC, Timeframe.M1, walk.subList(100, 400));
    String[] period = {
      "market.symbols",
      "BTC-USD",
      "market.from",
      walk.get(200).openTime().toString(),
      "market.to",
      walk.get(300).openTime().toString()
    };
    String stream = open(folder, period).stream();
    store(folder, BTC, Timeframe.M1, walk);
    assertThat(open(folder, period).stream()).isEqualTo(stream);
    period[3] = walk.get(201).openTime().toString();
    assertThat(open(folder, period).stream()).isNotEqualTo(stream);
  }

  @Test
  void theShortestTimeframeThatAllHaveIsTaken() {
    store(folder, BTC, Timeframe.M1, candles(TextbookSeries.WALK, Timeframe.M1, 100));
    store(folder, BTC, Timeframe.M5, candles(TextbookSeries.WALK, Timeframe.M5, 100));
    store(folder, ETH, Timeframe.M5, candles(TextbookSeries.WAVE, Timeframe.M5, 100));
    assertThat(open(folder, "market.symbols", "BTC-USD").traits().candles())
        .isEqualTo(Timeframe.M1);
    assertThat(open(folder, "market.symbols", "BTC-USD,ETH-USD").traits().candles())
        .isEqualTo(Timeframe.M5);
    assertThat(
            open(folder, "market.symbols", "BTC-USD", "history.timeframe", "5m").traits().candles())
        .isEqualTo(Timeframe.M5);
  }

  @Test
  void whatIsMissingIsRefusedWithTheCommandThatBringsIt() {
    refused(
        "market.symbols: the history feed needs the symbols named, such as BTC-USD; `cointrader"
            + " data list` shows what there is");
    refused(
        "there is no history of BTC-USD in "
            + folder.resolve("data/history")
            + "; import it: cointrader data import BTC-USD=FILE",
        "market.symbols",
        "BTC-USD");
    List<Candle> walk = candles(TextbookSeries.WALK, Timeframe.M1, 100);
    store(folder, BTC, Timeframe.M1, walk);
    refused(
        "there is no 5m history of BTC-USD in "
            + folder.resolve("data/history")
            + "; import it: cointrader data import BTC-USD=FILE",
        "market.symbols",
        "BTC-USD",
        "history.timeframe",
        "5m");
    refused(
        "the 1m history of BTC-USD has nothing of 2019-11 and of 1 months more until 2019-12;"
            + " import it: cointrader data import BTC-USD=FILE, or choose market.from and market.to"
            + " within "
            + month(walk)
            + " to "
            + month(walk),
        "market.symbols",
        "BTC-USD",
        "market.from",
        "2019-11-05",
        "market.to",
        "2020-01-01");
    refused(
        "there is no history of ETH-USD in "
            + folder.resolve("elsewhere/history")
            + "; import it: cointrader data import --data-dir "
            + folder.resolve("elsewhere")
            + " ETH-USD=FILE",
        "market.symbols",
        "ETH-USD",
        "history.directory",
        "elsewhere/history");
  }

  /** A hundred minutes that begin more than a day after the epoch. */
  private static List<Candle> later() {
    return candles(TextbookSeries.WALK, Timeframe.M1, 1600).subList(1500, 1600);
  }

  @Test
  void candlesThatDoNotReachToAnEndOfThePeriodAreMissing() {
    store(folder, BTC, Timeframe.M1, later());
    Instant begins = later().get(0).openTime();
    Instant ends = later().get(99).openTime().plusSeconds(60);
    String command =
        "; import it: cointrader data import BTC-USD=FILE, or choose market.from and market.to"
            + " within "
            + begins
            + " to "
            + ends;
    String from = begins.minus(DAY).minusSeconds(1).toString();
    String to = ends.plus(DAY).plusSeconds(1).toString();

    refused(
        "the 1m history of BTC-USD ends at " + ends + ", before market.to" + command,
        "market.symbols",
        "BTC-USD",
        "market.to",
        to);
    refused(
        "the 1m history of BTC-USD begins at " + begins + ", after market.from" + command,
        "market.symbols",
        "BTC-USD",
        "market.from",
        from);
    refused(
        "the 1m history of BTC-USD begins at "
            + begins
            + ", after market.from, and ends at "
            + ends
            + ", before market.to"
            + command,
        "market.symbols",
        "BTC-USD",
        "market.from",
        from,
        "market.to",
        to);
  }

  @Test
  void aDayWithoutTradesAtAnEndOfThePeriodIsNotMissing() {
    store(folder, BTC, Timeframe.M1, later());
    MergedCandles feed =
        open(
            folder,
            "market.symbols",
            "BTC-USD",
            "market.from",
            later().get(0).openTime().minus(DAY).toString(),
            "market.to",
            later().get(99).openTime().plusSeconds(60).plus(DAY).toString());
    assertThat(feed.candles().rows()).isEqualTo(100);
  }

  private static String month(List<Candle> candles) {
    return candles.get(0).openTime().toString().substring(0, 7);
  }

  private void refused(String message, String... settings) {
    assertThatThrownBy(() -> open(folder, settings))
        .isInstanceOf(FeedException.class)
        .hasMessage(message);
  }
}
