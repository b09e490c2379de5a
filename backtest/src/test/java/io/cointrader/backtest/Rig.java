package io.cointrader.backtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.number.Fraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Real candles and configurations. */
final class Rig {

  static final Plugins PLUGINS = Plugins.installed();
  private static final Declared DECLARED = SettingRules.declared(PLUGINS);
  private static final Fraction BPS5 = Fraction.of("5bps");

  private Rig() {}

  static Config config(Map<String, String> values) {
    return Config.of(values, DECLARED);
  }

  static RecordedFeed replay(String... names) {
    return CandleFileFeed.open(
        List.of(names).stream().map(name -> data().resolve(name + ".csv.gz").toString()).toList(),
        Path.of(""),
        BPS5,
        BPS5);
  }

  static Path data() {
    Path data =
        Path.of(System.getProperty("cointrader.testData", "../../shared/data"))
            .resolve("candles-1m");
    assumeTrue(Files.isDirectory(data), "skipped: there is no market data at " + data);
    return data;
  }
}
