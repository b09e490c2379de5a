package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the names of environment variables stand for. */
final class Variables {

  static final String PREFIX = "COINTRADER__";

  /** Read by the launcher and the command line, never from a file. */
  private static final List<String> OF_THE_PROCESS =
      List.of("COINTRADER_DATA_DIR", "COINTRADER_JAVA_OPTS");

  private static final String FILE = "_FILE";
  private static final int MAX_SHOWN = 40;

  private final Declared declared;
  private final SecretFiles files;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  Variables(Declared declared, SecretFiles files, List<Problem> problems, List<Problem> warnings) {
    this.declared = declared;
    this.files = files;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** The name under which a key stands in the environment. */
  static String name(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace(".", "__");
  }

  /** What a variable says, if it is one of ours; problems and warnings are added. */
  Optional<Written> read(String name, String value, Place at) {
    Optional<String> secret = secretInFile(name);
    if (secret.isPresent()) {
      return files
          .read(Path.of(value), secret.get(), at)
          .map(content -> Written.value(secret.get(), name, content.strip(), at));
    }
    if (name.startsWith(PREFIX)) {
      return ours(name, value, at);
    }
    Optional<String> key = Aliases.key(name).filter(one -> declared.find(one).isPresent());
    if (key.isPresent()) {
      return old(name, key.get(), value, at);
    }
    Optional<Aliases.Retired> retired = Aliases.retired(name);
    if (retired.isPresent()) {
      retired(name, retired.get(), at);
    } else if (!name.equals(Aliases.PROFILE)) {
      others(name, at);
    }
    return Optional.empty();
  }

  /** The key of a secret that stands in the file which the variable names. */
  private Optional<String> secretInFile(String name) {
    if (!name.endsWith(FILE)) {
      return Optional.empty();
    }
    String base = name.substring(0, name.length() - FILE.length());
    Optional<String> key = base.startsWith(PREFIX) ? Optional.of(key(base)) : Aliases.key(base);
    return key.filter(one -> declared.find(one).filter(Setting::isSecret).isPresent());
  }

  private static String key(String name) {
    return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".");
  }

  private Optional<Written> ours(String name, String value, Place at) {
    String key = key(name);
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      unknown(name, at, "write " + name(key));
      return Optional.empty();
    }
    return Optional.of(Written.value(key, name, value, at));
  }

  private Optional<Written> old(String name, String key, String value, Place at) {
    Optional<String> text = Aliases.text(name, value);
    Setting<?> setting = declared.find(key).orElseThrow();
    String read =
        text.map(one -> key + ": " + (setting.isSecret() ? Layers.MASK : one))
            .orElse("the default of " + key);
    warnings.add(
        new Problem(
            "old_name",
            key,
            "",
            at.source(),
            at.line(),
            at.column(),
            "is the predecessor's name",
            name
                + (setting.isSecret() ? "" : "=" + value)
                + " is read as "
                + read
                + (setting.isPlanned() ? ", which has no effect in this version" : ""),
            setting.isSecret()
                ? "the name " + name(key) + " is the new one"
                : text.map(one -> "write " + key + ": " + one).orElse("leave it out")));
    return text.map(one -> Written.value(key, name, one, at));
  }

  private void retired(String name, Aliases.Retired retired, Place at) {
    (retired.mattered() ? problems : warnings)
        .add(Problem.at(at, "retired_name", name, "", retired.rule(), retired.fix()));
  }

  private void others(String name, Place at) {
    boolean file = at.line() > 0;
    Optional<String> meant = meant(name);
    if (OF_THE_PROCESS.contains(name)) {
      if (file) {
        problems.add(
            Problem.at(
                at,
                "wrong_source",
                name,
                "",
                "is read from the environment only",
                "export it in the shell that starts CoinTrader"));
      }
    } else if (meant.isPresent()) {
      unknown(name, at, "did you mean " + meant.get() + "?");
    } else if (name.toUpperCase(Locale.ROOT).startsWith("COINTRADER_")) {
      unknown(name, at, "write " + PREFIX + "GROUP__KEY, two underscores between the parts");
    } else if (file) {
      warnings.add(
          Problem.at(
              at,
              "foreign_name",
              shown(name),
              "",
              "is not a name of CoinTrader and is not read",
              "leave it out if nothing else reads it"));
    }
  }

  /** What may be a piece of a key that lost its quotes is not repeated. */
  private static String shown(String name) {
    boolean mixed = !name.equals(name.toUpperCase(Locale.ROOT)) && name.matches(".*[A-Z].*");
    return name.length() > MAX_SHOWN || mixed && name.length() > MAX_SHOWN / 2 ? Layers.MASK : name;
  }

  private static Optional<String> meant(String name) {
    return Aliases.nearest(name)
        .or(
            () ->
                OF_THE_PROCESS.stream()
                    .filter(known -> Declared.distance(name.toUpperCase(Locale.ROOT), known) <= 2)
                    .findFirst());
  }

  private void unknown(String name, Place at, String fix) {
    problems.add(Problem.at(at, "unknown_key", name, "", "is not a known name", fix));
  }
}
