package io.cointrader.cli;

import io.cointrader.backtest.optimize.BacktestExperiment;
import io.cointrader.backtest.optimize.Objective;
import io.cointrader.backtest.optimize.Parameter;
import io.cointrader.backtest.optimize.Sampling;
import io.cointrader.backtest.optimize.Shard;
import io.cointrader.backtest.optimize.Span;
import io.cointrader.backtest.optimize.Study;
import io.cointrader.backtest.optimize.StudyPlan;
import io.cointrader.backtest.optimize.StudyRefused;
import io.cointrader.backtest.optimize.StudyResult;
import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.engine.StartFailure;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.StrategyProvider;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches for settings. */
@Command(
    name = "optimize",
    mixinStandardHelpOptions = true,
    description = {
      "Search for settings on recorded candles, and say what the result is worth.",
      "",
      "Every finished trial is kept: the same command goes on after a stop.",
      ""
    },
    subcommands = {OptimizeCommand.Merge.class, OptimizeCommand.Show.class})
final class OptimizeCommand implements Callable<Integer> {

  private static final List<String> OF_THE_DATA =
      List.of(
          "mode",
          "market.feed",
          "market.data",
          "market.symbols",
          "market.from",
          "market.to",
          "market.modelled_",
          "market.instruments.",
          "market.quote_interval",
          "history.",
          "sim.",
          "storage.",
          "plugins");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();
  @Mixin ResearchOptions research = new ResearchOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--param",
      paramLabel = "KEY=FROM..TO:STEP",
      description = {
        "A setting to vary, repeatable: a range, a list KEY=A,B,C, or the KEY alone for its"
            + " declared bounds. Lists of lists are separated by |."
      })
  List<String> params = new ArrayList<>();

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "sharpe",
      description =
          "What to look for: net, sharpe, sortino, calmar, profit_factor, expectancy or sqn"
              + " (default: sharpe).")
  String objective = "sharpe";

  @Option(
      names = "--sampler",
      paramLabel = "grid|random|cmaes",
      description = "How trials are chosen (default: grid where it fits, else cmaes).")
  @Nullable String sampler;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "200",
      description = "The most combinations that are tried (default: 200).")
  int trials = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What is chosen by chance follows from it (default: 1).")
  long seed = 1;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description = "The last part of the data, opened once for what was chosen: 20%%.")
  String holdout = "0%";

  @Option(
      names = "--walk-forward",
      paramLabel = "N",
      defaultValue = "0",
      description = "Choose on N stretches and judge each on the next one.")
  int windows;

  @Option(
      names = "--min-trades",
      paramLabel = "N",
      defaultValue = "10",
      description = "With fewer trades a trial has no value (default: 10).")
  int leastTrades = 10;

  /** What of the trials is chosen. */
  enum Choice {
    peak,
    plateau
  }

  @Option(
      names = "--choose",
      paramLabel = "peak|plateau",
      defaultValue = "peak",
      description = "The best trial, or the one with the best surroundings (default: peak).")
  Choice choice = Choice.peak;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials at a time; changes nothing but the time (default: all cores).")
  @Nullable Integer threads;

  @Option(
      names = "--shard",
      paramLabel = "k/n",
      description = "Make only this part of the trials; optimize merge joins the parts.")
  @Nullable String shard;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "The name of the study (default: made from what it is).")
  @Nullable String study;

  @Option(
      names = "--fresh",
      description = "Forget the trials of a study of this name; held-out data is opened once more.")
  boolean fresh;

  @Override
  public Integer call() {
    options.logging();
    PrintWriter err = spec.commandLine().getErr();
    Options.Assembly assembly = options.assembly(research.overrides(options), err);
    Config config = assembly.config();
    Declared declared = SettingRules.declared(assembly.plugins());
    StudyResult result =
        refusing(
            () -> {
              List<Parameter> parameters =
                  params.stream().map(text -> Parameter.parse(text, declared)).toList();
              parameters.forEach(OptimizeCommand::requireVariable);
              requireTrading(parameters, config, assembly.plugins());
              Shard part = shard == null ? Shard.ALL : Shard.parse(shard);
              RecordedCandles candles = ResearchOptions.candles(config, assembly.plugins());
              StudyPlan plan = plan(parameters, assembly, candles);
              Path directory = directory(plan, part);
              BacktestExperiment experiment =
                  new BacktestExperiment(config, assembly.plugins(), candles);
              return run(directory, plan, part, experiment, err);
            });
    StudyText.print(spec.commandLine().getOut(), result, output.isJson());
    return 0;
  }

  /** The data is read once, so that what it is read by is the same in all trials. */
  private static void requireVariable(Parameter parameter) {
    String key = parameter.key();
    if (OF_THE_DATA.stream().anyMatch(key::startsWith)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--param "
              + key
              + ": it belongs to the data, which is read once for all trials; make a study for each"
              + " value with --set "
              + key
              + "=VALUE");
    }
  }

  /** A setting of a strategy that does not trade changes nothing. */
  private static void requireTrading(List<Parameter> parameters, Config config, Plugins plugins) {
    List<String> enabled = config.get(CoreSettings.ENABLED);
    if (parameters.stream().anyMatch(one -> one.key().equals(CoreSettings.ENABLED.key()))) {
      return;
    }
    for (StrategyProvider provider : plugins.strategies()) {
      String id = provider.spec().id();
      for (Parameter parameter : parameters) {
        if (parameter.key().startsWith("strategies." + id + ".") && !enabled.contains(id)) {
          throw new CommandFailure(
              ExitCode.USAGE,
              "--param "
                  + parameter.key()
                  + ": the strategy "
                  + id
                  + " does not trade ("
                  + String.join(", ", enabled)
                  + (enabled.size() == 1 ? " does" : " do")
                  + "), and its settings change nothing; name it by --strategy too, or vary another"
                  + " setting");
        }
      }
    }
  }

  private StudyPlan plan(
      List<Parameter> parameters, Options.Assembly assembly, RecordedCandles candles) {
    return new StudyPlan(
        parameters,
        one(Objective.values(), Objective::label, "--objective", objective),
        sampling(parameters),
        trials,
        seed,
        share(holdout),
        windows,
        leastTrades,
        choice == Choice.plateau,
        new Span(candles.start(), candles.end()),
        candles.traits().symbols().stream().map(Symbol::toString).toList(),
        candles.fingerprint(),
        StudyPlan.configuration(assembly.config()),
        Build.id(assembly.plugins()));
  }

  private Sampling sampling(List<Parameter> parameters) {
    if (sampler != null) {
      return one(Sampling.values(), Sampling::label, "--sampler", sampler);
    }
    BigInteger size =
        parameters.stream()
            .map(parameter -> BigInteger.valueOf(parameter.levels().size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return size.compareTo(BigInteger.valueOf(trials)) <= 0 ? Sampling.GRID : Sampling.CMAES;
  }

  private static <T> T one(T[] values, Function<T, String> label, String option, String wanted) {
    List<String> labels = new ArrayList<>();
    for (T value : values) {
      if (label.apply(value).equals(wanted)) {
        return value;
      }
      labels.add(label.apply(value));
    }
    throw new CommandFailure(
        ExitCode.USAGE, option + " " + wanted + ": write one of " + String.join(", ", labels));
  }

  private static double share(String text) {
    try {
      return Setting.fraction("holdout").range("0%", "80%").parse(text).toDouble();
    } catch (InvalidSetting wrong) {
      throw new CommandFailure(
          ExitCode.USAGE, "--holdout " + text + " " + wrong.rule() + "; " + wrong.fix());
    }
  }

  private Path directory(StudyPlan plan, Shard part) {
    String name = study == null ? plan.objective().label() + "-" + plan.id() : study;
    Path whole = Studies.directory(options.dataDir, name);
    return part.of() > 1 ? whole.resolveSibling(name + "." + part) : whole;
  }

  private StudyResult run(
      Path directory, StudyPlan plan, Shard part, BacktestExperiment experiment, PrintWriter err) {
    int atOnce = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (atOnce < 1 || atOnce > 1024) {
      throw new CommandFailure(ExitCode.USAGE, "--threads " + atOnce + ": write 1 to 1024");
    }
    Study.prepare(directory);
    if (!options.quiet) {
      err.println("study in " + directory);
      err.flush();
    }
    try (ProgressLine line = new ProgressLine(err, options.quiet, options.noColor)) {
      return Study.run(
          directory,
          plan,
          part,
          fresh,
          experiment,
          atOnce,
          task -> {
            Thread thread = new Thread(task, "cointrader-trial");
            thread.setDaemon(true);
            return thread;
          },
          InstantSource.system(),
          (stage, done, of, share, best) ->
              line.at(stage + " " + done + "/" + of + best(best), share));
    } catch (StartFailure failure) {
      throw new CommandFailure(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
  }

  private static String best(OptionalDouble value) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, ", best %.4g", value.getAsDouble());
  }

  private static StudyResult refusing(Supplier<StudyResult> action) {
    try {
      return action.get();
    } catch (StudyRefused refused) {
      throw new CommandFailure(refused.exitCode(), String.valueOf(refused.getMessage()));
    }
  }

  /** Joins shards. */
  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = "Join the shards of a study, from their trials.parquet.")
  static final class Merge implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin DirectoryOptions options = new DirectoryOptions();
    @Mixin OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The directories of all shards.")
    List<Path> shards = new ArrayList<>();

    @Option(
        names = "--study",
        paramLabel = "NAME",
        required = true,
        description = "The name of the whole study.")
    String study = "";

    @Override
    public Integer call() {
      Path into = Studies.directory(options.dataDir, study);
      StudyResult result = refusing(() -> Study.merge(shards, into, InstantSource.system()));
      StudyText.print(spec.commandLine().getOut(), result, output.isJson());
      if (!output.isJson() && !options.quiet) {
        Output.wrapped(
            spec.commandLine().getErr(),
            "",
            "merged into "
                + into
                + "; the optimize command of the shards with --study "
                + study
                + " in place of --shard goes on with walk-forward and holdout");
      }
      return 0;
    }
  }

  /** Prints a study. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print a study as far as it has come; tries nothing.")
  static final class Show implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin DirectoryOptions options = new DirectoryOptions();
    @Mixin OutputOption output = new OutputOption();

    @Parameters(paramLabel = "NAME", description = "The study.")
    String study = "";

    @Override
    public Integer call() {
      StudyResult result = refusing(() -> Study.show(Studies.directory(options.dataDir, study)));
      StudyText.print(spec.commandLine().getOut(), result, output.isJson());
      return 0;
    }
  }
}
