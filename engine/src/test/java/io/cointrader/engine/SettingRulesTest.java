package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.ConfigResult;
import io.cointrader.config.Declared;
import io.cointrader.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingRulesTest {

  private static final Declared DECLARED = SettingRules.declared(Plugins.installed());

  @TempDir Path directory;

  private ConfigResult load(String dotEnv, String... sets) throws Exception {
    Files.writeString(directory.resolve(".env"), dotEnv);
    List<ConfigRequest.Override> overrides =
        List.of(sets).stream()
            .map(one -> one.split("=", 2))
            .map(one -> new ConfigRequest.Override(one[0], one[1], "--set"))
            .toList();
    return ConfigLoader.load(
        new ConfigRequest(
            directory,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            overrides,
            false,
            false),
        DECLARED);
  }

  @Test
  void theDefaultsContradictNothing() throws Exception {
    assertThat(load("").problems()).isEmpty();
    assertThat(load("").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strategies.range_breakout.range_min=13% | contradiction | strategies.range_breakout.range_min",
        "strategies.range_breakout.range_max=2.5% | unpaid | strategies.range_breakout.range_max",
        "exits.fallback.target_2=2% | unpaid | exits.fallback.target_2",
        "risk.per_trade.max_loss=3% | contradiction | risk.per_trade.max_loss",
        "risk.per_trade.min_share=11% | contradiction | risk.per_trade.min_share",
        "risk.entry.min_cooldown=11m | contradiction | risk.entry.min_cooldown",
        "risk.tiers.scout.min_score=65 | contradiction | risk.tiers.scout.min_score",
        "strategies.burst_flag.retrace_min=60% | contradiction | strategies.burst_flag.retrace_min",
        "market.symbols=BTC-USD,ETH-EUR | contradiction | market.symbols",
        "account.currency=EUR | contradiction | account.currency",
        "strategies.enabled=range_breakou | unknown_strategy | strategies.enabled",
      })
  void whatCannotWorkIsRefused(String set, String code, String key) throws Exception {
    List<Problem> problems = load("", set).problems();

    assertThat(problems).extracting(Problem::code).contains(code);
    assertThat(problems).extracting(Problem::key).contains(key);
    assertThat(problems).allSatisfy(one -> assertThat(one.source()).isEqualTo("--set"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "risk.per_trade.max_share=70% | meaningless | risk.portfolio.max_exposure = 60%",
        "risk.per_trade.max_amount=1001 | meaningless | account.paper_balance = 1000",
        "risk.per_day.max_loss_amount=1001 | meaningless | account.paper_balance = 1000",
        "strategies.range_breakout.least_move=2% | unpaid | which costs 2.55%",
      })
  void whatMakesNoSenseIsWarnedOf(String set, String code, String says) throws Exception {
    ConfigResult result = load("", set);

    assertThat(result.problems()).isEmpty();
    assertThat(result.warnings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.code()).isEqualTo(code);
              assertThat(one.message()).contains(says);
            });
  }

  @Test
  void aSettingThatIsWrongAloneIsNotSaidTwice() throws Exception {
    assertThat(load("", "risk.per_trade.max_loss=300%").problems()).hasSize(1);
  }

  @Test
  void whatNothingReadsYetIsWarnedOf() throws Exception {
    assertThat(load("", "dashboard.port=9090").warnings())
        .extracting(Problem::message)
        .containsExactly("dashboard.port has no effect in this version");
  }

  @Test
  void thePredecessorsFileLoadsWithItsUnits() throws Exception {
    ConfigResult result =
        load(
            """
            TRADING_MODE=paper
            PAPER_START_BALANCE=500
            MAX_TRADE_USD=10
            DAILY_MAX_LOSS_USD=25
            WATCH_COINS=BTC-USD,ETH-USD
            PORTFOLIO_MAX_EXPOSURE_PCT=0.85
            POSITION_MAX_PCT=0.025
            TAKER_FEE_PCT=0.012
            MAKER_FEE_PCT=0.006
            SPREAD_MAX_BPS=25
            ORDER_COOLDOWN_SECONDS=600
            USE_LIMIT_ORDERS=true
            LIMIT_BUFFER_PCT=0.003
            TP1_PARTIAL_PCT=0.5
            MAX_HOLD_MINUTES=240
            TIME_STOP_ENABLED=true
            IMPULSE_MIN_PCT=0.5
            BREAKOUT_BUFFER_PCT=0.1
            FLAG_RETRACE_MIN=0.15
            WHALE_TRADE_PCT=0.02
            CIRCUIT_BREAKER_RESET_SECONDS=300
            STACKING_ENABLED=true
            FAST_MODE_ENABLED=false
            """);
    assertThat(result.problems()).isEmpty();
    TreeMap<String, String> read = new TreeMap<>(result.config().orElseThrow().effective());

    assertThat(read)
        .containsEntry("account.paper_balance", "500")
        .containsEntry("risk.per_trade.max_amount", "10")
        .containsEntry("risk.per_day.max_loss_amount", "25")
        .containsEntry("market.symbols", "BTC-USD,ETH-USD")
        .containsEntry("risk.portfolio.max_exposure", "85%")
        .containsEntry("risk.per_trade.max_share", "2.5%")
        .containsEntry("account.paper_fees.taker", "1.2%")
        .containsEntry("risk.entry.max_spread", "0.25%")
        .containsEntry("risk.entry.cooldown", "10m")
        .containsEntry("execution.entry.type", "marketable_limit")
        .containsEntry("execution.entry.max_slippage", "0.3%")
        .containsEntry("exits.take_profit_1.close", "50%")
        .containsEntry("exits.time_stop", "4h")
        .containsEntry("strategies.burst_flag.least_impulse", "0.5%")
        .containsEntry("strategies.burst_flag.breakout_buffer", "0.1%")
        .containsEntry("strategies.burst_flag.retrace_min", "15%")
        .containsEntry("risk.tiers.whale.max_share", "2%")
        .containsEntry("risk.breaker.retry_after", "5m");
    assertThat(result.warnings())
        .extracting(Problem::message)
        .contains(
            "IMPULSE_MIN_PCT=0.5 is read as strategies.burst_flag.least_impulse: 0.5%, which has"
                + " no effect in this version",
            "STACKING_ENABLED did nothing in the predecessor either");
  }

  @Test
  void whatCannotBeCarriedOverIsRefusedWithTheNewWay() throws Exception {
    assertThat(load("MIN_RR_RATIO=1.5\nTRAIL_BE_TRIGGER_PCT=0.03\n").problems())
        .extracting(one -> one.place() + " " + one.code() + ": " + one.fix())
        .containsExactly(
            ".env:1:1 retired_name: write risk.entry.min_net_reward_risk: 0.5, a ratio after costs",
            ".env:2:1 retired_name: write exits.breakeven.at: 1R, a multiple of the stop distance");
    assertThat(load("TIME_STOP_ENABLED=false\n").orThrow().effective())
        .containsEntry("exits.time_stop", "0s");
    assertThat(load("USE_LIMIT_ORDERS=maybe\n").problems())
        .extracting(Problem::code)
        .containsExactly("unknown_choice");
  }
}
