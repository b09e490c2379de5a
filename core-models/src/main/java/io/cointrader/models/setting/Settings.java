package io.cointrader.models.setting;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Effective values of settings as canonical text by full key. What is not there has its default.
 * Immutable.
 */
public final class Settings {

  private final SortedMap<String, String> values;
  private final String prefix;

  private Settings(SortedMap<String, String> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  public static Settings of(SortedMap<String, String> values) {
    return new Settings(Collections.unmodifiableSortedMap(new TreeMap<>(values)), "");
  }

  /** Nothing but defaults. */
  public static Settings none() {
    return of(new TreeMap<>());
  }

  /** The same values, looked up with keys relative to a group. */
  public Settings under(String group) {
    return new Settings(values, prefix + group + ".");
  }

  /**
   * @throws IllegalStateException when the setting has neither a value nor a default
   * @throws IllegalArgumentException when the value was not validated and is none
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new IllegalStateException(prefix + setting.key() + " has no value and no default"));
  }

  /** The value, or the default, or nothing. */
  public <T> Optional<T> find(Setting<T> setting) {
    String text = values.get(prefix + setting.key());
    if (text == null) {
      text = setting.defaultText().orElse(null);
    }
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(setting.parse(text));
    } catch (InvalidSetting wrong) {
      throw new IllegalArgumentException(prefix + setting.key() + " " + wrong.rule(), wrong);
    }
  }

  /** Every value that is there, by full key. */
  public SortedMap<String, String> values() {
    return values;
  }
}
