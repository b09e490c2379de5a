package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.ConfigResult;
import io.cointrader.config.Declared;
import io.cointrader.config.Problem;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every key of a valid configuration is changed in every way people get a key wrong. A harmful
 * change must be refused with its place and remedy; what is taken must mean what was written.
 */
class ConfigMutationTest {

  private static final Declared DECLARED = SettingRules.declared(Plugins.installed());
  private static final int LEAST_WAYS = 20;
  private static final int LEAST_MUTATIONS = 2000;

  /** Ways to get a key wrong. */
  private enum Kind {
    NAME,
    CASE,
    BLANK,
    TYPE,
    RANGE,
    UNIT,
    DUPLICATE,
    MISSING,
    WRONG_SOURCE
  }

  /** Where a key stands in a mutated configuration. */
  private record Source(
      List<String> lines, SortedMap<String, String> environment, String dotEnv, String set) {
    static Source yaml(String... lines) {
      return new Source(List.of(lines), new TreeMap<>(), "", "");
    }

    static Source environment(String name, String value) {
      return new Source(List.of(), new TreeMap<>(Map.of(name, value)), "", "");
    }

    static Source dotEnv(String text) {
      return new Source(List.of(), new TreeMap<>(), text, "");
    }

    static Source set(String text) {
      return new Source(List.of(), new TreeMap<>(), "", text);
    }
  }

  /**
   * One change of one key.
   *
   * @param means what it must stand for afterwards; empty: it must be refused
   */
  private record Mutation(Kind kind, String key, Source source, Optional<String> means) {}

  @TempDir Path directory;

  private final TreeMap<String, String> base = base();
  private final TreeMap<Kind, Integer> refused = new TreeMap<>();
  private final TreeMap<Kind, Integer> taken = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  private static TreeMap<String, String> base() {
    TreeMap<String, String> values = new TreeMap<>();
    for (Setting<?> setting : DECLARED.all()) {
      String text =
          setting
              .defaultText()
              .orElseGet(
                  () ->
                      switch (setting.kind()) {
                        case AMOUNT, NUMBER, COUNT ->
                            setting.key().endsWith("_increment") ? "0.01" : "10";
                        case FRACTION -> "5%";
                        case SYMBOL -> "BTC-USD";
                        case CHOICE -> setting.choices().get(0);
                        case TIME -> "2021-05-20T12:00:00Z";
                        default -> setting.isSecret() ? "q8Zr7-long-enough-0" : "USD";
                      });
      values.put(setting.key().replace(".any.", ".BTC-USD."), text);
    }
    values.put("risk.per_day.max_loss_amount", "12");
    values.put("risk.per_trade.max_amount", "25");
    values.put("account.paper_fees.maker", "0.6%");
    values.put("account.paper_fees.taker", "1.2%");
    values.put("execution.paper.impact", "1%");
    values.put("execution.paper.max_participation", "10%");
    return values;
  }

  private static Setting<?> setting(String key) {
    return DECLARED.find(key).orElseThrow();
  }

  private static String yamlValue(String key, String text) {
    return setting(key).isList() ? "[" + text + "]" : text;
  }

  /** The base as YAML. */
  private String yaml() {
    return yaml(base, "", List.of());
  }

  /** The group of a key in the base, with these lines in place of its own. */
  private String yaml(String key, List<String> lines) {
    String group = key.split("\\.")[0];
    return yaml(base.subMap(group, group + "/"), key, lines);
  }

  private static String yaml(SortedMap<String, String> values, String key, List<String> lines) {
    StringBuilder out = new StringBuilder("config_version: 1\n");
    String[] before = {};
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String[] parts = entry.getKey().split("\\.");
      int common = 0;
      while (common < parts.length - 1
          && common < before.length - 1
          && parts[common].equals(before[common])) {
        common++;
      }
      for (int i = common; i < parts.length - 1; i++) {
        out.append("  ".repeat(i)).append(parts[i]).append(":\n");
      }
      String indent = "  ".repeat(parts.length - 1);
      if (entry.getKey().equals(key)) {
        for (String line : lines) {
          out.append(indent).append(line.replace("\n", "\n" + indent)).append('\n');
        }
        if (lines.isEmpty()) {
          out.append(indent).append("# nothing\n");
        }
      } else {
        String value = yamlValue(entry.getKey(), entry.getValue());
        out.append(indent).append(parts[parts.length - 1]).append(": ").append(value).append('\n');
      }
      before = parts;
    }
    return out.toString();
  }

  private ConfigResult load(String yaml, Source source) throws IOException {
    Files.writeString(directory.resolve("cointrader.yaml"), yaml);
    Files.writeString(directory.resolve(".env"), source.dotEnv());
    List<ConfigRequest.Override> overrides = new ArrayList<>();
    if (!source.set().isEmpty()) {
      int equals = source.set().indexOf('=');
      overrides.add(
          new ConfigRequest.Override(
              source.set().substring(0, equals), source.set().substring(equals + 1), "--set"));
    }
    return ConfigLoader.load(
        new ConfigRequest(
            directory,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            source.environment(),
            overrides,
            false,
            false),
        DECLARED);
  }

  private static String variable(String key) {
    return "COINTRADER__" + key.toUpperCase(Locale.ROOT).replace(".", "__");
  }

  private List<Mutation> mutations(String key) {
    List<Mutation> all = new ArrayList<>();
    String last = key.substring(key.lastIndexOf('.') + 1);
    String value = yamlValue(key, base.get(key));
    names(all, key, last, value);
    blanks(all, key, last, value);
    types(all, key, last);
    numbers(all, key, last);
    twins(all, key, last, value);
    sources(all, key, value);
    return all;
  }

  private static void refuse(List<Mutation> all, Kind kind, String key, Source source) {
    all.add(new Mutation(kind, key, source, Optional.empty()));
  }

  private static void names(List<Mutation> all, String key, String last, String value) {
    TreeSet<String> typos = new TreeSet<>();
    for (int i = 0; i < Math.min(last.length(), 3); i++) {
      typos.add(new StringBuilder(last).deleteCharAt(i).toString());
      typos.add(new StringBuilder(last).insert(i, 'x').toString());
    }
    typos.add(last + "s");
    typos.add(last + "_pct");
    typos.add(last.replace('_', '-') + "-");
    typos.remove(last);
    typos.removeIf(String::isEmpty);
    for (String typo : typos) {
      refuse(all, Kind.NAME, key, Source.yaml(typo + ": " + value));
    }
    refuse(all, Kind.CASE, key, Source.yaml(last.toUpperCase(Locale.ROOT) + ": " + value));
    String title = last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1);
    refuse(all, Kind.CASE, key, Source.yaml(title + ": " + value));
  }

  private static void blanks(List<Mutation> all, String key, String last, String value) {
    refuse(all, Kind.BLANK, key, Source.yaml(last + ":"));
    refuse(all, Kind.BLANK, key, Source.yaml(last + ": ~"));
    refuse(all, Kind.BLANK, key, Source.yaml("\"" + last + " \": " + value));
    refuse(all, Kind.BLANK, key, Source.yaml("\" " + last + "\": " + value));
    String text = value.replaceAll("[\\[\\]]", "");
    refuse(all, Kind.BLANK, key, Source.yaml(last + ": \"" + text + " \""));
    refuse(all, Kind.BLANK, key, Source.environment(variable(key), text + " "));
    if (!setting(key).isList()) {
      refuse(all, Kind.BLANK, key, Source.yaml(last + ": \"\""));
      refuse(all, Kind.BLANK, key, Source.environment(variable(key), ""));
    }
  }

  /** The units of each kind and what they stand for, written down apart from those of the code. */
  private static final Map<Setting.Kind, Map<String, String>> UNITS =
      Map.of(
          Setting.Kind.FRACTION, Map.of("%", "0.01", "bps", "0.0001"),
          Setting.Kind.DURATION,
              Map.of("ms", "0.001", "s", "1", "m", "60", "h", "3600", "d", "86400"),
          Setting.Kind.SIZE,
              Map.of(
                  "B", "1",
                  "KiB", "1024",
                  "MiB", "1048576",
                  "GiB", "1073741824",
                  "TiB", "1099511627776"),
          Setting.Kind.MULTIPLE, Map.of("R", "1"),
          Setting.Kind.AMOUNT, Map.of("", "1"),
          Setting.Kind.NUMBER, Map.of("", "1"),
          Setting.Kind.COUNT, Map.of("", "1"));

  private static final Pattern NUMBER = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)(.*)");

  /** What a text stands for in the unit that has the factor 1, found without the code's readers. */
  private static Optional<BigDecimal> number(String key, String text) {
    Matcher parts = NUMBER.matcher(text);
    Map<String, String> units = UNITS.getOrDefault(setting(key).kind(), Map.of());
    return parts.matches() && units.containsKey(parts.group(2))
        ? Optional.of(
            new BigDecimal(parts.group(1)).multiply(new BigDecimal(units.get(parts.group(2)))))
        : Optional.empty();
  }

  /** Whether a text is a number of the key's kind within its bounds. */
  private static boolean isInBounds(String key, String text) {
    return number(key, text)
        .filter(value -> isAtLeast(value, setting(key).least().flatMap(low -> number(key, low))))
        .filter(
            value ->
                isAtLeast(
                    value.negate(),
                    setting(key).most().flatMap(top -> number(key, top)).map(BigDecimal::negate)))
        .isPresent();
  }

  private static boolean isAtLeast(BigDecimal value, Optional<BigDecimal> bound) {
    return bound.isEmpty() || value.compareTo(bound.get()) >= 0;
  }

  /** A number with its unit, this much more. */
  private static String plus(String text, int more) {
    Matcher parts = NUMBER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new BigDecimal(parts.group(1)).add(BigDecimal.valueOf(more)).toPlainString()
        + parts.group(2);
  }

  /** Whether two texts stand for the same. */
  private static boolean isSame(String key, String one, String other) {
    Optional<BigDecimal> number = number(key, one);
    return one.equals(other)
        || number.isPresent()
            && number(key, other).filter(same -> same.compareTo(number.get()) == 0).isPresent();
  }

  private static boolean takesAnything(String key) {
    return setting(key).kind() == Setting.Kind.TEXT;
  }

  private void types(List<Mutation> all, String key, String last) {
    refuse(all, Kind.TYPE, key, Source.yaml(last + ": { a: 1 }"));
    refuse(all, Kind.TYPE, key, Source.yaml(last + ": [ { a: 1 } ]"));
    refuse(all, Kind.TYPE, key, Source.yaml(last + ": !!str 1"));
    refuse(all, Kind.TYPE, key, Source.yaml(last + ": &anchor 1"));
    if (!setting(key).isList()) {
      refuse(all, Kind.TYPE, key, Source.yaml(last + ": [" + base.get(key) + "]"));
    }
    if (!takesAnything(key)) {
      refuse(all, Kind.TYPE, key, Source.yaml(last + ": some text"));
      if (setting(key).kind() != Setting.Kind.TIME) {
        refuse(all, Kind.TYPE, key, Source.yaml(last + ": 2026-11-23"));
      }
      refuse(all, Kind.TYPE, key, Source.yaml(last + ": 0x10"));
      refuse(all, Kind.TYPE, key, Source.environment(variable(key), "'" + base.get(key) + "'"));
    }
  }

  private static boolean isNumeric(String key) {
    return switch (setting(key).kind()) {
      case FRACTION, AMOUNT, NUMBER, MULTIPLE, COUNT, DURATION, SIZE -> true;
      default -> false;
    };
  }

  private void numbers(List<Mutation> all, String key, String last) {
    if (takesAnything(key)) {
      return;
    }
    for (String wrong : List.of(".nan", "NaN", ".inf", "-Infinity", "1e999", "1e-999", "١٢")) {
      refuse(all, Kind.RANGE, key, Source.yaml(last + ": " + wrong));
    }
    String value = base.get(key);
    if (!isNumeric(key)) {
      refuse(all, Kind.UNIT, key, Source.yaml(last + ": 5%"));
      refuse(all, Kind.UNIT, key, Source.environment(variable(key), value + "kg"));
      return;
    }
    if (setting(key).least().isPresent()) {
      refuse(all, Kind.RANGE, key, Source.yaml(last + ": 9" + setting(key).most().get()));
      refuse(all, Kind.RANGE, key, Source.yaml(last + ": " + plus(setting(key).most().get(), 1)));
      refuse(all, Kind.RANGE, key, Source.yaml(last + ": " + plus(setting(key).least().get(), -1)));
      if (number(key, setting(key).least().get()).orElseThrow().signum() > 0) {
        refuse(all, Kind.RANGE, key, Source.yaml(last + ": 0" + value.replaceAll("[0-9.]", "")));
      }
      if (!setting(key).least().get().startsWith("-") && !value.equals("0")) {
        refuse(all, Kind.RANGE, key, Source.yaml(last + ": -" + value));
      }
    }
    String number = value.replaceAll("[A-Za-z%]", "");
    for (String unit : List.of("", "%", "bps", "s", "m", "R", "MiB", "USD", " percent", "%%")) {
      String text = number + unit;
      Optional<String> means = Optional.of(text).filter(t -> isInBounds(key, t));
      if (!text.equals(value)) {
        all.add(new Mutation(Kind.UNIT, key, Source.yaml(last + ": \"" + text + "\""), means));
      }
    }
  }

  private void twins(List<Mutation> all, String key, String last, String value) {
    String line = last + ": " + value;
    refuse(all, Kind.DUPLICATE, key, Source.yaml(line, line));
    refuse(all, Kind.DUPLICATE, key, Source.yaml(line, "\"" + last + "\": " + value));
    String assignment = variable(key) + "=" + base.get(key) + "\n";
    refuse(all, Kind.DUPLICATE, key, Source.dotEnv(assignment + assignment));
    all.add(new Mutation(Kind.MISSING, key, Source.yaml(), meaning(key)));
  }

  /** The default, which is what a key that is not there means; planned ones have no effect. */
  private static Optional<String> meaning(String key) {
    return setting(key).isPlanned()
        ? Optional.of("")
        : Optional.of(setting(key).defaultText().orElse(""));
  }

  private void sources(List<Mutation> all, String key, String value) {
    String text = base.get(key);
    refuse(all, Kind.WRONG_SOURCE, key, Source.environment("cointrader__" + key, text));
    refuse(all, Kind.WRONG_SOURCE, key, Source.environment(variable(key).replace("__", "_"), text));
    refuse(
        all,
        Kind.WRONG_SOURCE,
        key,
        Source.environment(variable(key).toLowerCase(Locale.ROOT), text));
    refuse(all, Kind.WRONG_SOURCE, key, Source.dotEnv(variable(key) + "X=" + text + "\n"));
    refuse(all, Kind.WRONG_SOURCE, key, Source.dotEnv(variable(key) + " " + text + "\n"));
    refuse(all, Kind.WRONG_SOURCE, key, Source.dotEnv(variable(key) + ": " + text + "\n"));
    refuse(all, Kind.WRONG_SOURCE, key, Source.set(key + ".more=" + text));
    refuse(all, Kind.WRONG_SOURCE, key, Source.set(key.toUpperCase(Locale.ROOT) + "=" + text));
    if (setting(key).isSecret()) {
      refuse(all, Kind.WRONG_SOURCE, key, Source.set(key + "=" + text));
    }
  }

  private void run(Mutation mutation) throws IOException {
    boolean inYaml =
        mutation.source().environment().isEmpty()
            && mutation.source().dotEnv().isEmpty()
            && mutation.source().set().isEmpty();
    String yaml = inYaml ? yaml(mutation.key(), mutation.source().lines()) : "config_version: 1\n";
    ConfigResult result = load(yaml, mutation.source());
    String what = mutation.kind() + " " + mutation.key() + " " + mutation.source();
    if (mutation.means().isEmpty()) {
      refused.merge(mutation.kind(), 1, Integer::sum);
      if (result.problems().isEmpty()) {
        failures.add("taken: " + what);
      }
    } else {
      taken.merge(mutation.kind(), 1, Integer::sum);
      String value =
          result
              .config()
              .map(config -> config.settings().text(mutation.key()).orElse(""))
              .orElse("refused: " + result.problems());
      // another rule may refuse a valid value, and then says so
      if (!isSame(mutation.key(), value, mutation.means().get()) && result.problems().isEmpty()) {
        failures.add("means " + value + ": " + what);
      }
    }
    for (Problem problem : result.problems()) {
      if (problem.fix().isBlank() || problem.source().isBlank() || problem.message().isBlank()) {
        failures.add("says too little: " + problem + " of " + what);
      }
      if (problem.toString().contains("q8Zr7-long")) {
        failures.add("shows a secret: " + problem + " of " + what);
      }
    }
  }

  @Test
  void noHarmfulChangeOfAnyKeyIsTakenOrPassedOver() throws IOException {
    ConfigResult valid = load(yaml(), Source.yaml());
    assertThat(valid.problems()).isEmpty();
    assertThat(valid.config().orElseThrow().keys()).hasSize(base.size());
    TreeMap<Kind, Integer> counts = new TreeMap<>();
    int total = 0;
    int fewest = Integer.MAX_VALUE;
    for (String key : base.keySet()) {
      String last = key.substring(key.lastIndexOf('.') + 1);
      String own = last + ": " + yamlValue(key, base.get(key));
      assertThat(load(yaml(key, List.of(own)), Source.yaml()).problems()).as("unchanged").isEmpty();
      List<Mutation> mutations = mutations(key);
      fewest = Math.min(fewest, mutations.size());
      for (Mutation mutation : mutations) {
        counts.merge(mutation.kind(), 1, Integer::sum);
        total++;
        run(mutation);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d mutations of %d keys, at least %d of each: %s%n  must be refused: %s%n  may hold: %s%n",
        total,
        base.size(),
        fewest,
        counts,
        refused,
        taken);

    assertThat(failures).isEmpty();
    assertThat(fewest).isGreaterThanOrEqualTo(LEAST_WAYS);
    assertThat(total).isGreaterThanOrEqualTo(LEAST_MUTATIONS);
    assertThat(counts).containsOnlyKeys(Kind.values());
  }
}
