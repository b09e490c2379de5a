package io.cointrader.config;

import io.cointrader.config.Written.Kind;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gathers every source, binds what it says to the declared settings, and reports all problems at
 * once. Reads the files that the request names and nothing else.
 */
public final class ConfigLoader {

  private static final String STANDARD_FILE = "cointrader.yaml";
  private static final String MISNAMED_FILE = "cointrader.yml";
  private static final String VERSION_KEY = "config_version";
  private static final String VERSION = "1";
  private static final String PROFILES = "profiles";
  private static final String NO_PROFILE = "prod"; // what the predecessor calls no profile
  private static final String ENVIRONMENT = "environment";

  /** A profile that was asked for, and where. */
  private record Wanted(String name, Place at) {}

  private final ConfigRequest request;
  private final Declared declared;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final Layers layers;
  private final SecretFiles files;
  private Optional<Wanted> profile;

  private ConfigLoader(ConfigRequest request, Declared declared) {
    this.request = request;
    this.declared = declared;
    this.layers = new Layers(declared, request.directory(), problems);
    this.files = new SecretFiles(request.directory(), problems);
    this.profile = request.profile().map(name -> new Wanted(name, Place.of("--profile")));
  }

  /** Loads from everywhere the request names. Never throws for what is written there. */
  public static ConfigResult load(ConfigRequest request, Declared declared) {
    ConfigLoader loader = new ConfigLoader(request, declared);
    loader.gather();
    return loader.result();
  }

  /**
   * The value of one setting, or its default, whatever else is wrong: what must be known before all
   * settings are, such as the plugins that declare more of them. {@link #load} reports what is
   * wrong with it.
   */
  public static <T> Optional<T> peek(ConfigRequest request, Setting<T> setting) {
    ConfigLoader loader = new ConfigLoader(request, Declared.of(List.of(setting)));
    loader.gather();
    Written written = loader.layers.values().get(setting.key());
    Optional<String> text = written == null ? setting.defaultText() : Optional.of(written.text());
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(setting.parse(text.get()));
    } catch (InvalidSetting impossible) {
      throw new IllegalStateException("what is bound is canonical", impossible);
    }
  }

  private void gather() {
    List<Path> files = files();
    Optional<Path> envFile = envFile();
    List<Written> environment = environment();
    List<Written> dotEnv = envFile.map(this::dotEnv).orElse(List.of());
    yaml(files);
    envFile.ifPresent(path -> sources.add(path.toString()));
    layers.put(dotEnv);
    if (!environment.isEmpty()) {
      sources.add(ENVIRONMENT);
    }
    layers.put(environment);
    overrides();
  }

  /** Binds values that are at hand. */
  static ConfigResult bind(SortedMap<String, String> values, Declared declared) {
    ConfigLoader loader = new ConfigLoader(ConfigRequest.of(Path.of("")), declared);
    List<Written> given = new ArrayList<>();
    values.forEach((key, text) -> given.add(Written.value(key, key, text, Place.of("given"))));
    loader.layers.put(given);
    return loader.result();
  }

  private List<Path> files() {
    if (!request.files().isEmpty()) {
      return request.files();
    }
    if (exists(STANDARD_FILE)) {
      return List.of(Path.of(STANDARD_FILE));
    }
    if (exists(MISNAMED_FILE)) {
      problems.add(
          Problem.at(
              Place.of(MISNAMED_FILE),
              "misnamed_file",
              "",
              "",
              MISNAMED_FILE + " is not read",
              "rename it to " + STANDARD_FILE + ", or name it with --config"));
    }
    return List.of();
  }

  private Optional<Path> envFile() {
    if (request.envFile().isPresent()) {
      return request.envFile();
    }
    return !request.isolated() && exists(".env") ? Optional.of(Path.of(".env")) : Optional.empty();
  }

  private boolean exists(String name) {
    return Files.exists(request.directory().resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private List<Written> environment() {
    List<Written> written = new ArrayList<>();
    if (request.isolated()) {
      return written;
    }
    Variables variables = new Variables(declared, files, problems, warnings);
    Place at = Place.of(ENVIRONMENT);
    for (Map.Entry<String, String> entry : request.environment().entrySet()) {
      profile(entry.getKey(), entry.getValue(), at);
      variables.read(entry.getKey(), entry.getValue(), at).ifPresent(written::add);
    }
    return written;
  }

  private List<Written> dotEnv(Path path) {
    List<Written> written = new ArrayList<>();
    Optional<String> content = read(path);
    if (content.isEmpty()) {
      return written;
    }
    String name = path.toString();
    EnvFile env = EnvFile.parse(content.get());
    for (EnvFile.Fault fault : env.faults()) {
      problems.add(
          Problem.at(
              new Place(name, fault.line(), 1),
              "not_an_assignment",
              "",
              "",
              "the line " + fault.rule(),
              fault.fix()));
    }
    Variables variables = new Variables(declared, files, problems, warnings);
    for (EnvFile.Assignment assignment : env.assignments()) {
      Place at = new Place(name, assignment.line(), 1);
      profile(assignment.name(), assignment.value(), at);
      variables.read(assignment.name(), assignment.value(), at).ifPresent(written::add);
    }
    return written;
  }

  /** The predecessor's name of the profile; the option is stronger, and so is what came before. */
  private void profile(String name, String value, Place at) {
    if (name.equals(Aliases.PROFILE) && profile.isEmpty() && !value.equals(NO_PROFILE)) {
      profile = Optional.of(new Wanted(value, at));
    }
  }

  private void yaml(List<Path> files) {
    SortedSet<String> known = new TreeSet<>();
    List<List<Written>> chosen = new ArrayList<>();
    for (Path file : files) {
      sources.add(file.toString());
      Optional<String> content = read(file);
      if (content.isEmpty()) {
        continue;
      }
      YamlFile yaml = YamlFile.parse(file.toString(), content.get());
      problems.addAll(yaml.problems());
      List<Written> plain = new ArrayList<>();
      SortedMap<String, List<Written>> profiles = new TreeMap<>();
      for (Written written : yaml.written()) {
        if (written.key().equals(VERSION_KEY)) {
          version(written);
        } else if (written.key().equals(PROFILES) || written.key().startsWith(PROFILES + ".")) {
          profiled(written, profiles);
        } else {
          plain.add(written);
        }
      }
      layers.put(plain);
      known.addAll(profiles.keySet());
      for (Map.Entry<String, List<Written>> one : profiles.entrySet()) {
        if (profile.filter(wanted -> wanted.name().equals(one.getKey())).isPresent()) {
          chosen.add(one.getValue());
        } else {
          layers.check(one.getValue());
        }
      }
    }
    chosen.forEach(layers::put);
    profile.filter(wanted -> !known.contains(wanted.name())).ifPresent(w -> noProfile(w, known));
  }

  private void version(Written written) {
    if (!written.text().equals(VERSION)) {
      problems.add(
          Problem.at(
              written.valueAt(),
              VERSION_KEY,
              VERSION_KEY,
              written.text(),
              "is not a version this build reads",
              "write " + VERSION_KEY + ": " + VERSION));
    }
  }

  private void profiled(Written written, SortedMap<String, List<Written>> profiles) {
    int dot = written.key().indexOf('.', PROFILES.length() + 1);
    boolean inside = dot > 0;
    if (!inside && written.kind() != Kind.GROUP) {
      problems.add(
          Problem.at(
              written.valueAt(),
              "not_a_value",
              written.key(),
              "",
              "must hold a map",
              "write " + PROFILES + ": { NAME: { risk: … } }"));
    } else if (written.key().length() > PROFILES.length()) {
      String group = inside ? written.key().substring(0, dot) : written.key();
      List<Written> values =
          profiles.computeIfAbsent(
              group.substring(PROFILES.length() + 1), name -> new ArrayList<>());
      if (inside) {
        values.add(written.inside(group));
      }
    }
  }

  private void noProfile(Wanted wanted, SortedSet<String> known) {
    boolean maybeForeign = wanted.at().source().equals(ENVIRONMENT); // others use the name too
    Place at = wanted.at();
    (maybeForeign ? warnings : problems)
        .add(
            new Problem(
                "unknown_profile",
                "profile",
                wanted.name(),
                at.source(),
                at.line(),
                at.column(),
                "is no map under " + PROFILES,
                "there is no profile \"" + wanted.name() + "\"",
                known.isEmpty()
                    ? "add it under " + PROFILES + ": in the configuration"
                    : "choose one of " + String.join(", ", known)));
  }

  private Optional<String> read(Path file) {
    try {
      return Optional.of(TextFile.read(request.directory().resolve(file)));
    } catch (TextFile.Unreadable unreadable) {
      problems.add(
          Problem.at(
              Place.of(file.toString()),
              "unreadable",
              "",
              "",
              file + " " + unreadable.rule(),
              unreadable.fix()));
      return Optional.empty();
    }
  }

  private void overrides() {
    List<Written> options = new ArrayList<>();
    for (ConfigRequest.Override override : request.overrides()) {
      Place at = Place.of(override.origin());
      if (declared.find(override.key()).filter(Setting::isSecret).isPresent()) {
        problems.add(
            Problem.at(
                at,
                "secret_on_command_line",
                override.key(),
                "",
                "is a secret and shows in the list of processes",
                "put it into the environment or a file"));
      } else {
        options.add(Written.value(override.key(), override.key(), override.text(), at));
      }
    }
    layers.putOptions(options);
  }

  private ConfigResult result() {
    SortedMap<String, String> effective = new TreeMap<>();
    SortedMap<String, String> origins = new TreeMap<>();
    SortedSet<String> secrets = new TreeSet<>();
    for (Setting<?> setting : declared.all()) {
      if (!setting.isPlanned()) {
        setting
            .defaultText()
            .ifPresent(text -> effective.put(setting.key(), canonical(setting, text)));
      }
    }
    for (Written written : layers.values().values()) {
      if (declared.find(written.key()).filter(Setting::isSecret).isPresent()) {
        secrets.add(written.key());
        if (written.keyAt().line() > 0) {
          files.add(written.keyAt().source());
        }
      }
      effective.put(written.key(), written.text());
      origins.put(written.key(), written.keyAt().toString());
    }
    check(effective);
    if (problems.isEmpty()) {
      missing(effective);
    }
    problems.sort(Problem.BY_PLACE);
    Optional<Config> config =
        problems.isEmpty()
            ? Optional.of(new Config(effective, origins, secrets, sources))
            : Optional.empty();
    return new ConfigResult(
        config, problems, warnings, layers.overridden(), sources, layers.keys());
  }

  private void check(SortedMap<String, String> effective) {
    Checks checks = new Checks(declared, layers.values(), effective, problems, warnings);
    checks.withoutEffect();
    checks.rules();
    new LiveMode(checks, request, files).check();
    boolean live = LiveMode.LIVE.equals(effective.get(LiveMode.MODE));
    files.permissions(live ? problems : warnings);
  }

  private void missing(SortedMap<String, String> effective) {
    for (Setting<?> setting : declared.all()) {
      if (setting.isRequired() && !effective.containsKey(setting.key())) {
        problems.add(
            Problem.at(
                Place.of("configuration"),
                "missing",
                setting.key(),
                "",
                "is required",
                "write a value of type " + setting.typeName()));
      }
    }
  }

  private static String canonical(Setting<?> setting, String text) {
    try {
      return setting.canonical(text);
    } catch (InvalidSetting impossible) {
      throw new IllegalStateException("a default is checked where it is declared", impossible);
    }
  }
}
