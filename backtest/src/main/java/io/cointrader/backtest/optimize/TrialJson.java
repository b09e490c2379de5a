package io.cointrader.backtest.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trial as one JSON object. Settings and figures are objects of their own, so that a table made
 * of many trials has a column for each.
 */
final class TrialJson {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TrialJson() {}

  static String write(Trial trial) {
    Outcome outcome = trial.outcome();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("stage", trial.stage());
    object.put("ordinal", trial.ordinal());
    object.put("settings", trial.settings());
    object.put("trades", outcome.trades());
    object.put("figures", outcome.figures());
    object.put("returns", outcome.returns());
    object.put("profits", outcome.profits());
    object.put("decisionsHash", outcome.decisionsHash());
    object.put("refused", outcome.refused().orElse(""));
    return MAPPER.writeValueAsString(object);
  }

  static Trial read(String line) {
    JsonNode node = MAPPER.readTree(line);
    SortedMap<String, String> settings = new TreeMap<>();
    required(node, "settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString()));
    SortedMap<String, Double> figures = new TreeMap<>();
    required(node, "figures")
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                figures.put(entry.getKey(), entry.getValue().asDouble());
              }
            });
    String refused = required(node, "refused").asString();
    return new Trial(
        required(node, "stage").asString(),
        required(node, "ordinal").asInt(),
        settings,
        new Outcome(
            required(node, "trades").asInt(),
            figures,
            numbers(required(node, "returns")),
            numbers(required(node, "profits")),
            required(node, "decisionsHash").asString(),
            refused.isEmpty() ? Optional.empty() : Optional.of(refused)));
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
