package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every setting there is, by full key. Immutable. */
public final class Declared {

  private static final String EXAMPLE = "BTC-USD";
  private static final Pattern SYMBOL = Pattern.compile("\\.[A-Z0-9]{1,20}-[A-Z0-9]{1,20}\\.");

  private final SortedMap<String, Setting<?>> byKey = new TreeMap<>();
  private final List<Rule> rules = new ArrayList<>();

  private Declared() {}

  /**
   * @throws IllegalArgumentException when two declarations share a key; a setting declared twice
   *     with the same default is one
   */
  public static Declared of(List<Setting<?>> settings) {
    Declared declared = new Declared();
    for (Setting<?> setting : settings) {
      Setting<?> other = declared.byKey.putIfAbsent(setting.key(), setting);
      if (other != null && !other.defaultText().equals(setting.defaultText())) {
        throw new IllegalArgumentException("two settings are declared as " + setting.key());
      }
    }
    return declared;
  }

  /** These and those of parts that are not built yet, where no part has declared them. */
  public Declared with(List<Setting<?>> planned) {
    Declared more = copy();
    planned.forEach(setting -> more.byKey.putIfAbsent(setting.key(), setting));
    return more;
  }

  /** The same with rules over several settings. */
  public Declared withRules(List<Rule> more) {
    Declared ruled = copy();
    ruled.rules.addAll(more);
    return ruled;
  }

  private Declared copy() {
    Declared copy = new Declared();
    copy.byKey.putAll(byKey);
    copy.rules.addAll(rules);
    return copy;
  }

  List<Rule> rules() {
    return rules;
  }

  public List<Setting<?>> all() {
    return new ArrayList<>(byKey.values());
  }

  /**
   * The setting of a key. A declared key with the part {@code any} stands for every symbol in its
   * place: {@code market.instruments.any.price_increment}.
   */
  public Optional<Setting<?>> find(String key) {
    Setting<?> exact = byKey.get(key);
    return exact != null ? Optional.of(exact) : Optional.ofNullable(byKey.get(withoutSymbol(key)));
  }

  /** Whether the key is a group, something that holds settings. */
  boolean isGroup(String key) {
    String group = withoutSymbol(key + ".");
    SortedMap<String, Setting<?>> from = byKey.tailMap(group);
    return !from.isEmpty() && from.firstKey().startsWith(group);
  }

  /** The parts that stand directly in a group, the top for the empty one. */
  SortedSet<String> parts(String group) {
    String prefix = group.isEmpty() ? "" : withoutSymbol(group + ".");
    SortedSet<String> parts = new TreeSet<>();
    for (String key : byKey.tailMap(prefix).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      int dot = key.indexOf('.', prefix.length());
      parts.add(key.substring(prefix.length(), dot < 0 ? key.length() : dot));
    }
    return parts.remove("any") ? new TreeSet<>(List.of(EXAMPLE)) : parts;
  }

  /** The key or group with the fewest differences, if it is near enough to be meant. */
  public Optional<String> nearest(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    String best = "";
    int least = Math.max(2, key.length() / 4) + 1;
    for (String candidate : keysAndGroups()) {
      if (Math.abs(candidate.length() - key.length()) < least) {
        int distance = distance(lower, candidate);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(shown(best));
  }

  /** The keys whose last part is this. */
  List<String> endingWith(String part) {
    return byKey.keySet().stream()
        .filter(key -> key.endsWith("." + part))
        .map(Declared::shown)
        .toList();
  }

  private SortedSet<String> keysAndGroups() {
    SortedSet<String> all = new TreeSet<>();
    for (String key : byKey.keySet()) {
      for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
        all.add(key.substring(0, dot));
      }
      all.add(key);
    }
    return all;
  }

  private static String shown(String key) {
    return key.replace(".any.", "." + EXAMPLE + ".");
  }

  private static String withoutSymbol(String key) {
    return SYMBOL.matcher(key).replaceFirst(".any.");
  }

  /** Insertions, deletions, replacements and swaps of neighbours that make one text the other. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
