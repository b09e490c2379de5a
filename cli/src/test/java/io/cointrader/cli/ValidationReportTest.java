package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What CI reads. */
class ValidationReportTest {

  private static final String FAULTY =
      """
      mode: paper
      risk:
        per_day: { max_loss: 2 }
        per_trade: { max_share: 90% }
      market: { symbols: ["BTC%USD", "a,b:c"] }
      nonsense: 1
      """;

  @TempDir Path directory;

  private String validate(String name, String yaml, int code, String... options)
      throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("validate-config", "--isolated"));
    arguments.addAll(List.of("--config", file.toString()));
    arguments.addAll(List.of(options));
    PrintWriter printer = new PrintWriter(out, true);
    assertThat(Main.execute(printer, printer, arguments.toArray(String[]::new)))
        .as(out.toString())
        .isEqualTo(code);
    return out.toString();
  }

  private static List<com.networknt.schema.Error> schemaFaults(String sarif) throws IOException {
    try (var schema = ValidationReportTest.class.getResourceAsStream("/sarif/sarif-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
          .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
          .validate(sarif, InputFormat.JSON);
    }
  }

  @Test
  void githubGetsOneEscapedWorkflowCommandPerProblem() throws IOException {
    String out = validate("a,b.yaml", FAULTY, 78, "--output", "github");
    String file = "file=" + directory + "/a%2Cb.yaml,";

    assertThat(out.lines())
        .containsExactly(
            "::error "
                + file
                + "line=3,col=24,title=missing_unit::risk.per_day.max_loss = 2 needs a unit: %25 or"
                + " bps; write 2%25",
            "::error "
                + file
                + "line=5,col=20,title=not_a_symbol::market.symbols = BTC%25USD,a\\,b:c must be"
                + " BASE-QUOTE in capital letters and digits; write for example BTC-USD",
            "::error "
                + file
                + "line=6,col=1,title=unknown_key::nonsense is not a known key; leave it out;"
                + " there are account, alerts, coinbase, dashboard, engine, execution, exits, history, market, mode, plugins,"
                + " reconcile, risk, scoring, sim, storage, strategies, universe",
            "::warning "
                + file
                + "line=4,col=27,title=meaningless::risk.per_trade.max_share = 90%25 is never"
                + " reached: risk.portfolio.max_exposure = 60%25 holds first; write at most 60%25");
  }

  @Test
  void sarifIsWhatItsSchemaSays() throws IOException {
    String sarif = validate("a b.yaml", FAULTY, 78, "--output", "sarif");

    assertThat(schemaFaults(sarif)).isEmpty();
    assertThat(schemaFaults(sarif.replace("\"error\"", "\"terrible\""))).isNotEmpty();
    JsonNode results = JsonMapper.shared().readTree(sarif).at("/runs/0/results");
    assertThat(results).hasSize(4);
    JsonNode first = results.get(0);
    assertThat(first.get("ruleId").asString()).isEqualTo("missing_unit");
    assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(3);
    assertThat(first.at("/locations/0/physicalLocation/region/startColumn").asInt()).isEqualTo(24);
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("file://" + directory + "/a%20b.yaml");
    assertThat(results.get(3).get("level").asString()).isEqualTo("warning");
  }

  @Test
  void aValidConfigurationIsAnEmptyRun() throws IOException {
    assertThat(validate("c.yaml", "mode: paper\n", 0, "--output", "github")).isEmpty();
    assertThat(
            JsonMapper.shared()
                .readTree(validate("c.yaml", "mode: paper\n", 0, "--output", "sarif"))
                .at("/runs/0/results"))
        .isEmpty();
  }

  @Test
  void whatStandsInNoFileIsSaidWithItsSource() throws IOException {
    assertThat(validate("c.yaml", "mode: paper\n", 78, "--output", "github", "--set", "mode=x"))
        .startsWith("::error title=unknown_choice::--set: mode = x must be one of");
  }

  @Test
  void withoutSecretsSaysWhatItLeftOut() throws IOException {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                validate("c.yaml", "mode: paper\n", 0, "--output", "json", "--without-secrets"));

    assertThat(json.get("notChecked").valueStream().map(JsonNode::asString))
        .contains("coinbase.api_key", "coinbase.api_secret");
  }

  @Test
  void twelveFaultsAreTwelveProblemsInEveryForm() throws IOException {
    String twelve =
        """
        config_version: 2
        mode: Paper
        account: { paper_balance: -5 }
        risk:
          per_trade: { max_loss: 3, max_los: 1% }
          per_day: { max_orders: many, max_orders: 5 }
          entry: { cooldown: 10, max_spread: ~ }
          portfolio: 5
        market: { symbols: [BTC-USD, BTC-USD] }
        strategies: { enabled: [nobody] }
        """;
    JsonNode problems =
        JsonMapper.shared()
            .readTree(validate("c.yaml", twelve, 78, "--output", "json"))
            .get("problems");
    assertThat(problems.valueStream().map(one -> one.get("code").asString()))
        .containsExactly(
            "config_version",
            "unknown_choice",
            "out_of_bounds",
            "missing_unit",
            "unknown_key",
            "not_a_whole_number",
            "duplicate_key",
            "missing_unit",
            "no_value",
            "not_a_value",
            "repeated_item",
            "unknown_strategy")
        .hasSize(12);
    for (JsonNode problem : problems) {
      assertThat(problem.get("source").asString()).endsWith("c.yaml");
      assertThat(problem.get("line").asInt()).isPositive();
      assertThat(problem.get("column").asInt()).isPositive();
      assertThat(problem.get("fix").asString()).isNotBlank();
    }
    String sarif = validate("c.yaml", twelve, 78, "--output", "sarif");
    assertThat(schemaFaults(sarif)).isEmpty();
    assertThat(JsonMapper.shared().readTree(sarif).at("/runs/0/results")).hasSize(12);
    assertThat(validate("c.yaml", twelve, 78, "--output", "github").lines())
        .hasSize(12)
        .allMatch(line -> line.startsWith("::error file="));
  }
}
