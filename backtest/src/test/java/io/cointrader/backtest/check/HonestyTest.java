package io.cointrader.backtest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.backtest.MadeCandles;
import io.cointrader.backtest.RealCandles;
import io.cointrader.config.Config;
import io.cointrader.engine.Engine;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.storage.FileStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks find in planted offenders, and that they find nothing in what is shipped. */
final class HonestyTest {

  private static final String BTC = "BTC-USDT";
  private static final String ETH = "ETH-USDT";
  private static final String BTC_HOURS = "BTC-USDT-binance-2022_2024";
  private static final String ETH_HOURS = "ETH-USDT-binance-2022_2024";
  private static final List<String> ON_HOURS =
      List.of(
          "bb_expansion",
          "daily_momentum",
          "momentum_1h",
          "range_breakout",
          "relative_strength",
          "rsi_momentum",
          "support_bounce");
  private static final List<String> ON_MINUTES = List.of("burst_flag", "vwap_reclaim");

  @TempDir Path home;

  private static Config config(Plugins plugins, List<String> strategies) {
    Map<String, String> values = new HashMap<>();
    values.put("strategies.enabled", String.join(",", strategies));
    values.put("market.max_age.candle", "2h");
    values.put("risk.per_day.max_loss", "50%");
    values.put("risk.portfolio.max_drawdown", "90%");
    return Config.of(values, SettingRules.declared(plugins));
  }

  private static RecordedCandles hours(String to, String... names) {
    return RealCandles.hours(names)
        .between(Optional.empty(), Optional.of(Instant.parse(to + "T00:00:00Z")));
  }

  /** Of our own making, from the beginning of 2022. */
  private static RecordedCandles made(String to, String... symbols) {
    return MadeCandles.walk(Timeframe.H1, "2022-01-01T00:00:00Z", to + "T00:00:00Z", symbols);
  }

  private static Lookahead.Result lookahead(StrategyProvider planted) {
    Plugins plugins = Plugins.installed().with(planted);
    RecordedCandles candles = made("2022-04-01", BTC);
    return Lookahead.run(
        config(plugins, List.of(planted.spec().id())), plugins, candles, 6, done -> {});
  }

  @Test
  void aStrategyThatLooksIntoTheDataIsNamedWithTheFirstDecisionThatDiffers() {
    Plugins plugins = Plugins.installed().with(new Planted.Peeks());
    Lookahead.Result result =
        Lookahead.run(
            config(plugins, List.of("peeks")),
            plugins,
            made("2022-04-01", BTC),
            candles -> {
              Planted.Peeks.DATA.set(
                  RealCandles.upTo(candles, candles.end())
                      .table(candles.traits().symbols().get(0)));
              return candles.open();
            },
            6,
            done -> {});

    Lookahead.Finding finding = result.finding().orElseThrow();
    assertThat(finding.probe()).isEqualTo(Lookahead.Probe.CUT);
    Step expected = finding.difference().expected().orElseThrow();
    Step found = finding.difference().found().orElseThrow();
    assertThat(expected.strategy()).contains("peeks");
    assertThat(expected.symbol()).map(Object::toString).contains("BTC-USDT");
    assertThat(expected.answer().orElseThrow()).isInstanceOf(Decision.Buy.class);
    assertThat(found.answer()).contains(Decision.none("no_rise"));
    assertThat(expected.at())
        .isBetween(finding.cut().minusSeconds(3 * 3600), finding.cut())
        .isEqualTo(found.at());
  }

  @Test
  void aStrategyThatRemembersAnEarlierRunIsFound() {
    Lookahead.Finding finding = lookahead(new Planted.Remembers()).finding().orElseThrow();

    assertThat(finding.difference().step().strategy()).contains("remembers");
    assertThat(finding.difference().found().orElseThrow().answer().orElseThrow())
        .isInstanceOf(Decision.Buy.class);
  }

  @Test
  void ofAStrategyThatFailsOnTheWayNothingIsSaid() {
    assertThatThrownBy(() -> lookahead(new Planted.Fails("throws", true)))
        .isInstanceOf(StrategyFailed.class)
        .hasMessage(
            "strategies.throws was taken out of service at 2022-02-01T00:00:00Z: it failed on"
                + " BTC-USDT with IllegalStateException; nothing can be said of it before that is"
                + " mended");
    assertThatThrownBy(() -> lookahead(new Planted.Fails("nothing", false)))
        .isInstanceOf(StrategyFailed.class)
        .hasMessageContaining("2022-02-01T00:00:00Z: it answered null on BTC-USDT;");
  }

  @Test
  void aStrategyThatKnowsTheMarketByItsDatesIsFound() {
    Lookahead.Finding finding = lookahead(new Planted.KnowsDates()).finding().orElseThrow();

    assertThat(finding.probe()).isEqualTo(Lookahead.Probe.MOVED);
    assertThat(finding.difference().step().strategy()).contains("knows_dates");
    assertThat(finding.difference().at()).isEqualTo("2022-03-10T00:00:00Z");
  }

  @Test
  void theShippedStrategiesDoNotLookAhead() {
    Plugins plugins = Plugins.installed();
    Lookahead.Result onHours =
        Lookahead.run(
            config(plugins, ON_HOURS),
            plugins,
            hours("2022-06-01", BTC_HOURS, ETH_HOURS),
            4,
            n -> {});
    RecordedCandles minutes =
        RealCandles.minutes("ETH-USDT-binance-2021-04-02_2021-06-15")
            .between(Optional.empty(), Optional.of(Instant.parse("2021-04-12T00:00:00Z")));
    Lookahead.Result onMinutes =
        Lookahead.run(config(plugins, ON_MINUTES), plugins, minutes, 4, n -> {});

    assertThat(onHours.finding()).isEmpty();
    assertThat(onHours.answers()).isGreaterThan(10_000);
    assertThat(onHours.facts()).isGreaterThan(100);
    assertThat(onMinutes.finding()).isEmpty();
    assertThat(onMinutes.answers()).isGreaterThan(1_000);
    assertThat(ON_HOURS.size() + ON_MINUTES.size()).isEqualTo(plugins.strategies().size());
  }

  @Test
  void theShippedStrategiesDoNotLookAheadOnMadeCandlesEither() {
    Plugins plugins = Plugins.installed();
    Lookahead.Result onHours =
        Lookahead.run(
            config(plugins, ON_HOURS), plugins, made("2022-03-01", BTC, ETH), 2, done -> {});

    assertThat(onHours.finding()).isEmpty();
    assertThat(onHours.answers()).isGreaterThan(5_000);
    assertThat(onHours.facts()).isGreaterThan(50);
  }

  @Test
  void theFutureIsCutOffWhereEverySymbolHasBegunWithinThePeriod() {
    Plugins plugins = Plugins.installed();
    RecordedCandles all =
        MadeCandles.together(
            made("2022-03-01", BTC),
            MadeCandles.walk(Timeframe.H1, "2022-02-10T00:00:00Z", "2022-02-20T00:00:00Z", ETH));
    Config config = config(plugins, List.of("range_breakout", "rsi_momentum"));

    for (String from : List.of("2022-01-01", "2022-01-20", "2022-02-12")) {
      Lookahead.Result result =
          Lookahead.run(
              config,
              plugins,
              all.between(Optional.of(Instant.parse(from + "T00:00:00Z")), Optional.empty()),
              12,
              done -> {});

      assertThat(result.finding()).isEmpty();
      assertThat(result.answers()).isGreaterThan(100);
      assertThat(result.cuts())
          .isNotEmpty()
          .allMatch(cut -> cut.isAfter(Instant.parse("2022-02-10T00:00:00Z")))
          .allMatch(cut -> cut.isAfter(Instant.parse(from + "T00:00:00Z")));
    }
  }

  @Test
  void warmupStartsWhereEverySymbolHasCandlesWithinThePeriod() {
    Plugins plugins = Plugins.installed();
    List<Warmup.Found> found =
        Warmup.run(
            config(plugins, List.of("rsi_momentum")),
            plugins,
            MadeCandles.together(made("2022-09-01", BTC), made("2022-04-20", ETH))
                .between(Optional.of(Instant.parse("2022-02-01T00:00:00Z")), Optional.empty()),
            4,
            (strategy, of) -> {});

    assertThat(found).singleElement().matches(Warmup.Found::isChecked);
    assertThat(found.get(0).starts()).isEqualTo(4);
  }

  private static Warmup.Found settling(int length) {
    Plugins plugins = Plugins.installed().with(new Planted.SettlesAfter(length));
    return Warmup.run(
            config(plugins, List.of("settles")),
            plugins,
            made("2022-03-01", BTC),
            2,
            (strategy, of) -> {})
        .get(0);
  }

  @Test
  void answersThatDifferUntilFourWarmupsHavePassedSettleAndLaterOnesFail() {
    int asked = Planted.SettlesAfter.ASKED + 1; // the engine asks for one candle more
    Warmup.Found inTime = settling(asked * 5 + 1);
    Warmup.Found tooLate = settling(asked * 5 + 2);

    assertThat(inTime.warmup()).isEqualTo(asked);
    assertThat(inTime.passes()).isTrue();
    assertThat(inTime.settled()).isEqualTo(Duration.ofHours(4L * inTime.warmup()));
    assertThat(tooLate.passes()).isFalse();
    assertThat(tooLate.late().orElseThrow().candles()).isEqualTo(4L * tooLate.warmup() + 1);
  }

  @Test
  void anAnswerThatIsMissingIsNamedAndNotTheFirstThatDiffered() {
    Plugins plugins = Plugins.installed().with(new Planted.GivesUp());
    Warmup.Found found =
        Warmup.run(
                config(plugins, List.of("gives_up")),
                plugins,
                made("2022-03-01", BTC),
                1,
                (strategy, of) -> {})
            .get(0);

    assertThat(found.first().orElseThrow().candles()).isEqualTo(1);
    Warmup.Unlike late = found.late().orElseThrow();
    assertThat(late.difference().expected()).isEmpty();
    assertThat(late.difference().found().orElseThrow().answer()).contains(Decision.none("old"));
    assertThat(late.candles()).isEqualTo(6);
  }

  @Test
  void warmupSaysNothingOfAStrategyThatFailsHoweverMuchItHasSeen() {
    Plugins plugins = Plugins.installed().with(new Planted.Fails("throws", true));

    assertThatThrownBy(
            () ->
                Warmup.run(
                    config(plugins, List.of("throws")),
                    plugins,
                    made("2022-03-01", BTC),
                    2,
                    (strategy, of) -> {}))
        .isInstanceOf(StrategyFailed.class)
        .hasMessageStartingWith("strategies.throws was taken out of service at 2022-02-");
  }

  @Test
  void anAverageOf120ThatAsksFor13Fails() {
    assertThat(settling(120).passes()).isFalse();
  }

  @Test
  void aStrategyThatWarmsUpTooShortIsNamedWithItsIndicator() {
    Plugins plugins = Plugins.installed().with(new Planted.WarmsUpTooShort());
    List<Warmup.Found> found =
        Warmup.run(
            config(plugins, List.of("too_short")),
            plugins,
            made("2022-04-01", BTC),
            8,
            (strategy, of) -> {});

    assertThat(found).hasSize(1);
    assertThat(found.get(0).passes()).isFalse();
    Warmup.Unlike late = found.get(0).late().orElseThrow();
    assertThat(late.difference().step().strategy()).contains("too_short");
    assertThat(late.candles()).isGreaterThan(4L * found.get(0).warmup());
    assertThat(late.indicator().orElseThrow()).startsWith("Hasty[length=400] on 1h is ");
  }

  @Test
  void theShippedStrategiesAnswerAlikeOnceTheirAveragesHaveSettled() {
    Plugins plugins = Plugins.installed();
    List<Warmup.Found> onHours =
        Warmup.run(
            config(plugins, ON_HOURS),
            plugins,
            hours("2023-06-01", BTC_HOURS, ETH_HOURS),
            1,
            (s, n) -> {});
    RecordedCandles minutes =
        RealCandles.minutes("ETH-USDT-binance-2021-04-02_2021-06-15")
            .between(Optional.empty(), Optional.of(Instant.parse("2021-06-10T00:00:00Z")));
    List<Warmup.Found> onMinutes =
        Warmup.run(config(plugins, ON_MINUTES), plugins, minutes, 1, (s, n) -> {});

    assertThat(onHours).hasSize(7).allMatch(Warmup.Found::isChecked).allMatch(Warmup.Found::passes);
    assertThat(onMinutes)
        .hasSize(2)
        .allMatch(Warmup.Found::isChecked)
        .allMatch(Warmup.Found::passes);
    assertThat(onHours.stream().mapToLong(Warmup.Found::answers).sum()).isGreaterThan(10_000);
  }

  private Engine engine(Plugins plugins, Config config, RecordedCandles candles) {
    return Engine.builder()
        .config(config)
        .plugins(plugins)
        .feed(candles.open())
        .dataDir(home)
        .build();
  }

  private FileStorage record(Engine engine) {
    return FileStorage.at(engine.directory());
  }

  @Test
  void aPaperRunAndABacktestOfItsDataDecideAlike() {
    Plugins plugins = Plugins.installed();
    RecordedCandles candles = made("2022-06-01", BTC, ETH);
    FileStorage record;
    try (Engine engine = engine(plugins, config(plugins, ON_HOURS), candles)) {
      engine.start();
      engine.await();
      record = record(engine);
    }

    Parity.Result result = Parity.run(record, plugins, started -> candles.open());
    assertThat(result.difference()).isEmpty();
    assertThat(result.facts()).isGreaterThan(100);
    assertThat(result.disturbances()).isEmpty();
  }

  @Test
  void aStrategyThatIsAnotherInTheBacktestIsNamedWithItsFirstDecision() {
    Plugins ran = Plugins.installed().with(new Planted.TwoFaced(9));
    Plugins here = Plugins.installed().with(new Planted.TwoFaced(10));
    RecordedCandles candles = made("2022-02-01", BTC);
    FileStorage record;
    try (Engine engine = engine(ran, config(ran, List.of("two_faced")), candles)) {
      engine.start();
      engine.await();
      record = record(engine);
    }

    Difference difference =
        Parity.run(record, here, started -> candles.open()).difference().orElseThrow();
    assertThat(difference.at()).isEqualTo("2022-01-01T09:00:00Z");
    assertThat(difference.expected().orElseThrow().fact().orElseThrow())
        .isInstanceOf(Fact.SignalRaised.class);
    assertThat(difference.expected().orElseThrow().strategy()).contains("two_faced");
    assertThat(difference.found().orElseThrow().at()).isEqualTo("2022-01-01T10:00:00Z");
  }

  @Test
  void aCommandThatABacktestCannotKnowIsNamedBesideTheDifference() {
    Plugins plugins = Plugins.installed();
    RecordedCandles candles = made("2022-06-01", BTC, ETH);
    FileStorage record;
    try (Engine engine =
        Engine.builder()
            .config(config(plugins, ON_HOURS))
            .plugins(plugins)
            .feed(candles.open())
            .dataDir(home)
            .speed(1e7)
            .build()) {
      engine.start();
      engine.command(OperatorCommand.Verb.PAUSE, "pause-1");
      engine.await();
      record = record(engine);
    }

    Parity.Result result = Parity.run(record, plugins, started -> candles.open());
    assertThat(result.difference()).isPresent();
    assertThat(result.disturbances())
        .singleElement()
        .asString()
        .startsWith("the command PAUSE at ");
  }
}
