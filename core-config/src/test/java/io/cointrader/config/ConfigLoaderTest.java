package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

  private enum Mode {
    PAPER,
    LIVE
  }

  private static final Setting<Mode> MODE = Setting.choice("mode", Mode.class).defaultsTo("paper");
  private static final Setting<Money> BALANCE =
      Setting.money("account.paper_balance").range("0", "1000000").defaultsTo("1000");
  private static final Setting<Fraction> MAX_LOSS =
      Setting.fraction("risk.per_trade.max_loss").range("0.01%", "10%").defaultsTo("0.5%");
  private static final Setting<Money> MAX_AMOUNT =
      Setting.money("risk.per_trade.max_amount").range("1", "1000000");
  private static final Setting<Fraction> MAX_LOSS_PER_DAY =
      Setting.fraction("risk.per_day.max_loss").range("0.1%", "100%").defaultsTo("2%");
  private static final Setting<Integer> MAX_ORDERS =
      Setting.count("risk.per_day.max_orders").range("1", "1000").defaultsTo("200");
  private static final Setting<Integer> MAX_POSITIONS =
      Setting.count("risk.portfolio.max_positions").range("1", "1000").defaultsTo("5");
  private static final Setting<Fraction> MAX_EXPOSURE =
      Setting.fraction("risk.portfolio.max_exposure").range("1%", "100%").defaultsTo("60%");
  private static final Setting<Fraction> MAX_SPREAD =
      Setting.fraction("risk.entry.max_spread").range("0%", "10%").defaultsTo("50bps");
  private static final Setting<Duration> COOLDOWN =
      Setting.duration("risk.entry.cooldown").range("0s", "30d").defaultsTo("10m");
  private static final Setting<Integer> LOOKBACK =
      Setting.count("strategies.range_breakout.lookback").range("5", "500").defaultsTo("20");
  private static final Setting<String> API_SECRET = Setting.text("venue.api_secret").asSecret();
  private static final Declared DECLARED =
      Declared.of(
          List.of(
              MODE,
              BALANCE,
              MAX_LOSS,
              MAX_AMOUNT,
              MAX_LOSS_PER_DAY,
              MAX_ORDERS,
              MAX_POSITIONS,
              MAX_EXPOSURE,
              MAX_SPREAD,
              COOLDOWN,
              LOOKBACK,
              API_SECRET,
              Setting.symbols("market.symbols").defaultsTo("BTC-USD,ETH-USD"),
              Setting.texts("strategies.enabled").defaultsTo("range_breakout"),
              Setting.money("market.instruments.any.min_notional").range("0", "100")));

  @TempDir Path directory;

  private final TreeMap<String, String> environment = new TreeMap<>();
  private final List<ConfigRequest.Override> overrides = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private Optional<String> profile = Optional.empty();

  private void write(String name, String content) {
    try {
      Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void set(String key, String value) {
    overrides.add(new ConfigRequest.Override(key, value, "--set"));
  }

  private ConfigResult load() {
    return ConfigLoader.load(
        new ConfigRequest(
            directory, files, Optional.empty(), profile, environment, overrides, false, false),
        DECLARED);
  }

  private Config valid() {
    return load().orThrow();
  }

  private List<String> problems() {
    ConfigResult result = load();
    assertThat(result.config().isEmpty()).isEqualTo(!result.problems().isEmpty());
    return result.problems().stream().map(ConfigLoaderTest::line).toList();
  }

  private List<String> warnings() {
    return load().warnings().stream().map(ConfigLoaderTest::line).toList();
  }

  private static String line(Problem one) {
    return one.place() + " " + one.code() + ": " + one.message() + "; " + one.fix();
  }

  @Test
  void withoutSourcesEverythingIsDefault() {
    Config config = valid();

    assertThat(config.sources()).isEmpty();
    assertThat(config.get(MAX_LOSS)).isEqualTo(Fraction.of("0.5%"));
    assertThat(config.origin("risk.per_trade.max_loss")).isEqualTo("default");
    assertThat(config.settings().find(MAX_AMOUNT)).isEmpty();
  }

  @Test
  void aStrongerSourceReplacesAWeakerOneAndIsSaid() {
    String key = "risk.portfolio.max_positions";
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(5);

    write(
        "cointrader.yaml",
        """
        risk: { portfolio: { max_positions: 6 } }
        profiles:
          small: { risk: { portfolio: { max_positions: 7 } } }
        """);
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(6);
    assertThat(valid().origin(key)).isEqualTo("cointrader.yaml:1");

    profile = Optional.of("small");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(7);

    write(".env", "COINTRADER__RISK__PORTFOLIO__MAX_POSITIONS=8\n");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(8);
    assertThat(valid().origin(key)).isEqualTo(".env:1");

    environment.put("COINTRADER__RISK__PORTFOLIO__MAX_POSITIONS", "9");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(9);

    set(key, "10");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(10);

    set(key, "11");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(11);
    assertThat(valid().origin(key)).isEqualTo("--set");
    assertThat(load().sources()).containsExactly("cointrader.yaml", ".env", "environment");
    assertThat(load().overridden())
        .containsExactly(
            key + ": 7 (cointrader.yaml:3) replaces 6 (cointrader.yaml:1)",
            key + ": 8 (.env:1) replaces 7 (cointrader.yaml:3)",
            key + ": 9 (environment) replaces 8 (.env:1)",
            key + ": 10 (--set) replaces 9 (environment)",
            key + ": 11 (--set) replaces 10 (--set)");
  }

  @Test
  void explicitFilesReplaceTheStandardOneAndLaterOnesEarlierOnes() {
    write("cointrader.yaml", "mode: live\n");
    write("a.yaml", "risk: { per_day: { max_orders: 1, max_loss: 3% } }\n");
    write("b.yaml", "risk: { per_day: { max_orders: 2 } }\n");
    files.add(Path.of("a.yaml"));
    files.add(Path.of("b.yaml"));

    assertThat(valid().get(MODE)).isEqualTo(Mode.PAPER);
    assertThat(valid().get(MAX_ORDERS)).isEqualTo(2);
    assertThat(valid().get(MAX_LOSS_PER_DAY)).isEqualTo(Fraction.of("3%"));
    assertThat(load().overridden())
        .containsExactly("risk.per_day.max_orders: 2 (b.yaml:1) replaces 1 (a.yaml:1)");
  }

  @Test
  void equalValuesWrittenDifferentlyDoNotReplaceEachOther() {
    write("cointrader.yaml", "risk: { entry: { max_spread: 0.50% } }\n");
    set("risk.entry.max_spread", "50bps");

    assertThat(load().overridden()).isEmpty();
    assertThat(valid().effective()).containsEntry("risk.entry.max_spread", "0.5%");
  }

  @Test
  void theHashIsOfEffectiveValuesHoweverTheyAreWritten() {
    String defaults = valid().hash();
    write("cointrader.yaml", "risk: { per_trade: { max_loss: 50bps } }\n");
    assertThat(valid().hash()).isEqualTo(defaults).matches("[0-9a-f]{64}");

    set("risk.per_trade.max_loss", "0.6%");
    String changed = valid().hash();
    assertThat(changed).isNotEqualTo(defaults);

    environment.put("COINTRADER__VENUE__API_SECRET", "canary");
    assertThat(valid().hash()).isEqualTo(changed);
  }

  @Test
  void twelveFaultsAreTwelveProblems() {
    write(
        "cointrader.yaml",
        """
        config_version: 2
        mode: paper
        account:
          paper_balance: -5
        risk:
          per_trade:
            max_loss: 3
            max_los: 1%
          per_day: { max_orders: many, max_orders: 5 }
          entry:
            cooldown: 10
            max_spread: ~
        coinbase: { key_file: k.json, portfolio: bot }
        """);
    write(".env", "DAILY_MAX_LOS_USD=5\nnot an assignment\n");
    environment.put("COINTRADER__RISK__PORTFOLIO__MAX_POSITIONS", "0");

    assertThat(problems())
        .containsExactly(
            ".env:1:1 unknown_key: DAILY_MAX_LOS_USD is not a known name; did you mean"
                + " DAILY_MAX_LOSS_USD?",
            ".env:2:1 not_an_assignment: the line is no NAME=value; write NAME=value",
            "cointrader.yaml:1:17 config_version: config_version = 2 is not a version this build"
                + " reads; write config_version: 1",
            "cointrader.yaml:4:18 out_of_bounds: account.paper_balance = -5 must be from 0 to"
                + " 1000000; write a value from 0 to 1000000",
            "cointrader.yaml:7:15 missing_unit: risk.per_trade.max_loss = 3 needs a unit: % or"
                + " bps; write 3%",
            "cointrader.yaml:8:5 unknown_key: risk.per_trade.max_los is not a known key; did you"
                + " mean risk.per_trade.max_loss?",
            "cointrader.yaml:9:26 not_a_whole_number: risk.per_day.max_orders = many must be a"
                + " whole number; write digits only, for example 5",
            "cointrader.yaml:9:32 duplicate_key: risk.per_day.max_orders is written twice, first"
                + " in line 9; keep one of the two",
            "cointrader.yaml:11:15 missing_unit: risk.entry.cooldown = 10 needs a unit: ms, s, m,"
                + " h or d; write 10s for seconds or 10m for minutes",
            "cointrader.yaml:12:17 no_value: risk.entry.max_spread has no value; write a value, or"
                + " leave the key out",
            "cointrader.yaml:13:1 unknown_key: coinbase is not a known group; leave it out; there"
                + " are account, market, mode, risk, strategies, venue",
            "environment out_of_bounds: risk.portfolio.max_positions = 0 must be from 1 to 1000;"
                + " write a value from 1 to 1000")
        .hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          risk: 5 | 1:7 not_a_value: risk is a group of settings, not a value; write its settings under it, or leave it out
          risk: { entry: ~ } | 1:16 not_a_value: risk.entry is a group of settings, not a value; write its settings under it, or leave it out
          mode: { of: paper } | 1:1 not_a_group: mode is a value, not a group; write one value
          mode: [paper] | 1:7 not_a_value: mode is one value, no list; write for example paper
          mode: ' paper' | 1:7 blanks: mode =  paper has blanks at its ends; write it without the blanks
          Mode: paper | 1:1 unknown_key: Mode is not a known key; did you mean mode?
          rsk: { per_day: { max_loss: 1% } } | 1:1 unknown_key: rsk is not a known group; did you mean risk?
          risk: { breaker: { failures: 5, retry_after: 5m } } | 1:9 unknown_key: risk.breaker is not a known group; leave it out; risk has entry, per_day, per_trade, portfolio
          risk: { max_loss: 1% } | 1:9 unknown_key: risk.max_loss is not a known key; did you mean risk.per_day.max_loss or risk.per_trade.max_loss?
          mode.of: paper | 1:1 not_a_group: mode.of stands under mode, which is one value; write mode alone
          strategies: { vwap: { period: 5 } } | 1:15 unknown_key: strategies.vwap is not a known group; leave it out; strategies has enabled, range_breakout
          strategies: { enabled: [{ a: 1 }] } | 1:24 not_a_value: strategies.enabled must be a list of plain values; write for example range_breakout
          plugins: [{ file: a.jar }] | 1:1 unknown_key: plugins is not a known key; leave it out; there are account, market, mode, risk, strategies, venue
          market: { symbols: [btc-usd] } | 1:20 not_a_symbol: market.symbols = btc-usd must be BASE-QUOTE in capital letters and digits; write BTC-USD
          market: { instruments: { btc-usd: { min_notional: 1 } } } | 1:26 unknown_key: market.instruments.btc-usd is not a known group; leave it out; market.instruments has BTC-USD
          profiles: small | 1:11 not_a_value: profiles must hold a map; write profiles: { NAME: { risk: … } }
          profiles: { small: 5 } | 1:20 not_a_value: profiles.small must hold a map; write profiles: { NAME: { risk: … } }
          profiles: { small: { mod: paper } } | 1:22 unknown_key: mod is not a known key; did you mean mode?
          """)
  void everyKindOfFaultSaysWhatToWrite(String yaml, String problem) {
    write("cointrader.yaml", yaml + "\n");

    assertThat(problems()).containsExactly("cointrader.yaml:" + problem);
  }

  @Test
  void oneKeyByTwoNamesInOneSourceIsAnError() {
    write(".env", "MAX_TRADE_USD=10\nCOINTRADER__RISK__PER_TRADE__MAX_AMOUNT=10\n");
    assertThat(problems())
        .containsExactly(
            ".env:2:1 two_names: risk.per_trade.max_amount is given twice in .env, as"
                + " MAX_TRADE_USD and as COINTRADER__RISK__PER_TRADE__MAX_AMOUNT; keep one of the"
                + " two");

    write(".env", "MAX_TRADE_USD=10\nMAX_TRADE_USD=11\n");
    assertThat(problems()).hasSize(1);

    write(".env", "");
    write("cointrader.yaml", "risk.per_day.max_orders: 5\nrisk: { per_day: { max_orders: 6 } }\n");
    assertThat(problems()).singleElement().asString().contains("two_names");
  }

  @Test
  void thePredecessorsNamesKeepItsUnitsAndSayWhatTheyBecame() {
    write(
        ".env",
        """
        TRADING_MODE=paper
        PAPER_START_BALANCE=500
        MAX_TRADE_USD=25
        PORTFOLIO_MAX_EXPOSURE_PCT=0.85
        SPREAD_MAX_BPS=18
        ORDER_COOLDOWN_SECONDS=600
        WATCH_COINS=BTC-USD,SOL-USD
        """);
    Config config = valid();

    assertThat(config.get(BALANCE)).isEqualTo(Money.of("500"));
    assertThat(config.get(MAX_AMOUNT)).isEqualTo(Money.of("25"));
    assertThat(config.get(MAX_EXPOSURE)).isEqualTo(Fraction.of("85%"));
    assertThat(config.get(MAX_SPREAD)).isEqualTo(Fraction.of("18bps"));
    assertThat(config.get(COOLDOWN)).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.effective()).containsEntry("market.symbols", "BTC-USD,SOL-USD");
    assertThat(warnings())
        .hasSize(7)
        .contains(
            ".env:4:1 old_name: PORTFOLIO_MAX_EXPOSURE_PCT=0.85 is read as"
                + " risk.portfolio.max_exposure: 85%; write risk.portfolio.max_exposure: 85%");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MAX_TRADE_US                   | did you mean MAX_TRADE_USD?
          max_trade_usd                  | did you mean MAX_TRADE_USD?
          COINTRADER__RISK__PER_DAY__MAX_LOS | did you mean COINTRADER__RISK__PER_DAY__MAX_LOSS?
          COINTRADER__Risk__Per_Day__Max_Loss | write COINTRADER__RISK__PER_DAY__MAX_LOSS
          COINTRADER_RISK_PER_DAY        | write COINTRADER__GROUP__KEY, two underscores between the parts
          COINTRADER_DATADIR             | did you mean COINTRADER_DATA_DIR?
          """)
  void nearMissesOfNamesAreErrorsInBothPlaces(String name, String fix) {
    environment.put(name, "1");
    assertThat(load().problems()).extracting(Problem::fix).containsExactly(fix);
    environment.clear();
    write(".env", name + "=1\n");
    assertThat(load().problems()).extracting(Problem::fix).containsExactly(fix);
  }

  @Test
  void namesOfOthersAreAWarningInOurFileAndNoneInTheEnvironment() {
    environment.put("HOME", "/root");
    environment.put("COINTRADER_DATA_DIR", "/data");
    assertThat(problems()).isEmpty();
    assertThat(warnings()).isEmpty();

    write(".env", "POSTGRES_PASSWORD=canary\n");
    assertThat(problems()).isEmpty();
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith(".env:1:1 foreign_name: POSTGRES_PASSWORD")
        .doesNotContain("canary");

    write(".env", "COINTRADER_DATA_DIR=/data\n");
    assertThat(problems()).singleElement().asString().contains("wrong_source");
  }

  @Test
  void aProfileMustBeThereAndIsCheckedEvenWhenItIsNotChosen() {
    write(
        "cointrader.yaml",
        "profiles: { small: { risk: { portfolio: { max_positions: 2 } } }, empty: {} }\n");
    profile = Optional.of("empty");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(5);

    profile = Optional.of("smal");
    assertThat(problems())
        .containsExactly(
            "--profile unknown_profile: there is no profile \"smal\"; choose one of empty, small");

    profile = Optional.empty();
    write(".env", "PROFILE=small\n");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(2);
    write(".env", "PROFILE=prod\n");
    assertThat(valid().get(MAX_POSITIONS)).isEqualTo(5);
    write(".env", "PROFILE=large\n");
    assertThat(problems()).singleElement().asString().startsWith(".env:1:1 unknown_profile");

    write(".env", "");
    environment.put("PROFILE", "of another program");
    assertThat(problems()).isEmpty();
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void secretsAreTakenFromFilesButNeverShown() {
    write("cointrader.yaml", "venue: { api_secret: canary-one }\n");
    write(".env", "COINTRADER__VENUE__API_SECRET=canary-two\n");
    ConfigResult result = load();
    Config config = result.orThrow();

    assertThat(config.get(API_SECRET)).isEqualTo("canary-two");
    assertThat(config.effective()).doesNotContainKey("venue.api_secret");
    assertThat(result.overridden())
        .containsExactly("venue.api_secret: **** (.env:1) replaces **** (cointrader.yaml:1)");
    assertThat(config.toString() + config.settings() + result).doesNotContain("canary");

    write(".env", "COINTRADER__VENUE__API_SECRET='canary '\n");
    assertThat(problems())
        .containsExactly(
            ".env:1:1 blanks: venue.api_secret = **** has blanks at its ends; write it without the"
                + " blanks");

    write(".env", "");
    set("venue.api_secret", "canary");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("--set secret_on_command_line: venue.api_secret is a secret")
        .doesNotContain("canary");
  }

  @Test
  void aRequiredSettingMustBeWritten() {
    Declared declared = Declared.of(List.of(Setting.text("venue.portfolio").asRequired()));

    assertThatThrownBy(() -> Config.of(Map.of(), declared))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("venue.portfolio is required");
    assertThat(Config.of(Map.of("venue.portfolio", "bot"), declared).effective())
        .containsEntry("venue.portfolio", "bot");
  }

  @Test
  void filesThatCannotBeReadAreProblems() throws IOException {
    files.add(Path.of("missing.yaml"));
    assertThat(problems())
        .containsExactly(
            "missing.yaml unreadable: missing.yaml does not exist; name a file that is there");

    Files.write(directory.resolve("missing.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(problems()).singleElement().asString().contains("is not UTF-8 text");

    Files.write(directory.resolve("missing.yaml"), new byte[(1 << 20) + 1]);
    assertThat(problems()).singleElement().asString().contains("larger than");

    files.clear();
    write("cointrader.yml", "mode: live\n");
    assertThat(problems()).singleElement().asString().contains("rename it to cointrader.yaml");
    Files.createDirectory(directory.resolve("cointrader.yaml"));
    assertThat(problems()).singleElement().asString().contains("cannot be read");
  }

  @Test
  void isolationLeavesEnvironmentAndDotEnvAlone() {
    write(".env", "MAX_POSITIONS=8\n");
    write("other.env", "MAX_POSITIONS=9\n");
    environment.put("COINTRADER__NOTHING", "1");

    ConfigRequest isolated =
        new ConfigRequest(
            directory, files, Optional.empty(), profile, environment, overrides, true, false);
    assertThat(ConfigLoader.load(isolated, DECLARED).orThrow().get(MAX_POSITIONS)).isEqualTo(5);
    ConfigRequest explicit =
        new ConfigRequest(
            directory,
            files,
            Optional.of(Path.of("other.env")),
            profile,
            environment,
            overrides,
            true,
            false);
    assertThat(ConfigLoader.load(explicit, DECLARED).orThrow().get(MAX_POSITIONS)).isEqualTo(9);
  }

  @Test
  void anEmbedderLoadsAFileOrADirectory() {
    write("cointrader.yaml", "risk: { per_day: { max_orders: 3 } }\n");

    assertThat(Config.load(directory, DECLARED).get(MAX_ORDERS)).isEqualTo(3);
    assertThat(Config.load(directory.resolve("cointrader.yaml"), DECLARED).get(MAX_ORDERS))
        .isEqualTo(3);
    assertThatThrownBy(() -> Config.load(directory.resolve("none.yaml"), DECLARED))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Config.of(Map.of("mode", "test", "mod", "x"), DECLARED))
        .isInstanceOfSatisfying(
            ConfigException.class, wrong -> assertThat(wrong.problems()).hasSize(2));
  }

  @Test
  void instrumentsAreNamedBySymbol() {
    write("cointrader.yaml", "market: { instruments: { BTC-USD: { min_notional: 5 } } }\n");

    assertThat(valid().effective()).containsEntry("market.instruments.BTC-USD.min_notional", "5");
  }

  @Test
  void twoPartsCannotDeclareOneKeyDifferently() {
    assertThatThrownBy(
            () ->
                Declared.of(
                    List.of(
                        Setting.count("a").defaultsTo("1"), Setting.count("a").defaultsTo("2"))))
        .hasMessage("two settings are declared as a");
  }

  @ParameterizedTest
  @CsvSource({
    "abc,abc,0",
    "abc,acb,1",
    "abc,ab,1",
    "abc,abcd,1",
    "abc,axc,1",
    "ca,abc,3",
    "'',ab,2"
  })
  void distanceCountsSwapsOfNeighboursAsOne(String a, String b, int distance) {
    assertThat(Declared.distance(a, b)).isEqualTo(distance);
    assertThat(Declared.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void dataFilesAreRelativeToTheFileTheyAreWrittenIn() throws IOException {
    Setting<List<String>> data = Setting.dataFiles("market.data");
    Declared declared = Declared.of(List.of(data));
    Path sub = Files.createDirectory(directory.resolve("sub"));
    write("sub/a.yaml", "market:\n  data: [a.csv, 'BTC-USD=../b/*.csv', /c.csv]\n");
    ConfigRequest yaml = ConfigRequest.of(directory).withFiles(List.of(Path.of("sub", "a.yaml")));
    assertThat(ConfigLoader.load(yaml, declared).orThrow().get(data))
        .containsExactly(sub + "/a.csv", "BTC-USD=" + sub + "/../b/*.csv", "/c.csv");
    assertThat(Config.load(sub.resolve("a.yaml"), declared).get(data)).contains(sub + "/a.csv");
    assertThat(Config.of(Map.of("market.data", "a.csv"), declared).get(data))
        .as("where no file says it, the embedder's directory does")
        .containsExactly("a.csv");
  }
}
