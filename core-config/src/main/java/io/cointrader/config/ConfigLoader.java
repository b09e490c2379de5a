package io.cointrader.config;

import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers every source, binds what it says to the declared settings, and reports all problems at
 * once.
 */
public final class ConfigLoader {

  private static final String PREFIX = "COINTRADER__";
  private static final String PROFILES = "profiles.";
  private static final List<String> FILE_KEYS = List.of("config_version");

  private final ConfigRequest request;
  private final Declared declared;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<String> overridden = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final SortedMap<String, Written> values = new TreeMap<>();
  private int keys;

  private ConfigLoader(ConfigRequest request, Declared declared) {
    this.request = request;
    this.declared = declared;
  }

  /** Loads from everywhere the request names. */
  public static ConfigResult load(ConfigRequest request, Declared declared) {
    ConfigLoader loader = new ConfigLoader(request, declared);
    loader.files();
    if (!request.isolated() || request.envFile().isPresent()) {
      loader.envFile();
    }
    if (!request.isolated()) {
      loader.environment();
    }
    return loader.finish();
  }

  static ConfigResult bind(
      ConfigRequest request, Declared declared, List<Written> written, List<Problem> found) {
    ConfigLoader loader = new ConfigLoader(request, declared);
    loader.problems.addAll(found);
    loader.layer(written);
    return loader.finish();
  }

  private ConfigResult finish() {
    List<Written> overrides = new ArrayList<>();
    for (ConfigRequest.Override override : request.overrides()) {
      Written written =
          new Written(override.key(), override.key(), override.text(), override.origin(), 0, 0);
      if (declared.find(override.key()).map(Setting::isSecret).orElse(false)) {
        problems.add(
            Problem.at(
                written,
                "secret_on_command_line",
                override.key(),
                "",
                "is a secret and shows in the list of processes",
                "put it into the environment or a file"));
      } else {
        overrides.add(written);
      }
    }
    layer(overrides);
    return result();
  }

  private void files() {
    List<Path> files = request.files();
    if (files.isEmpty()) {
      Path standard = request.directory().resolve("cointrader.yaml");
      files = Files.isRegularFile(standard) ? List.of(standard) : List.of();
    }
    List<Written> profile = new ArrayList<>();
    List<String> profiles = new ArrayList<>();
    for (Path file : files) {
      Optional<String> content =
          read(request.directory().resolve(file), file.getFileName().toString());
      if (content.isEmpty()) {
        continue;
      }
      String name = file.getFileName().toString();
      sources.add(file.toString());
      YamlFile yaml = YamlFile.parse(name, content.get());
      problems.addAll(yaml.problems());
      List<Written> plain = new ArrayList<>();
      for (Written written : yaml.values()) {
        if (written.key().startsWith(PROFILES)) {
          String[] parts = written.key().split("\\.", 3);
          profiles.add(parts[1]);
          if (parts.length == 3 && request.profile().equals(Optional.of(parts[1]))) {
            profile.add(
                new Written(
                    parts[2], parts[2], written.text(), name, written.line(), written.column()));
          }
        } else if (!FILE_KEYS.contains(written.key())) {
          plain.add(written);
        } else if (!written.text().equals("1")) {
          problems.add(
              Problem.at(
                  written,
                  "config_version",
                  written.key(),
                  written.text(),
                  "is not a version this build reads",
                  "write config_version: 1"));
        }
      }
      layer(plain);
    }
    if (request.profile().isPresent() && !profiles.contains(request.profile().get())) {
      String known = String.join(", ", profiles.stream().sorted().distinct().toList());
      problems.add(
          new Problem(
              "unknown_profile",
              "profile",
              request.profile().get(),
              "--profile",
              0,
              0,
              "is no map under profiles",
              "there is no profile \"" + request.profile().get() + "\"",
              known.isEmpty()
                  ? "add it under profiles: in the configuration"
                  : "choose one of " + known));
    }
    layer(profile);
  }

  private Optional<String> read(Path path, String name) {
    try {
      return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
    } catch (NoSuchFileException missing) {
      unreadable(name, "there is no file " + path, "name a file that is there");
    } catch (CharacterCodingException notUtf8) {
      unreadable(name, path + " is not UTF-8 text", "save it as UTF-8");
    } catch (IOException failed) {
      unreadable(
          name,
          path + " cannot be read: " + failed.getClass().getSimpleName(),
          "check its permissions");
    }
    return Optional.empty();
  }

  private void unreadable(String name, String message, String fix) {
    problems.add(new Problem("unreadable", "", "", name, 0, 0, "must be readable", message, fix));
  }

  private void envFile() {
    Path path = request.directory().resolve(request.envFile().orElse(Path.of(".env")));
    if (request.envFile().isEmpty() && !Files.isRegularFile(path)) {
      return;
    }
    String name = path.getFileName().toString();
    Optional<String> content = read(path, name);
    if (content.isEmpty()) {
      return;
    }
    sources.add(request.envFile().map(Path::toString).orElse(name));
    EnvFile env = EnvFile.parse(content.get());
    for (EnvFile.Fault fault : env.faults()) {
      problems.add(
          new Problem(
              "not_an_assignment",
              "",
              "",
              name,
              fault.line(),
              1,
              fault.rule(),
              "the line " + fault.rule(),
              "write NAME=value"));
    }
    List<Written> written = new ArrayList<>();
    for (EnvFile.Assignment assignment : env.assignments()) {
      variable(assignment.name(), assignment.value(), name, assignment.line(), true)
          .ifPresent(written::add);
    }
    layer(written);
  }

  private void environment() {
    List<Written> written = new ArrayList<>();
    for (Map.Entry<String, String> entry : request.environment().entrySet()) {
      variable(entry.getKey(), entry.getValue(), "environment", 0, false).ifPresent(written::add);
    }
    if (!written.isEmpty()) {
      sources.add("environment");
    }
    layer(written);
  }

  /** What a variable says, if it is one of ours. */
  private Optional<Written> variable(
      String name, String value, String source, int line, boolean file) {
    int column = line == 0 ? 0 : 1;
    if (name.startsWith(PREFIX)) {
      String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".");
      return Optional.of(new Written(key, name, value, source, line, column));
    }
    if (Aliases.isAlias(name)) {
      String key = Aliases.key(name);
      String text = Aliases.text(name, value);
      warnings.add(
          new Problem(
              "old_name",
              key,
              "",
              source,
              line,
              column,
              "is the predecessor's name",
              name + "=" + value + " is read as " + key + ": " + text,
              "write " + key + ": " + text));
      return Optional.of(new Written(key, name, text, source, line, column));
    }
    for (String known : Aliases.names()) {
      if (Declared.distance(name.toUpperCase(Locale.ROOT), known) <= (known.length() > 8 ? 2 : 1)) {
        problems.add(
            new Problem(
                "unknown_key",
                name,
                "",
                source,
                line,
                column,
                "is not a known name",
                name + " is not a known name",
                "did you mean " + known + "?"));
        return Optional.empty();
      }
    }
    if (name.toUpperCase(Locale.ROOT).startsWith("COINTRADER_")
        && !name.equals("COINTRADER_DATA_DIR")
        && !name.startsWith("COINTRADER_JAVA_")) {
      problems.add(
          new Problem(
              "unknown_key",
              name,
              "",
              source,
              line,
              column,
              "is not a known name",
              name + " is not a known name",
              "write " + PREFIX + "GROUP__KEY with two underscores between the parts"));
    } else if (file) {
      warnings.add(
          new Problem(
              "foreign_name",
              name,
              "",
              source,
              line,
              column,
              "is not ours",
              name + " is not a name of CoinTrader",
              "leave it out if nothing else reads it"));
    }
    return Optional.empty();
  }

  /** Puts one source over those before it. */
  private void layer(List<Written> layer) {
    SortedMap<String, Written> names = new TreeMap<>();
    for (Written written : layer) {
      keys++;
      Optional<Setting<?>> setting = declared.find(written.key());
      if (setting.isEmpty()) {
        unknown(written);
        continue;
      }
      Written twin = names.put(written.key(), written);
      if (twin != null && !twin.source().startsWith("--")) {
        problems.add(
            Problem.at(
                written,
                "two_names",
                written.key(),
                "",
                "is given twice in "
                    + written.source()
                    + ", as "
                    + twin.name()
                    + " and as "
                    + written.name(),
                "keep one of the two"));
        continue;
      }
      check(written, setting.get()).ifPresent(canonical -> put(written, canonical, setting.get()));
    }
  }

  private void put(Written written, String canonical, Setting<?> setting) {
    Written value =
        new Written(
            written.key(),
            written.name(),
            canonical,
            written.source(),
            written.line(),
            written.column());
    Written weaker = values.put(written.key(), value);
    if (weaker != null && !weaker.text().equals(canonical)) {
      overridden.add(
          written.key()
              + ": "
              + shown(setting, canonical)
              + " ("
              + value.place()
              + ") replaces "
              + shown(setting, weaker.text())
              + " ("
              + weaker.place()
              + ")");
    }
  }

  private void unknown(Written written) {
    String name = written.name();
    if (declared.isGroup(written.key())) {
      problems.add(
          Problem.at(
              written,
              "not_a_value",
              name,
              "",
              "is a group of settings, not a value",
              "write its settings under it"));
      return;
    }
    String fix =
        declared
            .nearest(written.key())
            .map(near -> "did you mean " + near + "?")
            .orElse("leave it out; `cointrader config docs` lists what there is");
    problems.add(Problem.at(written, "unknown_key", name, "", "is not a known key", fix));
  }

  private Optional<String> check(Written written, Setting<?> setting) {
    String shown = shown(setting, written.text());
    if (!written.text().equals(written.text().strip())) {
      problems.add(
          Problem.at(
              written,
              "blanks",
              written.key(),
              shown,
              "has blanks at its ends",
              "write \"" + shown.strip() + "\""));
      return Optional.empty();
    }
    try {
      return Optional.of(setting.canonical(written.text()));
    } catch (InvalidSetting wrong) {
      problems.add(
          Problem.at(written, wrong.code(), written.key(), shown, wrong.rule(), wrong.fix()));
      return Optional.empty();
    }
  }

  private static String shown(Setting<?> setting, String text) {
    return setting.isSecret() ? "****" : text;
  }

  private ConfigResult result() {
    problems.sort(Problem.BY_PLACE);
    Optional<Config> config = Optional.empty();
    if (problems.isEmpty()) {
      SortedMap<String, String> effective = new TreeMap<>();
      SortedMap<String, String> origins = new TreeMap<>();
      SortedMap<String, String> secrets = new TreeMap<>();
      for (Setting<?> setting : declared.all()) {
        setting
            .defaultText()
            .ifPresent(text -> effective.put(setting.key(), canonical(setting, text)));
      }
      for (Written written : values.values()) {
        boolean secret = declared.find(written.key()).map(Setting::isSecret).orElse(false);
        (secret ? secrets : effective).put(written.key(), written.text());
        origins.put(written.key(), written.place());
      }
      config = Optional.of(new Config(effective, origins, secrets, sources));
    }
    return new ConfigResult(config, problems, warnings, overridden, sources, keys);
  }

  private static String canonical(Setting<?> setting, String text) {
    try {
      return setting.canonical(text);
    } catch (InvalidSetting impossible) {
      throw new IllegalStateException("a default is checked where it is declared", impossible);
    }
  }
}
