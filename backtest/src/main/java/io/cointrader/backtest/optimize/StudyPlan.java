package io.cointrader.backtest.optimize;

import io.cointrader.config.Config;
import io.cointrader.engine.ExitCode;
import io.cointrader.models.hash.Sha256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * All that a study follows from: the same plan gives the same study, on any machine and with any
 * number of threads.
 *
 * @param trials the most combinations that are tried
 * @param seed of what is chosen by chance
 * @param holdout the share of the data, at its end, that is opened once; 0: none
 * @param windows of the walk-forward; 0: none
 * @param leastTrades with fewer an outcome counts as undefined
 * @param plateau whether the combination with the best surroundings is chosen, not the best one
 * @param span of the data
 * @param symbols that are traded
 * @param data what names the data, for example its {@code inputsHash}
 * @param config the {@linkplain #configuration hash} of the configuration whose settings are
 *     changed
 * @param build the identity of the code, its plugins included
 */
public record StudyPlan(
    List<Parameter> parameters,
    Objective objective,
    Sampling sampling,
    int trials,
    long seed,
    double holdout,
    int windows,
    int leastTrades,
    boolean plateau,
    Span span,
    List<String> symbols,
    String data,
    String config,
    String build) {

  /** How many windows long the part is on which a window of the walk-forward is chosen. */
  static final int BEFORE = 3;

  private static final int MOST_TRIALS = 1_000_000;
  private static final int MOST_WINDOWS = 100;
  private static final Duration LONG = Duration.ofDays(10);

  /** Where things lie decides nothing: data and plugins are named by what is in them. */
  private static final Set<String> PLACES =
      Set.of("market.data", "history.directory", "plugins", "storage.archive");

  /**
   * @throws StudyRefused when nothing can be found that way, with the remedy
   */
  public StudyPlan {
    parameters = List.copyOf(parameters);
    symbols = List.copyOf(symbols);
    if (parameters.isEmpty()) {
      throw usage("there is nothing to vary", "name a setting by --param KEY=FROM..TO:STEP");
    }
    if (new TreeSet<>(parameters.stream().map(Parameter::key).toList()).size()
        < parameters.size()) {
      throw usage("a setting is named twice", "write each --param once, with all its values");
    }
    if (trials < 1 || trials > MOST_TRIALS) {
      throw usage("--trials " + trials, "write a number from 1 to " + MOST_TRIALS);
    }
    if (windows < 0 || windows > MOST_WINDOWS) {
      throw usage("--walk-forward " + windows, "write a number from 0 to " + MOST_WINDOWS);
    }
    if (!(holdout >= 0 && holdout < 0.9)) {
      throw usage("--holdout " + holdout * 100 + "%", "write a share below 90%, such as 20%");
    }
    BigInteger size = new Space(parameters).size();
    if (sampling == Sampling.GRID && size.compareTo(BigInteger.valueOf(trials)) > 0) {
      throw usage(
          "the grid has " + size + " points, --trials allows " + trials,
          "allow more, give fewer values, or choose --sampler random or cmaes");
    }
  }

  private static StudyRefused usage(String what, String remedy) {
    return new StudyRefused(ExitCode.USAGE, what + "; " + remedy);
  }

  /** The SHA-256 of the effective values of a configuration but those that say where things lie. */
  public static String configuration(Config config) {
    SortedMap<String, String> values = new TreeMap<>(config.effective());
    values.keySet().removeAll(PLACES);
    return Sha256.of(TrialJson.MAPPER.writeValueAsString(values));
  }

  /** The most trials that a search can have. */
  int most() {
    return new Space(parameters).size().min(BigInteger.valueOf(trials)).intValueExact();
  }

  /** What every search, the walk-forward too, is made on: all but the holdout. */
  public Span searched() {
    return holdout == 0 ? span : new Span(span.from(), cut(1 - holdout));
  }

  /** What is opened once. */
  public Optional<Span> heldOut() {
    return holdout == 0 ? Optional.empty() : Optional.of(new Span(cut(1 - holdout), span.to()));
  }

  /** A moment within the data, at the beginning of a day or, when it is short, of an hour. */
  private Instant cut(double share) {
    return floor(span.from().plusMillis((long) (span.length().toMillis() * share)));
  }

  private Instant floor(Instant moment) {
    long unit =
        span.length().compareTo(LONG) >= 0
            ? Duration.ofDays(1).toMillis()
            : Duration.ofHours(1).toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), unit) * unit);
  }

  /** A part on which settings are chosen, and the one after it on which they are judged. */
  record Window(Span before, Span after) {}

  /**
   * The windows of the walk-forward: what is judged lies end to end and never overlaps; what is
   * chosen on is three times as long.
   *
   * @throws StudyRefused when the data is too short
   */
  List<Window> walk() {
    Span all = searched();
    double part = all.length().toMillis() / (double) (windows + BEFORE);
    List<Window> walk = new ArrayList<>();
    try {
      for (int i = 0; i < windows; i++) {
        Instant from = at(all, part * i);
        Instant middle = at(all, part * (i + BEFORE));
        Instant to = i == windows - 1 ? all.to() : at(all, part * (i + BEFORE + 1));
        walk.add(new Window(new Span(from, middle), new Span(middle, to)));
      }
    } catch (IllegalArgumentException tooShort) {
      throw new StudyRefused(
          ExitCode.USAGE,
          "the data is too short for " + windows + " windows; name more of it, or fewer windows",
          tooShort);
    }
    return walk;
  }

  private Instant at(Span all, double millis) {
    return millis == 0 ? all.from() : floor(all.from().plusMillis((long) millis));
  }

  /** 12 hex digits that only this plan has. */
  public String id() {
    return Sha256.of(TrialJson.MAPPER.writeValueAsString(fields())).substring(0, 12);
  }

  /** All of it, in a stable order. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "parameters",
        parameters.stream()
            .map(
                one -> {
                  Map<String, Object> parameter = new LinkedHashMap<>();
                  parameter.put("key", one.key());
                  parameter.put("levels", one.levels());
                  parameter.put("ordered", one.ordered());
                  return parameter;
                })
            .toList());
    fields.put("objective", objective.label());
    fields.put("sampler", sampling.label());
    fields.put("trials", trials);
    fields.put("seed", seed);
    fields.put("holdout", holdout);
    fields.put("walkForward", windows);
    fields.put("minTrades", leastTrades);
    fields.put("choose", choice());
    fields.put("from", span.from().toString());
    fields.put("to", span.to().toString());
    fields.put("symbols", symbols);
    fields.put("data", data);
    fields.put("config", config);
    fields.put("build", build);
    return fields;
  }

  /** In which options and inputs another plan differs, as one writes them: this, now the other. */
  List<String> differences(StudyPlan now) {
    List<String> all = new ArrayList<>();
    if (!parameters.equals(now.parameters)) {
      List<Parameter> before = new ArrayList<>(parameters);
      List<Parameter> after = new ArrayList<>(now.parameters);
      before.removeAll(now.parameters);
      after.removeAll(parameters);
      all.add(
          before.isEmpty() && after.isEmpty()
              ? "the --param in another order"
              : options(before) + ", now " + options(after));
    }
    differ(all, "--trials", trials, now.trials);
    if (all.isEmpty()) {
      // else it follows from how many there are, unless it is named
      differ(all, "--sampler", sampling.label(), now.sampling.label());
    }
    differ(all, "--objective", objective.label(), now.objective.label());
    differ(all, "--seed", seed, now.seed);
    differ(all, "--holdout", percent(holdout), percent(now.holdout));
    differ(all, "--walk-forward", windows, now.windows);
    differ(all, "--min-trades", leastTrades, now.leastTrades);
    differ(all, "--choose", choice(), now.choice());
    differ(all, "data of", String.join(" ", symbols), String.join(" ", now.symbols));
    differ(all, "data from", span, now.span);
    if (all.isEmpty()) {
      differ(all, "other data in the same time:", shortened(data), shortened(now.data));
    }
    differ(all, "another configuration:", shortened(config), shortened(now.config));
    differ(all, "another build:", build, now.build);
    return all;
  }

  private static void differ(List<String> all, String what, Object before, Object now) {
    if (!before.equals(now)) {
      all.add(what + " " + before + ", now " + now);
    }
  }

  private static String options(List<Parameter> some) {
    return some.isEmpty()
        ? "without"
        : some.stream().map(one -> "--param " + one).collect(Collectors.joining(" "));
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private String choice() {
    return plateau ? "plateau" : "peak";
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }

  static StudyPlan read(JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    node.required("parameters")
        .forEach(
            one ->
                parameters.add(
                    new Parameter(
                        one.required("key").asString(),
                        texts(one.required("levels")),
                        one.required("ordered").asBoolean())));
    return new StudyPlan(
        parameters,
        label(Objective.values(), Objective::label, node.required("objective").asString()),
        label(Sampling.values(), Sampling::label, node.required("sampler").asString()),
        node.required("trials").asInt(),
        node.required("seed").asLong(),
        node.required("holdout").asDouble(),
        node.required("walkForward").asInt(),
        node.required("minTrades").asInt(),
        node.required("choose").asString().equals("plateau"),
        new Span(
            Instant.parse(node.required("from").asString()),
            Instant.parse(node.required("to").asString())),
        texts(node.required("symbols")),
        node.required("data").asString(),
        node.required("config").asString(),
        node.required("build").asString());
  }

  private static <T> T label(T[] values, Function<T, String> label, String wanted) {
    for (T value : values) {
      if (label.apply(value).equals(wanted)) {
        return value;
      }
    }
    throw new IllegalArgumentException("there is no " + wanted);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asString()));
    return texts;
  }
}
