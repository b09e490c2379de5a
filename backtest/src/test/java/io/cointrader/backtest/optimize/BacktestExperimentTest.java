package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.backtest.RealCandles;
import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.feed.RecordedCandles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backtests as trials, on real candles. */
final class BacktestExperimentTest {

  private static final Plugins PLUGINS = Plugins.installed();
  private static final Declared DECLARED = SettingRules.declared(PLUGINS);
  private static final Config CONFIG =
      Config.of(
          Map.of("strategies.enabled", "rsi_momentum", "market.max_age.candle", "2h"), DECLARED);

  @TempDir Path studies;

  private static RecordedCandles candles() {
    return RealCandles.hours("BTC-USDT-binance-2022_2024", "SOL-USDT-binance-2022_2024")
        .between(Optional.empty(), Optional.of(Instant.parse("2022-07-01T00:00:00Z")));
  }

  private StudyPlan plan(RecordedCandles candles) {
    return new StudyPlan(
        List.of(
            Parameter.parse("strategies.rsi_momentum.rsi_level=45..55:5", DECLARED),
            Parameter.parse("strategies.rsi_momentum.least_drop=3%,5%", DECLARED)),
        Objective.NET,
        Sampling.GRID,
        10,
        1,
        0.2,
        1,
        1,
        false,
        new Span(candles.start(), candles.end()),
        List.of("BTC-USDT", "SOL-USDT"),
        candles.fingerprint(),
        CONFIG.hash(),
        "test");
  }

  private List<Trial> trials(String name, RecordedCandles candles, int threads) {
    Study.run(
        studies.resolve(name),
        plan(candles),
        Shard.ALL,
        false,
        new BacktestExperiment(CONFIG, PLUGINS, candles),
        threads,
        Thread::new,
        InstantSource.system(),
        Progress.NONE);
    return TrialStore.read(studies.resolve(name)).stream().sorted(Trial.ORDER).toList();
  }

  @Test
  void everyTrialHasTheSameDecisionsHashOnOneAndTwoThreads() {
    RecordedCandles candles = candles();
    List<Trial> one = trials("one", candles, 1);
    List<Trial> two = trials("two", candles, 2);

    assertThat(two).isEqualTo(one);
    assertThat(one).hasSize(6 + 4 + 6); // search; configured, judged, again, held out; a window
    assertThat(
            one.stream()
                .filter(trial -> trial.stage().equals(StudyResult.SEARCH))
                .map(trial -> trial.outcome().decisionsHash())
                .distinct())
        .hasSize(6);
  }

  @Test
  void whatComesLaterChangesNothingAndWhatComesBeforeWarmsUp() {
    RecordedCandles whole = candles();
    Instant from = Instant.parse("2022-03-01T00:00:00Z");
    Instant to = Instant.parse("2022-05-01T00:00:00Z");
    Outcome outcome =
        new BacktestExperiment(CONFIG, PLUGINS, whole).run(new TreeMap<>(), new Span(from, to));
    RecordedCandles past = RealCandles.upTo(whole, to);

    assertThat(outcome.trades()).isPositive();
    assertThat(outcome.returns()).hasSize(61);
    assertThat(
            new BacktestExperiment(CONFIG, PLUGINS, past).run(new TreeMap<>(), new Span(from, to)))
        .isEqualTo(outcome);
  }

  @Test
  void settingsThatContradictThemselvesAreATrialWithoutValue() {
    Outcome outcome =
        new BacktestExperiment(CONFIG, PLUGINS, candles())
            .run(
                new TreeMap<>(
                    Map.of(
                        "strategies.enabled",
                        "range_breakout",
                        "strategies.range_breakout.range_min",
                        "10%",
                        "strategies.range_breakout.range_max",
                        "3%")),
                new Span(
                    Instant.parse("2022-01-01T00:00:00Z"), Instant.parse("2022-02-01T00:00:00Z")));

    assertThat(outcome.refused()).isPresent();
    assertThat(Objective.NET.of(outcome, 0)).isEmpty();
  }
}
