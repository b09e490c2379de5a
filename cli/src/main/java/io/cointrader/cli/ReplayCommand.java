package io.cointrader.cli;

import io.cointrader.engine.Build;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.PluginRefused;
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
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Settings;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
  @Mixin OutputOption output = new OutputOption();
  @Mixin PluginOptions pluginOptions = new PluginOptions();

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
    Plugins plugins = plugins(run);
    Replay.Result result;
    try {
      result =
          RunReader.guarded(
              () ->
                  Replay.run(
                      run.storage(),
                      state ->
                          new EngineCore(
                              state,
                              plugins.strategies(),
                              plugins.gates(),
                              Effects.NONE,
                              engine -> {}),
                      started -> feed(started, plugins)));
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
          ExitCode.BAD_DATA, "there is no record of run " + run.identity().runId() + " to replay");
    }
    print(run, result);
    return verify && result.difference().isPresent() ? ExitCode.CHECK_FAILED.code() : 0;
  }

  /** The plugins of the record, from the options or from where they were. */
  private Plugins plugins(RunDirectories.Run run) {
    List<Started> starts = RunReader.starts(run);
    Map<String, PluginJar> jars = new TreeMap<>();
    for (Started started : starts) {
      Settings settings = Settings.of(started.settings());
      settings.find(EngineSettings.PLUGINS).orElse(List.of()).forEach(jar -> put(jars, jar));
    }
    pluginOptions.named().forEach(jar -> put(jars, jar));
    Plugins plugins = Plugins.installed();
    for (PluginJar jar : jars.values()) {
      try {
        plugins = plugins.with(jar, Path.of(""), false);
      } catch (PluginRefused refused) {
        throw new CommandFailure(
            verify ? ExitCode.CHECK_FAILED : ExitCode.BAD_CONFIGURATION,
            "run "
                + run.identity().runId()
                + " cannot be replayed: "
                + refused.getMessage()
                + "; --plugin-path names the jar if it has moved");
      }
    }
    for (Started started : starts) {
      compare(run, started.plugins(), plugins.hashes());
    }
    return plugins;
  }

  /** By file name; without its pin, because it is the recorded hash that counts. */
  private static void put(Map<String, PluginJar> jars, PluginJar jar) {
    jars.put(
        String.valueOf(Path.of(jar.file()).getFileName()),
        new PluginJar(jar.file(), Optional.empty()));
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
    if (verify) {
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

  private static RecordedFeed feed(Started started, Plugins plugins) {
    FeedProvider provider =
        plugins.feeds().stream()
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
    if (output.isJson()) {
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
