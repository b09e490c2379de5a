package io.cointrader.benchmarks;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.events.Recorder;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.StrategyProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every strategy over ten symbols of real candles, from opening the files on, journal off. */
final class NineStrategies {

  private static final int RUNS = 5;
  private static final Fraction FEE = Fraction.of("1.2%");

  private NineStrategies() {}

  /** Prints the wall time of each run in this process; the first compiles. */
  static void measure() throws IOException {
    List<Path> files = TenSymbols.files();
    if (files.isEmpty()) {
      return;
    }
    Plugins plugins = Plugins.installed();
    List<StrategyProvider> strategies = plugins.strategies();
    Config config =
        Config.of(
            new TreeMap<>(
                Map.of(
                    "market.feed",
                    "replay",
                    "market.data",
                    files.stream().map(Path::toString).collect(Collectors.joining(",")),
                    "strategies.enabled",
                    strategies.stream()
                        .map(strategy -> strategy.spec().id())
                        .collect(Collectors.joining(",")))),
            Declared.of(plugins.settings()));
    FeedProvider replay =
        plugins.feeds().stream()
            .filter(feed -> feed.id().equals("replay"))
            .findFirst()
            .orElseThrow();
    for (int run = 1; run <= RUNS; run++) {
      long began = System.nanoTime();
      try (RecordedFeed feed =
          (RecordedFeed) replay.open(new FeedRequest(config.settings(), Path.of("")))) {
        BotState state = run(feed, config, strategies);
        System.out.printf(
            Locale.ROOT,
            "strategies: run %d, %d strategies, %d symbols, %,d candles, %d trades: %.2f s%n",
            run,
            strategies.size(),
            feed.traits().symbols().size(),
            feed.rows(feed.position()),
            state.totals().trades(),
            (System.nanoTime() - began) / 1e9);
      }
    }
    System.out.println();
  }

  private static BotState run(RecordedFeed feed, Config config, List<StrategyProvider> strategies) {
    Decimal finest = Decimal.of(1, 8);
    List<Instrument> instruments =
        feed.traits().symbols().stream()
            .sorted()
            .map(symbol -> new Instrument(symbol, finest, finest, Money.of("1")))
            .toList();
    return CoinTraderRun.run(feed, instruments, config, strategies, FEE, Recorder.NONE, fact -> {});
  }
}
