package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.config.ConfigReference;
import io.cointrader.config.Declared;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.models.setting.Setting;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is configured and what can be. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "What is configured, and what can be.",
    subcommands = {
      ConfigCommand.Show.class,
      ConfigCommand.Schema.class,
      ConfigCommand.Docs.class,
    })
final class ConfigCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandFailure(
        ExitCode.USAGE, "config what? write config show, config schema or config docs");
  }

  /** The effective values. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "The effective value of every setting; secrets masked.",
        "With --run: what that run trades with, and what reloads have changed since its start."
      })
  static final class Show implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Options options = new Options();
    @Mixin OutputOption output = new OutputOption();

    @Option(names = "--origin", description = "Where each value comes from.")
    boolean origin;

    @Option(
        names = "--run",
        paramLabel = "ID",
        arity = "0..1",
        fallbackValue = "",
        description = "What a run trades with, the newest without ID.")
    @Nullable String run;

    @Override
    public Integer call() {
      options.logging();
      String asked = run;
      if (asked != null) {
        return recorded(asked);
      }
      Options.Assembly assembly = options.assembly(List.of(), spec.commandLine().getErr());
      Declared declared = SettingRules.declared(assembly.plugins());
      Config config = assembly.config();
      PrintWriter out = spec.commandLine().getOut();
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      for (String key : config.keys()) {
        boolean planned = declared.find(key).filter(Setting::isPlanned).isPresent();
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("key", key);
        one.put("value", config.shown(key));
        one.put("origin", config.origin(key));
        one.put("inEffect", !planned);
        all.add(one);
        if (!output.isJson()) {
          String line = key + ": " + config.shown(key);
          String from = planned ? config.origin(key) + ", no effect" : config.origin(key);
          out.println(origin ? beside(line, "# " + from) : line);
        }
      }
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("sources", config.sources());
        object.put("configHash", config.hash());
        object.put("settings", all);
        Output.json(out, object);
      }
      return 0;
    }

    /** What a run began with, and what it trades with now. */
    private int recorded(String id) {
      if (origin || !options.areDefault()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--run shows what a run has recorded: values, not where they came from; leave --origin,"
                + " --config, --env-file, --profile and --set out");
      }
      Path directory =
          options.mode == null ? options.dataDir : options.dataDir.resolve(options.mode);
      RunDirectories.Run chosen =
          RunReader.choose(directory, Optional.of(id).filter(given -> !given.isEmpty()));
      RunReader.View view = RunReader.configured(chosen);
      SortedSet<String> keys = new TreeSet<>(view.started().keySet());
      keys.addAll(view.settings().keySet());
      keys.removeIf(key -> key.startsWith(EngineCore.SELF_TEST));
      if (output.isJson()) {
        recordedJson(chosen, view, keys);
      } else {
        recordedText(chosen, view, keys);
      }
      return 0;
    }

    private void recordedJson(
        RunDirectories.Run chosen, RunReader.View view, SortedSet<String> keys) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("runId", chosen.identity().runId());
      object.put("asOf", view.state().at().toString());
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      for (String key : keys) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("key", key);
        one.put("started", view.started().get(key));
        one.put("value", view.settings().get(key));
        all.add(one);
      }
      object.put("settings", all);
      Output.json(spec.commandLine().getOut(), object);
    }

    private void recordedText(
        RunDirectories.Run chosen, RunReader.View view, SortedSet<String> keys) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("# run " + chosen.identity().runId() + " as of " + view.state().at());
      for (String key : keys) {
        String started = view.started().getOrDefault(key, "not set");
        String now = view.settings().getOrDefault(key, "not set");
        String line = key + ": " + now;
        out.println(now.equals(started) ? line : beside(line, "# " + started + " at its start"));
      }
      if (!options.quiet) {
        spec.commandLine().getErr().println("secrets are never recorded, and are not shown");
      }
    }

    /** In a column of its own where the line leaves room, else right behind it. */
    private static String beside(String line, String comment) {
      return line + " ".repeat(Math.max(2, 50 - line.length())) + comment;
    }
  }

  /** The JSON Schema. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "The JSON Schema of cointrader.yaml, for editors.")
  static final class Schema implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Output.json(
          spec.commandLine().getOut(),
          ConfigReference.schema(SettingRules.declared(Plugins.installed())));
      return 0;
    }
  }

  /** The documentation. */
  @Command(
      name = "docs",
      mixinStandardHelpOptions = true,
      description = "Every setting with type, bounds, default and meaning, as Markdown.")
  static final class Docs implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      spec.commandLine()
          .getOut()
          .print(ConfigReference.markdown(SettingRules.declared(Plugins.installed())));
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
