package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigException;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.ConfigResult;
import io.cointrader.config.LiveMode;
import io.cointrader.config.Problem;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.setting.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that many commands share. */
final class Options {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file in place of ./cointrader.yaml; repeatable.")
  List<Path> configs = new ArrayList<>();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Variables file in place of ./.env.")
  @Nullable Path envFile;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A map under profiles: in the configuration.")
  @Nullable String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; repeatable. No secrets.")
  List<String> sets = new ArrayList<>();

  @Option(names = "--mode", paramLabel = "paper|live", description = "What orders are.")
  @Nullable String mode;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:COINTRADER_DATA_DIR:-data}",
      description = "Where runs are kept (default: data).")
  Path dataDir = Path.of("data");

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what is wrong.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "The form of log lines.")
  String logFormat = "text";

  @Option(names = "--no-color", description = "No colours.")
  boolean noColor;

  @Mixin PluginOptions plugins = new PluginOptions();

  /** Sets up logging; before anything logs. */
  void logging() {
    if (!logFormat.equals("text") && !logFormat.equals("json")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--log-format is text or json, not \"" + logFormat + "\"");
    }
    System.setProperty("cointrader.logLevel", quiet ? "ERROR" : verbose ? "DEBUG" : "INFO");
    System.setProperty("cointrader.logFormat", logFormat);
  }

  /** Whether no option says where a configuration comes from. */
  boolean areDefault() {
    return configs.isEmpty() && envFile == null && profile == null && sets.isEmpty();
  }

  ConfigRequest request(
      List<ConfigRequest.Override> more, boolean isolated, boolean withoutSecrets) {
    List<ConfigRequest.Override> overrides = new ArrayList<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new CommandFailure(ExitCode.USAGE, "--set " + set + ": write --set key=value");
      }
      overrides.add(
          new ConfigRequest.Override(set.substring(0, equals), set.substring(equals + 1), "--set"));
    }
    if (mode != null) {
      overrides.add(new ConfigRequest.Override("mode", mode, "--mode"));
    }
    overrides.addAll(more);
    return new ConfigRequest(
        Path.of(""),
        configs,
        Optional.ofNullable(envFile),
        Optional.ofNullable(profile),
        new TreeMap<>(System.getenv()),
        overrides,
        isolated,
        withoutSecrets);
  }

  /** The configuration with the plugins it is bound by, or exit 78 with every problem. */
  Assembly assembly(List<ConfigRequest.Override> more, PrintWriter err) {
    PluginOptions.Loaded loaded = plugins.load(request(more, false, false));
    ConfigResult result =
        ConfigLoader.load(loaded.request(), SettingRules.declared(loaded.plugins()));
    if (!quiet) {
      result.warnings().forEach(warning -> say(err, "warning: ", line(warning)));
      result.overridden().forEach(line -> say(err, "note: ", line));
    }
    List<Problem> problems = new ArrayList<>(loaded.problems());
    problems.addAll(result.problems());
    if (result.config().isEmpty() || !problems.isEmpty()) {
      problems.forEach(problem -> say(err, "error: ", line(problem)));
      throw new CommandFailure(
          ExitCode.BAD_CONFIGURATION,
          problems.size() == 1
              ? "1 problem in the configuration; nothing was started"
              : problems.size() + " problems in the configuration; nothing was started");
    }
    return new Assembly(result.config().get(), loaded.plugins());
  }

  /** The feed that the configuration names, if it names one. */
  Optional<String> chosenFeed() {
    return ConfigLoader.peek(
        request(List.of(), false, false), Setting.text(EngineSettings.FEED.key()));
  }

  /**
   * The configuration read anew, bound by plugins that are loaded already.
   *
   * @throws ConfigException with every problem
   */
  Config again(List<ConfigRequest.Override> more, Plugins loaded) {
    return ConfigLoader.load(request(more, false, false), SettingRules.declared(loaded)).orThrow();
  }

  /** Wrapped for a person; one line for what else reads it. */
  private static void say(PrintWriter err, String head, String text) {
    if (Terminal.console().isPresent()) {
      Output.wrapped(err, head, text);
    } else {
      err.println(head + text);
    }
  }

  /** Ends with 78 and one line where live mode is asked for and not even its configuration is. */
  void refuseUnreadyLive(List<ConfigRequest.Override> more) {
    ConfigRequest request = request(more, false, false);
    boolean live =
        ConfigLoader.peek(request, EngineSettings.MODE)
            .filter(mode -> mode == EngineSettings.Mode.LIVE)
            .isPresent();
    if (live
        && ConfigLoader.load(request, SettingRules.declared(Plugins.installed()))
            .config()
            .isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_CONFIGURATION,
          "this version has no live venue, and the configuration is not ready for one;"
              + " validate-config --mode live says why, --mode paper trades on paper");
    }
  }

  /** What a command works with. */
  record Assembly(Config config, Plugins plugins) {}

  /**
   * Refuses live trading that nobody confirmed, and a confirmation of nothing, with exit 78.
   *
   * @param portfolio what {@code --confirm-live} says
   */
  static void confirmed(Config config, @Nullable String portfolio) {
    LiveMode.refusal(config, Optional.ofNullable(portfolio))
        .ifPresent(
            reason -> {
              throw new CommandFailure(ExitCode.BAD_CONFIGURATION, reason);
            });
  }

  static String line(Problem problem) {
    return problem.place() + ": " + problem.message() + "; " + problem.fix();
  }
}
