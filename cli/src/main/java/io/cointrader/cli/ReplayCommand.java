package io.cointrader.cli;

import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.core.Effects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Replay;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Started;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A data directory or one run's directory (default: --data-dir).")
  @Nullable Path directory;

  @Option(names = "--verify", description = "Exit 10 when this build decides anything otherwise.")
  boolean verify;

  @Override
  public Integer call() {
    RunDirectories.Run run =
        RunReader.choose(directory == null ? options.directory() : directory, options.runId());
    Replay.Result result;
    try {
      result =
          RunReader.guarded(
              () -> {
                List<StrategyProvider> strategies = Plugins.strategies();
                return Replay.run(
                    run.storage(),
                    state ->
                        new EngineCore(state, strategies, List.of(), Effects.NONE, engine -> {}),
                    ReplayCommand::feed);
              });
    } catch (FeedException gone) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "the data of run "
              + run.identity().runId()
              + " cannot be read again: "
              + gone.getMessage());
    }
    print(run, result);
    return verify && result.difference().isPresent() ? ExitCode.CHECK_FAILED.code() : 0;
  }

  private static RecordedFeed feed(Started started) {
    FeedProvider provider =
        Plugins.feeds().stream()
            .filter(candidate -> candidate.id().equals(started.feed().feed()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no feed \"" + started.feed().feed() + "\" here"));
    Feed feed = provider.open(new FeedRequest(Settings.of(started.settings()), Path.of("")));
    if (feed instanceof RecordedFeed recorded) {
      return recorded;
    }
    throw new IllegalStateException("the feed " + provider.id() + " cannot be read again");
  }

  private void print(RunDirectories.Run run, Replay.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    Optional<String> otherBuild =
        result.started().map(Started::build).filter(build -> !build.equals(Build.id()));
    if (options.output == Output.Format.json) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("runId", run.identity().runId());
      object.put("verified", result.difference().isEmpty());
      object.put("inputs", result.inputs());
      object.put("facts", result.facts());
      object.put("decisionsHash", result.decisionsHash());
      object.put("build", Build.id());
      object.put("recordedBuild", Output.text(result.started().map(Started::build)));
      object.put("differenceAt", result.difference().map(Replay.Difference::sequence).orElse(null));
      object.put("recorded", Output.text(result.difference().flatMap(Replay.Difference::recorded)));
      object.put("decided", Output.text(result.difference().flatMap(Replay.Difference::decided)));
      Output.json(out, object);
      return;
    }
    otherBuild.ifPresent(
        build -> out.println("recorded by build " + build + ", replayed by " + Build.id()));
    if (result.difference().isEmpty()) {
      out.println(
          "verified: run "
              + run.identity().runId()
              + ", "
              + result.inputs()
              + " inputs give the same "
              + result.facts()
              + " facts");
      out.println("decisionsHash " + result.decisionsHash());
      return;
    }
    Replay.Difference difference = result.difference().get();
    out.println(
        "differs at sequence " + difference.sequence() + " of run " + run.identity().runId());
    out.println("  recorded " + difference.recorded().orElse("nothing"));
    out.println("  decided  " + difference.decided().orElse("nothing"));
  }
}
