package io.cointrader.models.setting;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Effective values of settings as canonical text by full key. What is not there has its default.
 * Immutable.
 */
public final class Settings {

  private final SortedMap<String, String> values;
  private final SortedSet<String> secrets;
  private final String prefix;

  private Settings(SortedMap<String, String> values, SortedSet<String> secrets, String prefix) {
    this.values = values;
    this.secrets = secrets;
    this.prefix = prefix;
  }

  public static Settings of(SortedMap<String, String> values) {
    return of(values, new TreeSet<>());
  }

  /**
   * @param secrets the keys whose values are never shown
   */
  public static Settings of(SortedMap<String, String> values, SortedSet<String> secrets) {
    return new Settings(
        Collections.unmodifiableSortedMap(new TreeMap<>(values)),
        Collections.unmodifiableSortedSet(new TreeSet<>(secrets)),
        "");
  }

  /** Nothing but defaults. */
  public static Settings none() {
    return of(new TreeMap<>());
  }

  /** The same values, looked up with keys relative to a group. */
  public Settings under(String group) {
    return new Settings(values, secrets, prefix + group + ".");
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

  /** The canonical text that was given for a key; nothing where the default holds. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(prefix + key));
  }

  /** The values by full key, secrets masked. */
  @Override
  public String toString() {
    SortedMap<String, String> shown = new TreeMap<>(values);
    secrets.forEach(key -> shown.replace(key, "****"));
    return shown.toString();
  }
}
