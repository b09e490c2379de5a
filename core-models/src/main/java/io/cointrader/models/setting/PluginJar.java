package io.cointrader.models.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plugin as configuration names it: a jar, and the SHA-256 its bytes must have. As text it is
 * {@code plugins/dip-buyer.jar#sha256=0f…}, or the name of the file alone.
 *
 * @param file as written; relative to the working directory
 * @param sha256 64 hexadecimal digits in lower case
 */
public record PluginJar(String file, Optional<String> sha256) {

  private static final Pattern PART = Pattern.compile("#(?=[A-Za-z0-9_]+=)");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String FIX = "write { file: my-plugin.jar, sha256: … }";

  /**
   * @throws IllegalArgumentException when the file has no name or the pin is no SHA-256
   */
  public PluginJar {
    if (file.isBlank()) {
      throw new IllegalArgumentException("a plugin needs the name of its jar");
    }
    if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 hexadecimal digits, found \"" + sha256.get() + "\"");
    }
  }

  static PluginJar parse(String text) throws InvalidSetting {
    String file = "";
    Optional<String> pin = Optional.empty();
    String[] parts = PART.split(text, -1);
    for (int i = 0; i < parts.length; i++) {
      String name = i == 0 ? "file" : parts[i].substring(0, parts[i].indexOf('='));
      String value = i == 0 ? parts[i] : parts[i].substring(name.length() + 1);
      switch (name) {
        case "file" -> file = value.isEmpty() ? file : value;
        case "sha256" -> pin = Optional.of(value.toLowerCase(Locale.ROOT));
        default -> throw new InvalidSetting("unknown_key", "has the unknown part " + name, FIX);
      }
    }
    if (file.isBlank()) {
      throw new InvalidSetting("no_value", "names no file", FIX);
    }
    if (pin.isPresent() && !SHA256.matcher(pin.get()).matches()) {
      throw new InvalidSetting(
          "not_a_hash",
          "has a sha256 that is not 64 hexadecimal digits",
          "write what `sha256sum " + file + "` prints");
    }
    return new PluginJar(file, pin);
  }

  /** The text of it. */
  @Override
  public String toString() {
    return file + sha256.map(hash -> "#sha256=" + hash).orElse("");
  }
}
