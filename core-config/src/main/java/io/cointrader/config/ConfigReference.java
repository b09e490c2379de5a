package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What can be configured, as documents made from the declarations and nothing else: the same
 * declarations give the same bytes.
 */
public final class ConfigReference {

  private static final int WIDTH = 80;
  private static final String NUMBER = "[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?";
  private static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
          + "(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2}))?$";
  private static final String SYMBOL = "^[A-Z0-9]{1,20}-[A-Z0-9]{1,20}$";
  private static final String ANY = "any";
  private static final String EXAMPLE_SYMBOL = "BTC-USD";

  /** The groups in the order people think of them; others follow by name. */
  private static final List<String> ORDER =
      List.of(
          "mode",
          "account",
          "market",
          "sim",
          "strategies",
          "risk",
          "execution",
          "exits",
          "coinbase",
          "reconcile",
          "universe",
          "scoring",
          "storage",
          "dashboard",
          "alerts");

  /** A group, or where it holds none, a setting. */
  private record Node(Map<String, Node> parts, List<Setting<?>> setting) {
    Node() {
      this(new LinkedHashMap<>(), new ArrayList<>());
    }

    /** Whether an example writes a value of it out. */
    boolean isWritten() {
      return setting.isEmpty()
          ? parts.entrySet().stream()
              .anyMatch(part -> !part.getKey().equals(ANY) && part.getValue().isWritten())
          : !setting.get(0).isSecret() && setting.get(0).defaultText().isPresent();
    }
  }

  private final Declared declared;
  private final StringBuilder out = new StringBuilder();

  private ConfigReference(Declared declared) {
    this.declared = declared;
  }

  /** {@code docs/configuration.md}. */
  public static String markdown(Declared declared) {
    return new ConfigReference(declared).markdown();
  }

  /** A {@code cointrader.yaml} that says every default, with what each means. */
  public static String yaml(Declared declared) {
    return new ConfigReference(declared).yaml();
  }

  /** A {@code .env.example} with every secret, and with every other setting as a comment. */
  public static String env(Declared declared) {
    return new ConfigReference(declared).env();
  }

  /** A JSON Schema (2020-12) of {@code cointrader.yaml}, as maps, lists, texts and numbers. */
  public static Map<String, Object> schema(Declared declared) {
    return new ConfigReference(declared).schema();
  }

  private SortedMap<String, List<Setting<?>>> groups() {
    SortedMap<String, List<Setting<?>>> groups =
        new TreeMap<>(
            (a, b) -> {
              int order = Integer.compare(rank(a), rank(b));
              return order != 0 ? order : a.compareTo(b);
            });
    for (Setting<?> setting : declared.all()) {
      int dot = setting.key().indexOf('.');
      String group = dot < 0 ? setting.key() : setting.key().substring(0, dot);
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(setting);
    }
    return groups;
  }

  private static int rank(String group) {
    int index = ORDER.indexOf(group);
    return index < 0 ? ORDER.size() : index;
  }

  private Node tree(Predicate<Setting<?>> chosen) {
    Node root = new Node();
    groups()
        .values()
        .forEach(
            settings -> {
              for (Setting<?> setting : settings.stream().filter(chosen).toList()) {
                Node node = root;
                for (String part : setting.key().split("\\.")) {
                  node = node.parts().computeIfAbsent(part, name -> new Node());
                }
                node.setting().add(setting);
              }
            });
    return root;
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private static String flags(Setting<?> setting) {
    List<String> flags = new ArrayList<>();
    if (setting.isRequired()) {
      flags.add("required");
    }
    if (setting.isSecret()) {
      flags.add("secret");
    }
    if (setting.isLiveOnly()) {
      flags.add("live only");
    }
    if (setting.isReloadable()) {
      flags.add("reloadable");
    }
    if (setting.isPlanned()) {
      flags.add("not used yet");
    }
    return String.join(", ", flags);
  }

  private static String bounds(Setting<?> setting) {
    return setting.least().isPresent() && setting.most().isPresent()
        ? setting.least().get() + " to " + setting.most().get()
        : "";
  }

  private static String shownKey(String key) {
    return key.replace("." + ANY + ".", "." + EXAMPLE_SYMBOL + ".");
  }

  private String markdown() {
    line("# Configuration");
    line("");
    line("Generated from the declarations in the code by `cointrader config docs`; do not edit.");
    line(
        "How sources, precedence and messages work, and how to check a configuration in CI, is in");
    line("[configuration-guide.md](configuration-guide.md).");
    line("");
    line(
        "Fractions are written with `%` or `bps`, durations with `ms`, `s`, `m`, `h` or `d`, sizes");
    line(
        "with `B`, `KiB`, `MiB`, `GiB` or `TiB`, multiples of the stop distance with `R`; amounts");
    line("are in the account currency. *Not used yet* is a setting of a part that is still to be");
    line("built: it is checked, and has no effect.");
    groups()
        .forEach(
            (group, settings) -> {
              line("");
              line("## " + group);
              line("");
              line("| key | type | bounds | default | meaning |");
              line("|---|---|---|---|---|");
              settings.forEach(this::row);
            });
    line("");
    line("## The predecessor's names");
    line("");
    line("Read from `.env` and the environment, with the predecessor's units.");
    line("");
    line("| name | setting |");
    line("|---|---|");
    Aliases.keys()
        .forEach(
            (name, key) -> {
              if (declared.find(key).isPresent()) {
                line("| `" + name + "` | `" + key + "` |");
              }
            });
    return out.toString();
  }

  private void row(Setting<?> setting) {
    String flags = flags(setting);
    line(
        "| `"
            + shownKey(setting.key())
            + "` | "
            + setting.typeName().replace("|", "\\|")
            + " | "
            + bounds(setting)
            + " | "
            + setting.defaultText().map(text -> "`" + text + "`").orElse("")
            + " | "
            + setting.sentence()
            + (flags.isEmpty() ? "" : " *" + flags + "*")
            + " |");
  }

  private String yaml() {
    line("# yaml-language-server: $schema=./cointrader.schema.json");
    line("# The configuration of CoinTrader. Every value here is the default: change what");
    line("# you need, delete the rest. Check it with: cointrader validate-config");
    line("# Settings of parts that are still to be built: cointrader config docs");
    line("config_version: 1");
    for (Map.Entry<String, Node> part : tree(setting -> !setting.isPlanned()).parts().entrySet()) {
      line("");
      yaml(part.getKey(), part.getValue(), "", false);
    }
    return out.toString();
  }

  /** What has no value to write stands there as a comment, as a whole. */
  private void yaml(String name, Node node, String indent, boolean inComment) {
    boolean comment = !inComment && !node.isWritten();
    String mark = comment ? indent + "# " : indent;
    if (!node.setting().isEmpty()) {
      Setting<?> setting = node.setting().get(0);
      String flags = flags(setting);
      comment(setting.sentence() + (flags.isEmpty() ? "" : " (" + flags + ")"), indent + "# ");
      String bounds = bounds(setting);
      String value = setting.defaultText().map(text -> value(setting, text)).orElse("…");
      String text = mark + name + ": " + value;
      String hint = bounds.isEmpty() ? String.join(" | ", setting.choices()) : bounds;
      boolean room = text.length() + hint.length() + 4 <= WIDTH;
      line(hint.isEmpty() || !room ? text : text + "  # " + hint);
      return;
    }
    line(mark + (name.equals(ANY) ? EXAMPLE_SYMBOL : name) + ":");
    node.parts().forEach((part, inner) -> yaml(part, inner, mark + "  ", inComment || comment));
  }

  private static String value(Setting<?> setting, String text) {
    return setting.isList() ? "[" + text.replace(",", ", ") + "]" : text;
  }

  /** Wrapped at the width of a terminal. */
  private void comment(String text, String mark) {
    StringBuilder current = new StringBuilder(mark);
    for (String word : text.split(" ")) {
      if (current.length() > mark.length() && current.length() + word.length() > WIDTH) {
        line(current.toString());
        current.setLength(0);
        current.append(mark);
      }
      current.append(word).append(' ');
    }
    line(current.toString());
  }

  private String env() {
    line("# Copy to .env, keep it to yourself (chmod 600 .env), and fill in what you need.");
    line("# A secret may also stand in a file of its own: NAME_FILE=/path/to/it.");
    for (Setting<?> setting : declared.all()) {
      if (setting.isSecret()) {
        line("");
        variable(setting, "");
      }
    }
    line("");
    line("# Any other setting may be written here too; these are the defaults.");
    groups()
        .values()
        .forEach(
            settings -> {
              for (Setting<?> setting : settings) {
                if (!setting.isSecret()
                    && !setting.isPlanned()
                    && !setting.key().contains("." + ANY + ".")) {
                  variable(setting, setting.defaultText().orElse(""));
                }
              }
            });
    return out.toString();
  }

  private void variable(Setting<?> setting, String value) {
    String flags = flags(setting);
    comment(setting.sentence() + (flags.isEmpty() ? "" : " (" + flags + ")"), "# ");
    line("#" + Variables.name(setting.key()) + "=" + value);
  }

  private Map<String, Object> schema() {
    Map<String, Object> groups = new LinkedHashMap<>();
    Map<String, Object> references = new LinkedHashMap<>();
    tree(setting -> true)
        .parts()
        .forEach(
            (name, node) -> {
              groups.put(name, schema(node));
              references.put(name, Map.of("$ref", "#/$defs/" + name));
            });
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("config_version", Map.of("const", 1));
    properties.putAll(references);
    properties.put("profiles", profiles(references));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "cointrader.yaml");
    schema.putAll(object(properties));
    schema.put("$defs", groups);
    return schema;
  }

  private static Map<String, Object> profiles(Map<String, Object> references) {
    Map<String, Object> profiles = new LinkedHashMap<>();
    profiles.put("description", "Maps of settings, chosen with --profile NAME.");
    profiles.put("type", "object");
    profiles.put("additionalProperties", object(references));
    return profiles;
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    object.put("properties", properties);
    return object;
  }

  private static Map<String, Object> schema(Node node) {
    if (!node.setting().isEmpty()) {
      return schema(node.setting().get(0));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    node.parts()
        .forEach(
            (name, part) -> {
              if (!name.equals(ANY)) {
                properties.put(name, schema(part));
              }
            });
    Map<String, Object> object = object(properties);
    Node any = node.parts().get(ANY);
    if (any != null) {
      object.put("patternProperties", Map.of(SYMBOL, schema(any)));
    }
    return object;
  }

  private static Map<String, Object> schema(Setting<?> setting) {
    Map<String, Object> schema = new LinkedHashMap<>();
    String flags = flags(setting);
    String bounds = bounds(setting);
    schema.put(
        "description",
        setting.sentence()
            + (bounds.isEmpty() ? "" : " " + bounds + ".")
            + (flags.isEmpty() ? "" : " (" + flags + ")"));
    setting.defaultText().ifPresent(text -> schema.put("default", json(setting, text)));
    if (setting.isList()) {
      Map<String, Object> items = new LinkedHashMap<>();
      if (setting.takesGroups()) {
        items.put("type", List.of("string", "object"));
      } else {
        one(setting, items);
      }
      schema.put("type", "array");
      schema.put("uniqueItems", true);
      schema.put("items", items);
    } else {
      one(setting, schema);
    }
    return schema;
  }

  /** One value as YAML reads it: numbers and flags as such, everything else as a text. */
  private static void one(Setting<?> setting, Map<String, Object> schema) {
    switch (setting.kind()) {
      case AMOUNT, NUMBER -> numbers(setting, schema, "number");
      case COUNT -> numbers(setting, schema, "integer");
      case FLAG -> schema.put("type", "boolean");
      case CHOICE -> schema.put("enum", setting.choices());
      case FRACTION -> {
        schema.put("type", List.of("string", "number"));
        schema.put("pattern", "^" + NUMBER + " *(%|bps)$");
        schema.put("maximum", 0); // a bare number has no unit, but nothing is nothing
        schema.put("minimum", 0);
      }
      case MULTIPLE -> text(schema, "^" + NUMBER + " *R$");
      case DURATION -> text(schema, "^[0-9]{1,13} *(ms|s|m|h|d)$");
      case TIME -> text(schema, TIME);
      case SIZE -> text(schema, "^[0-9]{1,18} *(B|KiB|MiB|GiB|TiB)$");
      case SYMBOL -> text(schema, SYMBOL);
      case TEXT -> schema.put("type", List.of("string", "number"));
    }
  }

  private static void numbers(Setting<?> setting, Map<String, Object> schema, String type) {
    schema.put("type", type);
    setting.least().ifPresent(least -> schema.put("minimum", new BigDecimal(least)));
    setting.most().ifPresent(most -> schema.put("maximum", new BigDecimal(most)));
  }

  private static void text(Map<String, Object> schema, String pattern) {
    schema.put("type", "string");
    schema.put("pattern", pattern);
  }

  private static Object json(Setting<?> setting, String text) {
    if (setting.isList()) {
      return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
    return switch (setting.kind()) {
      case AMOUNT, NUMBER, COUNT -> new BigDecimal(text);
      case FLAG -> Boolean.valueOf(text);
      default -> text;
    };
  }
}
