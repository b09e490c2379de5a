package io.cointrader.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the names of environment variables stand for. */
final class Variables {

  static final String PREFIX = "COINTRADER__";

  /** Read by the launcher and the command line, never from a file. */
  private static final List<String> OF_THE_PROCESS =
      List.of("COINTRADER_DATA_DIR", "COINTRADER_JAVA_OPTS");

  /** Those of the predecessor that mean nothing here. */
  private static final List<String> FOREIGN =
      List.of("COINTRADER_MANAGED_BY_PM2", "COINTRADER_DASHBOARD_RUNNING");

  private final Declared declared;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  Variables(Declared declared, List<Problem> problems, List<Problem> warnings) {
    this.declared = declared;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** The name under which a key stands in the environment. */
  static String name(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace(".", "__");
  }

  /** What a variable says, if it is one of ours; problems and warnings are added. */
  Optional<Written> read(String name, String value, Place at) {
    if (name.startsWith(PREFIX)) {
      return ours(name, value, at);
    }
    Optional<String> key = Aliases.key(name);
    if (key.isPresent()) {
      return Optional.of(old(name, key.get(), value, at));
    }
    if (!name.equals(Aliases.PROFILE)) {
      others(name, at);
    }
    return Optional.empty();
  }

  private Optional<Written> ours(String name, String value, Place at) {
    String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".");
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      unknown(name, at, "write " + name(key));
      return Optional.empty();
    }
    return Optional.of(Written.value(key, name, value, at));
  }

  private Written old(String name, String key, String value, Place at) {
    String text = Aliases.text(name, value);
    boolean secret = declared.find(key).filter(setting -> setting.isSecret()).isPresent();
    String now = key + ": " + (secret ? Layers.MASK : text);
    warnings.add(
        new Problem(
            "old_name",
            key,
            "",
            at.source(),
            at.line(),
            at.column(),
            "is the predecessor's name",
            name + (secret ? "" : "=" + value) + " is read as " + now,
            "write " + now));
    return Written.value(key, name, text, at);
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
    } else if (name.toUpperCase(Locale.ROOT).startsWith("COINTRADER_") && !FOREIGN.contains(name)) {
      unknown(name, at, "write " + PREFIX + "GROUP__KEY, two underscores between the parts");
    } else if (file) {
      warnings.add(
          Problem.at(
              at,
              "foreign_name",
              name,
              "",
              "is not a name of CoinTrader and is not read",
              "leave it out if nothing else reads it"));
    }
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
