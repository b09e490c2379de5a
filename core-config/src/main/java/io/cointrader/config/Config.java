package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A valid configuration: the effective value of every setting, and where it came from. Immutable.
 */
public final class Config {

  private final SortedMap<String, String> effective;
  private final SortedMap<String, String> origins;
  private final SortedMap<String, String> secrets;
  private final List<String> sources;

  Config(
      SortedMap<String, String> effective,
      SortedMap<String, String> origins,
      SortedMap<String, String> secrets,
      List<String> sources) {
    this.effective = Collections.unmodifiableSortedMap(effective);
    this.origins = Collections.unmodifiableSortedMap(origins);
    this.secrets = secrets;
    this.sources = List.copyOf(sources);
  }

  /**
   * Loads the files of a directory with the settings declared.
   *
   * @throws ConfigException with every problem
   */
  public static Config load(Path directory, Declared declared) {
    return ConfigLoader.load(ConfigRequest.of(directory), declared).orThrow();
  }

  /** The given values, and the defaults of everything else. */
  public static Config of(Map<String, String> values, Declared declared) {
    List<ConfigRequest.Override> overrides =
        new TreeMap<>(values)
            .entrySet().stream()
                .map(e -> new ConfigRequest.Override(e.getKey(), e.getValue(), "given"))
                .toList();
    ConfigRequest request =
        new ConfigRequest(
            Path.of("."),
            List.of(),
            Optional.of(Path.of("")),
            Optional.empty(),
            new TreeMap<>(),
            overrides,
            true);
    return ConfigLoader.bind(request, declared, List.of(), List.of()).orThrow();
  }

  /** Every effective value but secrets, as canonical text by key, defaults included. */
  public SortedMap<String, String> effective() {
    return effective;
  }

  public Settings settings() {
    SortedMap<String, String> all = new TreeMap<>(effective);
    all.putAll(secrets);
    return Settings.of(all);
  }

  public <T> T get(Setting<T> setting) {
    return settings().get(setting);
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
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> entry : effective.entrySet()) {
        sha.update(
            (entry.getKey() + "=" + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
