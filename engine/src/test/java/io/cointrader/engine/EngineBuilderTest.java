package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.config.ConfigException;
import io.cointrader.execution.PaperVenueProvider;
import io.cointrader.feeds.SimulatedMarketFeed;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine of parts that a program made itself: nothing is discovered, all settings are known. */
@Timeout(30)
final class EngineBuilderTest {

  private static final Setting<Fraction> DROP =
      Setting.fraction("drop").range("0.5%", "20%").defaultsTo("3%").says("How far it fell.");

  @TempDir Path home;

  /** Never trades; its id and one setting are all there is to it. */
  private static StrategyProvider patient(String id) {
    return new StrategyProvider() {
      @Override
      public StrategySpec spec() {
        return StrategySpec.of(id, "Patient").settings(DROP).evaluateOn(Timeframe.M5);
      }

      @Override
      public Strategy create(StrategySetup setup) {
        return view -> Decision.none("patient", 0, setup.get(DROP).toDouble());
      }
    };
  }

  /** The simulated market by another name. */
  private static FeedProvider market(String id) {
    return new FeedProvider() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public List<Setting<?>> settings() {
        return List.of();
      }

      @Override
      public Feed open(FeedRequest request) {
        return new SimulatedMarketFeed(Rig.SYMBOLS, 3, Duration.ofDays(1), Rig.BPS5, Rig.BPS5);
      }
    };
  }

  private EngineBuilder builder() {
    return Engine.builder()
        .feed(market("mine"))
        .venue(new PaperVenueProvider())
        .strategy(patient("patient"))
        .discoverPlugins(false)
        .dataDir(home.resolve("data"));
  }

  private Path file(String text) {
    Path file = home.resolve("cointrader.yaml");
    Rig.write(file, "config_version: 1\nmode: paper\n" + text);
    return file;
  }

  @Test
  void aFileIsBoundByThePartsThatWereGiven() {
    Path file =
        file("market: { feed: sim }\nstrategies: { enabled: [patient], patient: { drop: 4% } }\n");

    try (Engine engine = builder().config(file).lasting(Duration.ofMinutes(10)).build()) {
      engine.start();
      RunSummary summary = engine.await();

      assertThat(engine.config().effective())
          .containsEntry("strategies.patient.drop", "4%")
          .containsEntry("market.feed", "mine")
          .doesNotContainKey("strategies.range_breakout.range_min");
      assertThat(summary.candles()).isEqualTo(10L * Rig.SYMBOLS.size());
      assertThat(summary.finished()).isTrue();
    }
  }

  @Test
  void valuesAreBoundByThePartsThatWereGivenWhateverComesFirst() {
    Engine engine =
        Engine.builder()
            .config(Map.of("strategies.enabled", "patient", "strategies.patient.drop", "5%"))
            .discoverPlugins(false)
            .strategy(patient("patient"))
            .build();

    assertThat(engine.config().effective()).containsEntry("strategies.patient.drop", "5%");
  }

  @Test
  void aMistakeIsToldWithItsPlaceBeforeAnythingStarts() {
    EngineBuilder builder =
        builder().config(file("strategies: { enabled: [patient], patient: { drop: 4 } }\n"));

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigException.class,
            wrong -> {
              assertThat(wrong.problems()).hasSize(1);
              assertThat(wrong.problems().get(0).line()).isEqualTo(3);
              assertThat(wrong.problems().get(0).code()).isEqualTo("missing_unit");
            });
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void aReloadReadsTheSameFile() {
    file("strategies: { enabled: [patient] }\n");
    try (Engine engine = builder().config(home).speed(1).build()) {
      engine.start();
      assertThat(engine.reload("same", false).text()).contains("the configuration is the same");

      file("strategies: { enabled: [patient] }\nrisk: { portfolio: { max_positions: 2 } }\n");

      assertThat(engine.reload("fewer", false).done()).isTrue();
      assertThat(engine.config().effective()).containsEntry("risk.portfolio.max_positions", "2");
    }
  }

  @Test
  void whatIsGivenTakesThePlaceOfWhatIsDiscovered() {
    StrategyProvider mine = patient("range_breakout");
    FeedProvider market = market("sim");

    Plugins plugins = Engine.builder().strategy(mine).feed(market).plugins();

    assertThat(plugins.strategies()).contains(mine);
    assertThat(plugins.strategies())
        .extracting(provider -> provider.spec().id())
        .doesNotHaveDuplicates()
        .hasSameSizeAs(Plugins.installed().strategies());
    assertThat(plugins.feeds()).contains(market).hasSameSizeAs(Plugins.installed().feeds());
  }

  @Test
  void anEngineWithoutConfigurationSaysSo() {
    Engine engine = builder().build();

    assertThatThrownBy(engine::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo("no configuration was given");
              assertThat(failure.step()).isEqualTo("environment");
              assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
            });
  }
}
