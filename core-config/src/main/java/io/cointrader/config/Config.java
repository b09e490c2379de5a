package io.cointrader.config;

import io.cointrader.models.hash.Sha256;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A valid configuration: the effective value of every setting, and where it came from. Immutable.
 */
public final class Config {

  private final SortedMap<String, String> effective;
  private final SortedMap<String, String> origins;
  private final Settings settings;
  private final List<String> sources;
  private final List<String> keys;

  Config(
      SortedMap<String, String> values,
      SortedMap<String, String> origins,
      SortedSet<String> secrets,
      List<String> sources) {
    SortedMap<String, String> shown = new TreeMap<>(values);
    shown.keySet().removeAll(secrets);
    this.effective = Collections.unmodifiableSortedMap(shown);
    this.origins = origins;
    this.keys = List.copyOf(values.keySet());
    this.settings = Settings.of(values, secrets);
    this.sources = List.copyOf(sources);
  }

  /**
   * Loads one file, or the {@code cointrader.yaml} of a directory, and nothing else.
   *
   * @throws ConfigException with every problem
   */
  public static Config load(Path path, Declared declared) {
    return ConfigLoader.load(ConfigRequest.of(path), declared).orThrow();
  }

  /**
   * The given values by key, and the defaults of everything else.
   *
   * @throws ConfigException with every problem
   */
  public static Config of(Map<String, String> values, Declared declared) {
    return ConfigLoader.bind(new TreeMap<>(values), declared).orThrow();
  }

  /** Every effective value but secrets, as canonical text by key, defaults included. */
  public SortedMap<String, String> effective() {
    return effective;
  }

  /** The keys of every effective value, secrets included. */
  public List<String> keys() {
    return keys;
  }

  /** The effective value of a key as it may be shown, {@code ****} for a secret. */
  public String shown(String key) {
    return effective.getOrDefault(key, Layers.MASK);
  }

  /** Every value, secrets included. */
  public Settings settings() {
    return settings;
  }

  /**
   * @throws IllegalStateException when the setting has neither a value nor a default
   */
  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** Where the value of a key came from: {@code cointrader.yaml:3} or {@code default}. */
  public String origin(String key) {
    return origins.getOrDefault(key, "default");
  }

  /** The sources found, weakest first. */
  public List<String> sources() {
    return sources;
  }

  /** SHA-256 of the effective values but secrets, in hex. */
  public String hash() {
    MessageDigest sha = Sha256.begin();
    for (Map.Entry<String, String> entry : effective.entrySet()) {
      sha.update((entry.getKey() + "=" + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.end(sha);
  }

  @Override
  public String toString() {
    return "Config{sources=" + sources + ", effective=" + effective + "}";
  }
}
