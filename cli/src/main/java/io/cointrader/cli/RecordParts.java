package io.cointrader.cli;

import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.PluginRefused;
import io.cointrader.engine.Plugins;
import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Started;
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Settings;
import io.cointrader.persistence.directory.RunDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plugins and the data that a run was made with. */
final class RecordParts {

  private RecordParts() {}

  /**
   * The plugins of the record, from those named or from where they were.
   *
   * @param missing the exit code when one cannot be loaded
   */
  static Plugins plugins(
      RunDirectories.Run run, List<Started> starts, List<PluginJar> named, ExitCode missing) {
    Map<String, PluginJar> jars = new TreeMap<>();
    for (Started started : starts) {
      Settings settings = Settings.of(started.settings());
      settings.find(EngineSettings.PLUGINS).orElse(List.of()).forEach(jar -> put(jars, jar));
    }
    named.forEach(jar -> put(jars, jar));
    Plugins plugins = Plugins.installed();
    for (PluginJar jar : jars.values()) {
      try {
        plugins = plugins.with(jar, Path.of(""), false);
      } catch (PluginRefused refused) {
        throw new CommandFailure(
            missing,
            "run "
                + run.identity().runId()
                + " cannot be replayed: "
                + refused.getMessage()
                + "; --plugin-path names the jar if it has moved");
      }
    }
    return plugins;
  }

  /** By file name; without its pin, because it is the recorded hash that counts. */
  private static void put(Map<String, PluginJar> jars, PluginJar jar) {
    jars.put(
        String.valueOf(Path.of(jar.file()).getFileName()),
        new PluginJar(jar.file(), Optional.empty()));
  }

  /** The feed of a start, to be read again. */
  static RecordedFeed feed(Started started, Plugins plugins) {
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
}
