package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigResult;
import io.cointrader.config.Declared;
import io.cointrader.config.Problem;
import io.cointrader.engine.Engine;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Feasibility;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.setting.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the configuration offline. */
@Command(
    name = "validate-config",
    mixinStandardHelpOptions = true,
    description = "Check the configuration: all problems at once, and what it can do.")
final class ValidateConfigCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();

  /** What is printed. */
  enum Form {
    text,
    json,
    github,
    sarif
  }

  @Option(
      names = "--output",
      paramLabel = "text|json|github|sarif",
      defaultValue = "text",
      description = "What is printed (default: text).")
  Form output = Form.text;

  @Option(names = "--defaults", description = "Check the defaults when there is no source.")
  boolean defaults;

  @Option(names = "--without-secrets", description = "For CI: say which secrets were not checked.")
  boolean withoutSecrets;

  @Option(names = "--isolated", description = "Ignore environment and .env.")
  boolean isolated;

  @Option(names = "--strict", description = "Warnings fail too.")
  boolean strict;

  @Override
  public Integer call() {
    PluginOptions.Loaded loaded =
        options.plugins.load(options.request(List.of(), isolated, withoutSecrets));
    Declared declared = SettingRules.declared(loaded.plugins());
    ConfigResult result = ConfigLoader.load(loaded.request(), declared);
    List<Problem> problems = new ArrayList<>(loaded.problems());
    problems.addAll(result.problems());
    boolean nothing = result.sources().isEmpty() && options.sets.isEmpty();
    if (nothing && !defaults) {
      problems.add(
          problem(
              "no_source",
              "cointrader.yaml",
              "no configuration was found: there is no cointrader.yaml here, and neither .env nor"
                  + " the environment sets anything",
              "write cointrader.yaml (cointrader init does), or check the defaults with"
                  + " --defaults"));
    }
    if (problems.isEmpty()) {
      result.config().flatMap(config -> refused(config, loaded)).ifPresent(problems::add);
    }
    Optional<Feasibility> feasibility =
        result.config().map(config -> Feasibility.of(config.settings()));
    List<Problem> warnings = new ArrayList<>(result.warnings());
    feasibility.ifPresent(
        found ->
            found
                .warnings()
                .forEach(
                    text ->
                        warnings.add(
                            problem(
                                "infeasible",
                                "configuration",
                                text,
                                "change the settings it names"))));
    boolean valid = problems.isEmpty() && (!strict || warnings.isEmpty());
    ValidationReport report =
        new ValidationReport(result, problems, warnings, valid, notChecked(declared), feasibility);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case text -> report.text(out);
      case json -> report.json(out);
      case github -> report.github(out);
      case sarif -> report.sarif(out);
    }
    return valid ? 0 : ExitCode.BAD_CONFIGURATION.code();
  }

  /** What a start would refuse although every setting is valid. */
  private static Optional<Problem> refused(Config config, PluginOptions.Loaded loaded) {
    try {
      Engine.builder()
          .config(config)
          .plugins(loaded.plugins())
          .workingDirectory(loaded.request().directory())
          .check();
      return Optional.empty();
    } catch (StartFailure failure) {
      return Optional.of(
          problem(
              "start_refused",
              config.sources().isEmpty() ? "defaults" : String.join(", ", config.sources()),
              failure.reason(),
              failure.remedy().orElse("change what it names")));
    }
  }

  private static Problem problem(String code, String source, String message, String fix) {
    return new Problem(code, "", "", source, 0, 0, message, message, fix);
  }

  private List<String> notChecked(Declared declared) {
    return withoutSecrets
        ? declared.all().stream().filter(Setting::isSecret).map(Setting::key).toList()
        : List.of();
  }
}
