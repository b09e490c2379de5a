package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shape of what programs read: each field with its type, in its order, as schema version 1 has
 * it; a field marked {@code ?} is of a list that may be empty. Another shape is another version,
 * with files of its own beside these. {@code -Djson.write=true} writes down what this run prints;
 * what may be null or absent is then said by hand.
 */
class JsonShapesTest {

  private static final Path WRITTEN = Path.of("src/test/resources/json-1");

  /** What is written as the record has it; golden bytes hold that. */
  private static final Pattern OF_THE_CODEC = Pattern.compile("record|state|.*\\.fact");

  @TempDir static Path home;

  private static String summary = "";

  @BeforeAll
  static void trade() throws IOException {
    Files.writeString(
        home.resolve("cointrader.yaml"),
        "config_version: 1\naccount: { paper_balance: 1000 }\n",
        StandardCharsets.UTF_8);
    summary = execute(0, "run --speed max --for 60h --output json --data-dir DATA --config YAML");
  }

  private static String execute(int expected, String line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments =
        Arrays.stream(line.split(" "))
            .map(word -> word.replace("DATA", home.resolve("data").toString()))
            .map(word -> word.replace("YAML", home.resolve("cointrader.yaml").toString()))
            .map(word -> word.replace("WRONG", home.resolve("wrong.yaml").toString()))
            .toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertThat(code).as(line + "\n" + err + out).isEqualTo(expected);
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "trades, trades --data-dir DATA --output json",
    "positions, positions --data-dir DATA --output json",
    "status, status --data-dir DATA --output json",
    "runs, runs --data-dir DATA --output json",
    "strategies, strategies --config YAML --data-dir DATA --output json",
    "validate-config, validate-config --isolated --config YAML --output json",
    "config-show, config show --config YAML --output json",
    "config-show-run, config show --run --data-dir DATA --output json",
    "replay, replay --verify --data-dir DATA --output json",
    "replay-diff, replay --diff --data-dir DATA --output json",
    "journal-verify, journal verify --data-dir DATA --output json",
    "state, state --data-dir DATA --output json",
    "explain-nothing, explain SOL-USD --at 2026-01-05T14:00:00Z --data-dir DATA --output json",
  })
  void hasTheShapeWrittenDown(String name, String command) throws IOException {
    check(name, execute(0, command));
  }

  @Test
  void anExplainedTradeHasTheShapeWrittenDown() throws IOException {
    JsonNode trades =
        JsonMapper.shared().readTree(execute(0, "trades --data-dir DATA --output json"));
    String trade = trades.get("trades").get(0).get("id").asString();
    check("explain-trade", execute(0, "explain " + trade + " --data-dir DATA --output json"));
  }

  @Test
  void theRecordsHaveTheShapeWrittenDown() throws IOException {
    for (String command : List.of("journal export", "journal show --output json")) {
      List<String> lines = execute(0, command + " --data-dir DATA").lines().toList();
      assertThat(lines).hasSizeGreaterThan(100);
      for (String line : lines) {
        check("journal-line", line);
      }
    }
  }

  @Test
  void theSummaryHasTheShapeWrittenDown() throws IOException {
    check("run", summary);
  }

  @Test
  void theRecordsOfTheStrategiesAddUpToTheSummary() throws IOException {
    JsonNode run = JsonMapper.shared().readTree(summary);
    JsonNode told =
        JsonMapper.shared()
            .readTree(execute(0, "strategies --config YAML --data-dir DATA --output json"));
    assertThat(told.get("runId")).isEqualTo(run.get("runId"));
    int trades = 0;
    int wins = 0;
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode strategy : told.get("strategies")) {
      JsonNode record = strategy.get("record");
      trades += record.get("trades").asInt();
      wins += record.get("wins").asInt();
      net = net.add(new BigDecimal(record.get("netPnl").asString()));
      assertThat(record.get("expectancyR").isNull()).isEqualTo(record.get("trades").asInt() == 0);
    }
    assertThat(trades).isPositive().isEqualTo(run.get("trades").asInt());
    assertThat(wins).isEqualTo(run.get("wins").asInt());
    assertThat(net).isEqualByComparingTo(run.get("netPnl").asString());
  }

  @Test
  void problemsHaveTheShapeWrittenDown() throws IOException {
    Files.writeString(
        home.resolve("wrong.yaml"),
        "config_version: 1\nrisk: { per_day: { max_loss: 2 } }\naccount: { paper_balance: 5 }\n",
        StandardCharsets.UTF_8);
    check(
        "validate-config-invalid",
        execute(78, "validate-config --isolated --config WRONG --output json"));
  }

  private static void check(String name, String json) throws IOException {
    JsonNode root = JsonMapper.shared().readTree(json);
    Map<String, TreeSet<String>> found = new LinkedHashMap<>();
    collect("", root, found);
    Path file = WRITTEN.resolve(name + ".txt");
    if (Boolean.getBoolean("json.write")) {
      Files.createDirectories(WRITTEN);
      List<String> lines = new ArrayList<>();
      found.forEach((path, types) -> lines.add(path + " " + String.join("|", types)));
      Files.write(file, lines, StandardCharsets.UTF_8);
    }
    Map<String, List<String>> written = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String[] parts = line.split(" ");
      if (parts.length == 2 || found.containsKey(parts[0])) {
        written.put(parts[0], List.of(parts[1].split("\\|")));
      }
    }
    assertThat(root.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(found.keySet()).containsExactlyElementsOf(written.keySet());
    found.forEach((path, types) -> assertThat(written.get(path)).as(path).containsAll(types));
  }

  /** Paths in order of appearance; {@code []} is any element, {@code {}} any key. */
  private static void collect(String path, JsonNode node, Map<String, TreeSet<String>> found) {
    if (!path.isEmpty()) {
      found.computeIfAbsent(path, any -> new TreeSet<>()).add(type(node));
    }
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, found));
    } else if (node.isObject() && !OF_THE_CODEC.matcher(path).matches()) {
      boolean byKey = path.equals("denials") || path.endsWith(".lastDay");
      node.properties()
          .forEach(
              field ->
                  collect(
                      byKey
                          ? path + "{}"
                          : path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      found));
    }
  }

  private static String type(JsonNode node) {
    if (node.isIntegralNumber()) {
      return "integer";
    }
    if (node.isString() && node.asString().matches("-?[0-9]+(\\.[0-9]+)?")) {
      return "decimal";
    }
    if (node.isString()
        && node.asString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")) {
      return "time";
    }
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
