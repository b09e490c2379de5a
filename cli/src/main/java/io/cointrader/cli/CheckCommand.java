package io.cointrader.cli;

import io.cointrader.backtest.check.Difference;
import io.cointrader.backtest.check.Lookahead;
import io.cointrader.backtest.check.Parity;
import io.cointrader.backtest.check.Step;
import io.cointrader.backtest.check.StrategyFailed;
import io.cointrader.backtest.check.Warmup;
import io.cointrader.config.Config;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Started;
import io.cointrader.models.strategy.Decision;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks that results are honest. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check that a result is honest: exit 0 when it is, 10 when it is not.",
    subcommands = {
      CheckCommand.OfLookahead.class,
      CheckCommand.OfWarmup.class,
      CheckCommand.OfParity.class
    })
final class CheckCommand implements Runnable {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which check? lookahead, warmup or parity; --help says more");
  }

  /** What a check found, or the exit code that says why it could not be made. */
  private static <T> T guarded(Supplier<T> check) {
    try {
      return check.get();
    } catch (StartFailure failure) {
      throw new CommandFailure(failure.exitCode(), String.valueOf(failure.getMessage()));
    } catch (FeedException bad) {
      throw ResearchOptions.failure(bad);
    } catch (StrategyFailed failed) {
      throw new CommandFailure(ExitCode.BAD_DATA, String.valueOf(failed.getMessage()));
    }
  }

  /**
   * The exit code of what was found.
   *
   * @param nothing why nothing was compared; empty when something was
   */
  private static int exit(boolean differs, Optional<String> nothing) {
    if (differs) {
      return ExitCode.CHECK_FAILED.code();
    }
    if (nothing.isPresent()) {
      throw new CommandFailure(ExitCode.BAD_DATA, nothing.get());
    }
    return 0;
  }

  /** True, false, or null where nothing was compared. */
  private static @Nullable Boolean passed(boolean differs, Optional<String> nothing) {
    return differs ? Boolean.FALSE : nothing.isPresent() ? null : Boolean.TRUE;
  }

  /** The words of a step. */
  private static String words(Optional<Step> step) {
    if (step.isEmpty()) {
      return "nothing";
    }
    Step one = step.get();
    return one.fact()
        .map(RecordText::of)
        .orElseGet(() -> one.answer().map(CheckCommand::words).orElse("nothing"));
  }

  private static String words(Decision decision) {
    if (decision instanceof Decision.Buy buy) {
      return "buy at "
          + buy.entry()
          + ", stop "
          + buy.stop()
          + ", target "
          + buy.target1()
          + ", score "
          + buy.score()
          + ": "
          + buy.reason();
    }
    if (decision instanceof Decision.Exit exit) {
      return "exit: " + exit.reason();
    }
    if (decision instanceof Decision.None none) {
      return "no: " + none.code();
    }
    return "refused: " + ((Decision.Refused) decision).problem();
  }

  private static String place(Difference difference) {
    Step step = difference.step();
    return difference.at()
        + step.symbol().map(symbol -> ", " + symbol).orElse("")
        + step.strategy().map(strategy -> ", strategy " + strategy).orElse("");
  }

  private static Map<String, @Nullable Object> json(Difference difference) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    Step step = difference.step();
    one.put("at", difference.at().toString());
    one.put("symbol", Output.text(step.symbol()));
    one.put("strategy", Output.text(step.strategy()));
    one.put("expected", words(difference.expected()));
    one.put("found", words(difference.found()));
    return one;
  }

  private static void show(PrintWriter out, Difference difference, String first, String second) {
    Output.wrapped(out, "  first difference  ", place(difference));
    Output.wrapped(out, "  " + first, words(difference.expected()));
    Output.wrapped(out, "  " + second, words(difference.found()));
  }

  /** Whether the future changes the past. */
  @Command(
      name = "lookahead",
      mixinStandardHelpOptions = true,
      description = {
        "Cut off the future at many points: what was decided before stays the same. Then the"
            + " same data again, and the same candles 364 days later."
      })
  static final class OfLookahead implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Options options = new Options();
    @Mixin ResearchOptions research = new ResearchOptions();
    @Mixin OutputOption output = new OutputOption();

    @Option(
        names = "--cuts",
        paramLabel = "N",
        defaultValue = "20",
        description = "At how many points (default: 20).")
    int cuts = 20;

    @Override
    public Integer call() {
      options.logging();
      if (cuts < 1 || cuts > 10_000) {
        throw new CommandFailure(ExitCode.USAGE, "--cuts " + cuts + ": write 1 to 10000");
      }
      PrintWriter err = spec.commandLine().getErr();
      Options.Assembly assembly = options.assembly(research.overrides(options), err);
      Config config = assembly.config();
      RecordedCandles candles = ResearchOptions.candles(config, assembly.plugins());
      Lookahead.Result result;
      try (ProgressLine line = new ProgressLine(err, options.quiet, options.noColor)) {
        result =
            guarded(
                () ->
                    Lookahead.run(
                        config,
                        assembly.plugins(),
                        candles,
                        cuts,
                        done -> line.at("run " + done + "/" + (cuts + 3), done / (cuts + 3.0))));
      }
      print(spec.commandLine().getOut(), result);
      return exit(result.finding().isPresent(), nothing(result));
    }

    private static Optional<String> nothing(Lookahead.Result result) {
      return result.answers() > 0
          ? Optional.empty()
          : Optional.of("no strategy was ever asked: that proves nothing; take more data");
    }

    private void print(PrintWriter out, Lookahead.Result result) {
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("passed", passed(result.finding().isPresent(), nothing(result)));
        object.put("from", result.from().toString());
        object.put("to", result.to().toString());
        object.put("cuts", result.cuts().stream().map(Instant::toString).toList());
        object.put("answers", result.answers());
        object.put("facts", result.facts());
        object.put(
            "probe",
            result.finding().map(one -> one.probe().name().toLowerCase(Locale.ROOT)).orElse(null));
        object.put("cut", result.finding().map(one -> one.cut().toString()).orElse(null));
        object.put("difference", result.finding().map(one -> json(one.difference())).orElse(null));
        Output.json(out, object);
        return;
      }
      if (result.finding().isEmpty() && result.answers() > 0) {
        Output.wrapped(
            out,
            "",
            "no look-ahead found: "
                + result.answers()
                + " answers of strategies and "
                + result.facts()
                + " facts stay the same with the future cut off at "
                + result.cuts().size()
                + " points, when the data comes again, and (answers) 364 days later");
      }
      result.finding().ifPresent(finding -> print(out, finding));
    }

    private static void print(PrintWriter out, Lookahead.Finding finding) {
      Output.wrapped(
          out,
          "",
          switch (finding.probe()) {
            case CUT ->
                "LOOK-AHEAD: without the data from "
                    + finding.cut()
                    + " on it decides otherwise before";
            case AGAIN ->
                "NOT REPEATABLE: the same data the second time gives other decisions; a strategy"
                    + " keeps something between runs";
            case MOVED ->
                "KNOWS DATES: the same candles 364 days later get other answers; a strategy knows"
                    + " this market by its dates";
          });
      show(
          out,
          finding.difference(),
          "with the data     ",
          switch (finding.probe()) {
            case CUT -> "cut off           ";
            case AGAIN -> "again             ";
            case MOVED -> "364 days later    ";
          });
    }
  }

  /** Whether more history changes anything. */
  @Command(
      name = "warmup",
      mixinStandardHelpOptions = true,
      description = {
        "Start each strategy with the history it asks for, and with ten times as much: once the"
            + " averages have settled, the answers are the same."
      })
  static final class OfWarmup implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Options options = new Options();
    @Mixin ResearchOptions research = new ResearchOptions();
    @Mixin OutputOption output = new OutputOption();

    @Option(
        names = "--starts",
        paramLabel = "N",
        defaultValue = "5",
        description = "At how many points each strategy is started (default: 5).")
    int starts = 5;

    @Override
    public Integer call() {
      options.logging();
      if (starts < 1 || starts > 10_000) {
        throw new CommandFailure(ExitCode.USAGE, "--starts " + starts + ": write 1 to 10000");
      }
      PrintWriter err = spec.commandLine().getErr();
      Options.Assembly assembly = options.assembly(research.overrides(options), err);
      Config config = assembly.config();
      RecordedCandles candles = ResearchOptions.candles(config, assembly.plugins());
      List<Warmup.Found> found;
      int[] done = {0};
      try (ProgressLine line = new ProgressLine(err, options.quiet, options.noColor)) {
        found =
            guarded(
                () ->
                    Warmup.run(
                        config,
                        assembly.plugins(),
                        candles,
                        starts,
                        (strategy, of) -> line.at(strategy, (double) done[0]++ / of)));
      }
      print(spec.commandLine().getOut(), found, candles);
      return exit(differs(found), nothing(found));
    }

    private static boolean differs(List<Warmup.Found> found) {
      return !found.stream().allMatch(Warmup.Found::passes);
    }

    private static Optional<String> nothing(List<Warmup.Found> found) {
      return found.stream()
          .filter(one -> !one.isChecked())
          .findFirst()
          .map(
              one ->
                  "the data is too short to tell: "
                      + one.strategy()
                      + " asks for "
                      + one.warmup()
                      + " candles, and the check needs 15 times as many; take more data");
    }

    private void print(PrintWriter out, List<Warmup.Found> found, RecordedCandles candles) {
      String candle = candles.traits().candles().label();
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("passed", passed(differs(found), nothing(found)));
        object.put("candles", candle);
        object.put("strategies", found.stream().map(OfWarmup::fields).toList());
        Output.json(out, object);
        return;
      }
      List<List<String>> rows = new ArrayList<>();
      for (Warmup.Found one : found) {
        rows.add(
            List.of(
                one.strategy(),
                Integer.toString(one.warmup()),
                Long.toString(one.answers()),
                one.isChecked() ? Long.toString(one.settling()) : "-",
                one.settling() > 0 ? hours(one.settled()) : "-",
                !one.isChecked() ? "data too short" : one.passes() ? "ok" : "FAILS"));
      }
      Output.table(
          out, List.of("strategy", candle + " asked", "answers", "differ", "for", "verdict"), rows);
      for (Warmup.Found one : found) {
        one.late()
            .or(one::first)
            .ifPresent(
                unlike -> {
                  out.println();
                  Output.wrapped(
                      out,
                      "",
                      one.strategy()
                          + (one.passes()
                              ? ": its averages settle; first difference "
                              : ": more history changes its answers for good, or when it answers;"
                                  + " ")
                          + unlike.candles()
                          + " candles after the start of "
                          + unlike.start());
                  show(out, unlike.difference(), "with what it asks  ", "with ten times     ");
                  unlike
                      .indicator()
                      .ifPresent(text -> Output.wrapped(out, "  differs most       ", text));
                });
      }
    }

    private static String hours(Duration duration) {
      return duration.toHours() >= 48
          ? duration.toDays() + " d"
          : duration.toMinutes() >= 120 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }

    private static Map<String, @Nullable Object> fields(Warmup.Found found) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("strategy", found.strategy());
      one.put("passed", found.isChecked() ? found.passes() : null);
      one.put("asked", found.warmup());
      one.put("starts", found.starts());
      one.put("answers", found.answers());
      one.put("settling", found.settling());
      one.put("settledAfterSeconds", found.settled().toSeconds());
      one.put("first", found.first().map(OfWarmup::fields).orElse(null));
      one.put("late", found.late().map(OfWarmup::fields).orElse(null));
      return one;
    }

    private static Map<String, @Nullable Object> fields(Warmup.Unlike unlike) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("start", unlike.start().toString());
      one.put("candles", unlike.candles());
      one.put("difference", json(unlike.difference()));
      one.put("indicator", unlike.indicator().orElse(null));
      return one;
    }
  }

  /** Whether a run decided as a backtest does. */
  @Command(
      name = "parity",
      mixinStandardHelpOptions = true,
      description = {
        "Compare the record of a paper run with a backtest of the same data: the first decision"
            + " that differs is named."
      })
  static final class OfParity implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ReadOptions options = new ReadOptions();
    @Mixin OutputOption output = new OutputOption();
    @Mixin PluginOptions pluginOptions = new PluginOptions();

    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        description = "A data directory or one run's directory (default: --data-dir).")
    @Nullable Path directory;

    @Override
    public Integer call() {
      RunDirectories.Run run =
          RunReader.choose(directory == null ? options.directory() : directory, options.runId());
      List<Started> starts = RunReader.starts(run);
      Plugins plugins =
          RecordParts.plugins(run, starts, pluginOptions.named(), ExitCode.BAD_CONFIGURATION);
      String runId = run.identity().runId();
      Parity.Result result =
          guarded(
              () ->
                  RunReader.guarded(
                      run,
                      () ->
                          Parity.run(
                              run.storage(), plugins, started -> feed(runId, started, plugins))));
      print(spec.commandLine().getOut(), runId, result);
      return exit(result.difference().isPresent(), nothing(runId, result));
    }

    private static RecordedFeed feed(String runId, Started started, Plugins plugins) {
      try {
        return RecordParts.feed(started, plugins);
      } catch (FeedException gone) {
        throw new CommandFailure(
            ExitCode.BAD_DATA,
            "the data of run " + runId + " cannot be read again: " + gone.getMessage());
      }
    }

    private static Optional<String> nothing(String runId, Parity.Result result) {
      return result.facts() > 0
          ? Optional.empty()
          : Optional.of(
              "run " + runId + " decided nothing: there is nothing to compare; take a longer run");
    }

    private void print(PrintWriter out, String runId, Parity.Result result) {
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("runId", runId);
        object.put("passed", passed(result.difference().isPresent(), nothing(runId, result)));
        object.put("facts", result.facts());
        object.put("difference", result.difference().map(CheckCommand::json).orElse(null));
        object.put("disturbances", result.disturbances());
        Output.json(out, object);
        return;
      }
      if (result.difference().isEmpty()) {
        if (result.facts() > 0) {
          Output.wrapped(
              out,
              "",
              "parity: run "
                  + runId
                  + " and a backtest of its data decide the same "
                  + result.facts()
                  + " facts");
        }
        return;
      }
      Output.wrapped(
          out,
          "",
          "NO PARITY: run "
              + runId
              + " and a backtest of its data decide the same "
              + result.facts()
              + " facts, and then");
      show(out, result.difference().get(), "the run           ", "the backtest      ");
      if (!result.disturbances().isEmpty()) {
        Output.wrapped(
            out,
            "  before that       ",
            String.join("; ", result.disturbances()) + ": a backtest knows nothing of it");
      }
    }
  }
}
