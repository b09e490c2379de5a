package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every setting there is, by full key. Immutable. */
public final class Declared {

  private static final String ANY = ".any.";

  private final SortedMap<String, Setting<?>> byKey = new TreeMap<>();

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

  public List<Setting<?>> all() {
    return new ArrayList<>(byKey.values());
  }

  /**
   * The setting of a key. A declared key with the part {@code any} stands for every name in its
   * place: {@code market.instruments.any.price_increment}.
   */
  Optional<Setting<?>> find(String key) {
    Setting<?> exact = byKey.get(key);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (Map.Entry<String, Setting<?>> entry : byKey.entrySet()) {
      int any = entry.getKey().indexOf(ANY);
      if (any >= 0
          && key.startsWith(entry.getKey().substring(0, any + 1))
          && key.endsWith(entry.getKey().substring(any + ANY.length() - 1))
          && key.length() > entry.getKey().length() - ANY.length() + 2) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** Whether the key is a group, something that holds settings. */
  boolean isGroup(String key) {
    String from = byKey.tailMap(key + ".").isEmpty() ? "" : byKey.tailMap(key + ".").firstKey();
    return from.startsWith(key + ".");
  }

  /** The declared key with the fewest differences, if it is near enough to be meant. */
  Optional<String> nearest(String key) {
    String best = "";
    int least = Math.max(2, key.length() / 4) + 1;
    for (String candidate : byKey.keySet()) {
      int distance = distance(key.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
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
