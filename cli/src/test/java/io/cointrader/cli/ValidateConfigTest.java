package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.Plugins;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateConfigTest {

  private static final String WHOLE =
      """
      # yaml-language-server: $schema=./cointrader.schema.json
      config_version: 1
      mode: paper                                   # live also needs --confirm-live PORTFOLIO
      account:
        paper_balance: 1000
        paper_fees: { maker: 0.6%, taker: 1.2% }
      market:
        feed: sim
        symbols: [BTC-USD, ETH-USD, SOL-USD]
        max_age: { quote: 10s, candle: 2m }
      strategies:
        enabled: [range_breakout, support_bounce]
      risk:
        per_trade: { max_loss: 0.5%, max_share: 10%, max_amount: 25 }
        per_day:   { max_loss: 2%, max_loss_amount: 12, max_orders: 200 }
        portfolio: { max_positions: 5, max_exposure: 60% }
        entry:     { max_spread: 50bps, min_net_reward_risk: 0.5, cooldown: 10m }
      execution:
        entry: { type: marketable_limit, max_slippage: 30bps, expires_after: 30s }
      exits:
        take_profit_1: { close: 50% }
      storage: { snapshot_every: 5m }
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("cointrader.yaml");
  }

  private int validate(String yaml, String... options) throws IOException {
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of("validate-config", "--isolated"));
    arguments.addAll(List.of("--config", file.toString()));
    arguments.addAll(List.of(options));
    return Main.execute(
        new PrintWriter(out, true), new PrintWriter(out, true), arguments.toArray(String[]::new));
  }

  @Test
  void theWholeConfigurationOfThisBuildIsValid() throws IOException {
    assertThat(validate(WHOLE, "--strict")).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("a round trip costs 2.6 %", "orders from 1 to 25", "bound by max_amount")
        .endsWith("valid: " + file + System.lineSeparator());
  }

  @Test
  void theJsonHasTheShapeThatProgramsRead() throws IOException {
    assertThat(validate(WHOLE.replace("max_loss: 2%", "max_loss: 2"), "--output", "json"))
        .isEqualTo(78);
    JsonNode json = JsonMapper.shared().readTree(out.toString());

    assertThat(json.propertyNames())
        .containsExactly(
            "schemaVersion",
            "valid",
            "problems",
            "warnings",
            "checked",
            "notChecked",
            "feasibility");
    assertThat(json.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.get("valid").asBoolean()).isFalse();
    assertThat(json.get("feasibility").isNull()).isTrue();
    assertThat(json.get("problems")).hasSize(1);
    JsonNode problem = json.get("problems").get(0);
    assertThat(problem.propertyNames())
        .containsExactly(
            "code", "key", "value", "source", "line", "column", "rule", "message", "fix");
    assertThat(problem.get("code").asString()).isEqualTo("missing_unit");
    assertThat(problem.get("key").asString()).isEqualTo("risk.per_day.max_loss");
    assertThat(problem.get("value").asString()).isEqualTo("2");
    assertThat(problem.get("source").asString()).isEqualTo(file.toString());
    assertThat(problem.get("line").asInt()).isEqualTo(15);
    assertThat(problem.get("column").asInt()).isEqualTo(26);
    assertThat(problem.get("fix").asString()).isEqualTo("write 2%");
  }

  @Test
  void aValidConfigurationHasItsFeasibility() throws IOException {
    assertThat(validate(WHOLE, "--output", "json")).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());

    assertThat(json.get("checked").get("mode").asString()).isEqualTo("paper");
    assertThat(json.get("checked").get("keys").asInt()).isEqualTo(25);
    assertThat(json.get("feasibility").get("roundTripCost").asString()).isEqualTo("0.0255");
    assertThat(json.get("feasibility").get("smallestOrder").asString()).isEqualTo("1");
    assertThat(json.get("feasibility").get("largestOrder").asString()).isEqualTo("25");
  }

  @Test
  void aStrategyThatIsNotThereIsAProblem() throws IOException {
    assertThat(validate("strategies: { enabled: [range_breakou] }\n")).isEqualTo(78);
    assertThat(out.toString()).contains("there is no strategy");
  }

  @Test
  void warningsFailOnlyWhereAskedTo() throws IOException {
    String poor = "account: { paper_balance: 5 }\n";

    assertThat(validate(poor)).isZero();
    assertThat(out.toString()).contains("warning");
    assertThat(validate(poor, "--strict")).isEqualTo(78);
  }

  @Test
  void everySettingSaysWhatItMeans() {
    assertThat(Plugins.installed().settings())
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(setting.sentence()).as(setting.key()).endsWith("."))
        .extracting(Setting::key)
        .contains("market.data", "account.paper_fees.taker", "execution.paper.answer_lost_every");
  }
}
