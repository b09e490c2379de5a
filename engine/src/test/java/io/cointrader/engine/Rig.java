package io.cointrader.engine;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.core.Effects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Replay;
import io.cointrader.execution.Frictions;
import io.cointrader.execution.PaperVenue;
import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.feeds.SimulatedMarketFeed;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.risk.venue.SteppedVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Engines over candle files made of the simulated market. */
final class Rig {

  static final Fraction BPS5 = Fraction.of("5bps");
  static final List<Symbol> SYMBOLS =
      List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD"), Symbol.of("SOL-USD"));

  private Rig() {}

  /** Writes the 1-minute candles of some days of the simulated market, a file a symbol. */
  static List<Path> files(Path folder, long seed, int days) {
    Map<Symbol, StringBuilder> rows = new TreeMap<>();
    SimulatedMarketFeed feed =
        new SimulatedMarketFeed(SYMBOLS, seed, Duration.ofDays(days), BPS5, BPS5);
    feed.history(days * 1440)
        .forEach(
            load -> {
              StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
              for (Candle candle : load.candles()) {
                text.append(candle.openMillis() / 1000)
                    .append(',')
                    .append(candle.open())
                    .append(',')
                    .append(candle.high())
                    .append(',')
                    .append(candle.low())
                    .append(',')
                    .append(candle.close())
                    .append(',')
                    .append(candle.volume())
                    .append('\n');
              }
              rows.put(load.symbol(), text);
            });
    List<Path> files = new ArrayList<>();
    rows.forEach(
        (symbol, text) -> {
          Path file = folder.resolve(symbol + "-1m.csv");
          write(file, text.toString());
          files.add(file);
        });
    return files;
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static RecordedFeed replay(List<Path> files) {
    return CandleFileFeed.open(
        files.stream().map(Path::toString).toList(), Path.of(""), BPS5, BPS5);
  }

  static Config config(Map<String, String> values) {
    return Config.of(values, Declared.of(Plugins.installed().settings()));
  }

  static SteppedVenue paper(RecordedFeed feed, Config config, int answerLostEvery) {
    return paper(feed, config, answerLostEvery, Frictions.NONE);
  }

  static SteppedVenue paper(
      RecordedFeed feed, Config config, int answerLostEvery, Frictions frictions) {
    FeedTraits traits = feed.traits();
    return new PaperVenue(
        traits,
        Instruments.of(traits.symbols(), config.effective()),
        Fraction.of("0.6%"),
        Fraction.of("1.2%"),
        1,
        answerLostEvery,
        frictions);
  }

  /** Runs to the end of the data and gives the summary. */
  static RunSummary run(RecordedFeed feed, Config config, Path dataDir, FactSink watcher) {
    return run(feed, config, dataDir, watcher, report -> {}, 0);
  }

  static RunSummary run(
      RecordedFeed feed,
      Config config,
      Path dataDir,
      FactSink watcher,
      Consumer<io.cointrader.models.input.VenueReport> ear,
      int answerLostEvery) {
    try (Engine engine =
        Engine.builder()
            .config(config)
            .feed(feed)
            .venue(new WatchedVenue(paper(feed, config, answerLostEvery), ear))
            .dataDir(dataDir)
            .watcher(watcher)
            .build()) {
      engine.start();
      return engine.await();
    }
  }

  /** Replays the journal under a data directory. */
  static Replay.Result verify(
      Path stream, List<StrategyProvider> strategies, Supplier<RecordedFeed> feed) {
    return Replay.run(
        FileStorage.at(stream),
        state -> new EngineCore(state, strategies, List.of(), Effects.NONE, risk -> {}),
        started -> feed.get());
  }

  /** Inputs of a feed, for counting. */
  static long candles(RecordedFeed feed) {
    long count = 0;
    for (var input = feed.next(); input != null; input = feed.next()) {
      count += input instanceof CandleClosed ? 1 : 0;
    }
    return count;
  }
}
