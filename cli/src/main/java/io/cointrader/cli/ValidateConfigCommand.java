package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigResult;
import io.cointrader.config.Declared;
import io.cointrader.config.Problem;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Feasibility;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.setting.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    json
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
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
    PluginOptions.Loaded loaded = options.plugins.load(options.request(List.of(), isolated));
    Declared declared = Declared.of(loaded.plugins().settings());
    ConfigResult result = ConfigLoader.load(loaded.request(), declared);
    List<Problem> problems = new ArrayList<>(loaded.problems());
    problems.addAll(result.problems());
    boolean nothing = result.sources().isEmpty() && options.sets.isEmpty();
    if (nothing && !defaults) {
      problems.add(
          new Problem(
              "no_source",
              "",
              "",
              "none",
              0,
              0,
              "must be there",
              "there is no configuration here",
              "write cointrader.yaml, or check the defaults with --defaults"));
    }
    Optional<Feasibility> feasibility =
        result.config().map(config -> Feasibility.of(config.settings()));
    List<Problem> warnings = new ArrayList<>(result.warnings());
    feasibility.ifPresent(
        f ->
            f.warnings()
                .forEach(
                    w ->
                        warnings.add(
                            new Problem(
                                "infeasible",
                                "",
                                "",
                                "configuration",
                                0,
                                0,
                                w,
                                w,
                                "change the settings it names"))));
    problems.addAll(enabledProblems(result.config(), loaded.plugins()));
    boolean valid = problems.isEmpty() && (!strict || warnings.isEmpty());
    List<String> notChecked = notChecked(declared);
    if (output == Form.json) {
      json(result, problems, warnings, valid, notChecked, feasibility);
    } else {
      text(result, problems, warnings, notChecked, feasibility);
    }
    return valid ? 0 : ExitCode.BAD_CONFIGURATION.code();
  }

  private static List<Problem> enabledProblems(Optional<Config> config, Plugins plugins) {
    List<Problem> problems = new ArrayList<>();
    if (config.isEmpty()) {
      return problems;
    }
    List<String> known =
        plugins.strategies().stream().map(provider -> provider.spec().id()).toList();
    for (String id : config.get().get(CoreSettings.ENABLED)) {
      if (!known.contains(id)) {
        problems.add(
            new Problem(
                "unknown_strategy",
                "strategies.enabled",
                id,
                config.get().origin("strategies.enabled"),
                0,
                0,
                "must name strategies that are there",
                "there is no strategy \"" + id + "\"",
                "choose from " + String.join(", ", known)));
      }
    }
    return problems;
  }

  private List<String> notChecked(Declared declared) {
    return withoutSecrets
        ? declared.all().stream().filter(Setting::isSecret).map(Setting::key).toList()
        : List.of();
  }

  private void text(
      ConfigResult result,
      List<Problem> problems,
      List<Problem> warnings,
      List<String> notChecked,
      Optional<Feasibility> feasibility) {
    PrintWriter out = spec.commandLine().getOut();
    for (Problem problem : problems) {
      out.println("error    " + problem.place());
      out.println("         " + problem.message());
      out.println("         " + problem.fix());
    }
    for (Problem warning : warnings) {
      out.println("warning  " + warning.place());
      out.println("         " + warning.message());
      out.println("         " + warning.fix());
    }
    result.overridden().forEach(line -> out.println("note     " + line));
    notChecked.forEach(key -> out.println("not checked: " + key));
    feasibility.ifPresent(f -> f.lines().forEach(out::println));
    String sources = result.sources().isEmpty() ? "defaults" : String.join(", ", result.sources());
    out.println(
        problems.isEmpty()
            ? "valid: " + sources
            : problems.size()
                + (problems.size() == 1 ? " problem" : " problems")
                + " in "
                + sources);
  }

  private void json(
      ConfigResult result,
      List<Problem> problems,
      List<Problem> warnings,
      boolean valid,
      List<String> notChecked,
      Optional<Feasibility> feasibility) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("valid", valid);
    object.put("problems", problems.stream().map(ValidateConfigCommand::problem).toList());
    object.put("warnings", warnings.stream().map(ValidateConfigCommand::problem).toList());
    Map<String, @Nullable Object> checked = new LinkedHashMap<>();
    checked.put("sources", result.sources());
    checked.put("keys", result.keys());
    checked.put("mode", result.config().map(config -> config.effective().get("mode")).orElse(null));
    object.put("checked", checked);
    object.put("notChecked", notChecked);
    object.put("feasibility", feasibility.map(Feasibility::fields).orElse(null));
    Output.json(spec.commandLine().getOut(), object);
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("code", problem.code());
    one.put("key", problem.key());
    one.put("value", problem.value());
    one.put("source", problem.source());
    one.put("line", problem.line() == 0 ? null : problem.line());
    one.put("column", problem.column() == 0 ? null : problem.column());
    one.put("rule", problem.rule());
    one.put("message", problem.message());
    one.put("fix", problem.fix());
    return one;
  }
}
