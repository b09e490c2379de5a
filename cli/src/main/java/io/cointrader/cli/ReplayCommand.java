package io.cointrader.cli;

import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.core.Effects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Place;
import io.cointrader.events.Replay;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Started;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.TradingCore;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a record again and compares every decision. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Run a record again: nothing is sent, every fact is compared.")
final class ReplayCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 20;
  private static final int MOST_LISTED = 10_000;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin PluginOptions pluginOptions = new PluginOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A data directory or one run's directory (default: --data-dir).")
  @Nullable Path directory;

  @ArgGroup(exclusive = true)
  Mode mode = new Mode();

  /** What is done about differences. */
  static final class Mode {
    @Option(
        names = "--verify",
        description = "Stop at the first difference; exit 10 when there is one.")
    boolean verify;

    @Option(
        names = "--diff",
        description =
            "List what this build decides otherwise, each in the circumstances of the record;"
                + " exit 10 when there is anything.")
    boolean diff;
  }

  @Option(
      names = "--until",
      paramLabel = "SEQ|TIME",
      description = "The last sequence number or UTC time that is replayed.")
  Place until = Place.END;

  @Override
  public Integer call() {
    RunDirectories.Run run =
        RunReader.choose(directory == null ? options.directory() : directory, options.runId());
    List<Started> starts = RunReader.starts(run);
    Plugins plugins =
        RecordParts.plugins(
            run,
            starts,
            pluginOptions.named(),
            mode.verify ? ExitCode.CHECK_FAILED : ExitCode.BAD_CONFIGURATION);
    for (Started started : starts) {
      compare(run, started.plugins(), plugins.hashes());
    }
    List<Replay.Difference> differences = new ArrayList<>();
    long[] count = {0};
    Function<BotState, TradingCore> cores =
        state ->
            new EngineCore(
                state, plugins.strategies(), plugins.gates(), Effects.NONE, engine -> {});
    Function<Started, RecordedFeed> feeds = started -> RecordParts.feed(started, plugins);
    Replay.Result result;
    try {
      result =
          RunReader.guarded(
              run,
              () ->
                  mode.diff
                      ? Replay.compare(
                          run.storage(),
                          cores,
                          feeds,
                          until,
                          difference -> {
                            if (count[0]++ < MOST_LISTED) {
                              differences.add(difference);
                            }
                          })
                      : Replay.run(run.storage(), cores, feeds, until));
    } catch (IllegalArgumentException unfit) {
      throw RunReader.otherBuild(run, unfit);
    } catch (FeedException gone) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "the data of run "
              + run.identity().runId()
              + " cannot be read again: "
              + gone.getMessage());
    }
    if (result.started().isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "there is no record of run "
              + run.identity().runId()
              + " to replay"
              + (until.equals(Place.END) ? "" : " up to " + until));
    }
    print(run, Build.id(plugins), result, count[0], differences);
    return (mode.verify || mode.diff) && result.difference().isPresent()
        ? ExitCode.CHECK_FAILED.code()
        : 0;
  }

  private void compare(
      RunDirectories.Run run, Map<String, String> recorded, Map<String, String> here) {
    if (recorded.equals(here)) {
      return;
    }
    String text =
        "run "
            + run.identity().runId()
            + " was made with "
            + shown(recorded)
            + ", here is "
            + shown(here);
    if (mode.verify) {
      throw new CommandFailure(
          ExitCode.CHECK_FAILED,
          text + "; only the same plugins can verify it, --plugin-path names them");
    }
    spec.commandLine().getErr().println(text);
  }

  private static String shown(Map<String, String> plugins) {
    return plugins.isEmpty()
        ? "no plugin"
        : plugins.entrySet().stream()
            .map(plugin -> plugin.getKey() + " sha256 " + plugin.getValue())
            .collect(Collectors.joining(", "));
  }

  private void print(
      RunDirectories.Run run,
      String build,
      Replay.Result result,
      long count,
      List<Replay.Difference> differences) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      json(out, run, build, result, count, differences);
      return;
    }
    result
        .started()
        .map(Started::build)
        .filter(recorded -> !recorded.equals(build))
        .ifPresent(
            recorded -> out.println("recorded by build " + recorded + ", replayed by " + build));
    if (result.difference().isEmpty()) {
      Output.wrapped(
          out,
          "",
          "verified: run "
              + run.identity().runId()
              + ", "
              + result.inputs()
              + " inputs give the same "
              + result.facts()
              + " facts"
              + (until.equals(Place.END) ? "" : " up to " + until));
      out.println("decisionsHash " + result.decisionsHash());
    } else if (mode.diff) {
      Output.wrapped(
          out,
          "",
          count
              + (count == 1 ? " fact" : " facts")
              + " of run "
              + run.identity().runId()
              + " would be decided otherwise, "
              + result.facts()
              + " the same");
      differences.stream().limit(MOST_SHOWN).forEach(difference -> show(out, difference));
      if (count > MOST_SHOWN) {
        out.println(
            "and " + (count - MOST_SHOWN) + " more; --output json lists up to " + MOST_LISTED);
      }
    } else {
      Replay.Difference difference = result.difference().get();
      out.println(
          "differs at sequence " + difference.sequence() + " of run " + run.identity().runId());
      out.println("  recorded " + difference.recorded().orElse("nothing"));
      out.println("  decided  " + difference.decided().orElse("nothing"));
    }
  }

  /** In words; where those are the same, as they are written. */
  private static void show(PrintWriter out, Replay.Difference difference) {
    String was = difference.recorded().map(ReplayCommand::words).orElse("nothing");
    String now = difference.decided().map(ReplayCommand::words).orElse("nothing");
    boolean alike = was.equals(now);
    Instant at =
        difference
            .recorded()
            .or(difference::decided)
            .map(text -> ModelCodec.get().decode(text, Fact.class).at())
            .orElseThrow();
    out.println("sequence " + difference.sequence() + ", " + Figures.time(at));
    Output.wrapped(out, "  recorded  ", alike ? difference.recorded().orElse(was) : was);
    Output.wrapped(out, "  decided   ", alike ? difference.decided().orElse(now) : now);
  }

  private static String words(String fact) {
    return RecordText.of(ModelCodec.get().decode(fact, Fact.class));
  }

  private void json(
      PrintWriter out,
      RunDirectories.Run run,
      String build,
      Replay.Result result,
      long count,
      List<Replay.Difference> differences) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("runId", run.identity().runId());
    object.put("verified", result.difference().isEmpty());
    object.put("inputs", result.inputs());
    object.put("facts", result.facts());
    object.put("decisionsHash", result.decisionsHash());
    object.put("build", build);
    object.put("recordedBuild", Output.text(result.started().map(Started::build)));
    object.put("differenceAt", result.difference().map(Replay.Difference::sequence).orElse(null));
    object.put("recorded", Output.text(result.difference().flatMap(Replay.Difference::recorded)));
    object.put("decided", Output.text(result.difference().flatMap(Replay.Difference::decided)));
    if (mode.diff) {
      object.put("differenceCount", count);
      object.put("differences", differences.stream().map(ReplayCommand::fields).toList());
    }
    Output.json(out, object);
  }

  private static Map<String, @Nullable Object> fields(Replay.Difference difference) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("sequence", difference.sequence());
    one.put("recorded", Output.text(difference.recorded()));
    one.put("decided", Output.text(difference.decided()));
    return one;
  }
}
