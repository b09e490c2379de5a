package io.cointrader.cli;

import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.config.Problem;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.PluginRefused;
import io.cointrader.engine.Plugins;
import io.cointrader.models.setting.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The plugins that configuration and command line name. */
final class PluginOptions {

  @Option(
      names = "--plugin-path",
      paramLabel = "DIR|JAR",
      description = "A plugin, or a folder of them, beside those of the configuration; repeatable.")
  List<Path> paths = new ArrayList<>();

  /**
   * What was loaded, and what was not.
   *
   * @param request names every plugin, so that the record of a run does
   */
  record Loaded(Plugins plugins, ConfigRequest request, List<Problem> problems) {}

  /** Loads what is named; a jar that cannot be used is a problem among the others. */
  Loaded load(ConfigRequest request) {
    List<PluginJar> jars =
        new ArrayList<>(ConfigLoader.peek(request, EngineSettings.PLUGINS).orElse(List.of()));
    boolean live =
        ConfigLoader.peek(request, EngineSettings.MODE)
            .filter(mode -> mode == EngineSettings.Mode.LIVE)
            .isPresent();
    jars.addAll(named());
    List<Problem> problems = new ArrayList<>();
    Plugins plugins = Plugins.installed();
    for (PluginJar jar : jars) {
      try {
        plugins = plugins.with(jar, request.directory(), live);
      } catch (PluginRefused refused) {
        problems.add(problem(refused));
      }
    }
    return new Loaded(plugins, paths.isEmpty() ? request : request.with(override(jars)), problems);
  }

  /** The jars of the options, with absolute names. */
  List<PluginJar> named() {
    List<PluginJar> jars = new ArrayList<>();
    for (Path path : paths) {
      for (Path jar : Files.isDirectory(path) ? jars(path) : List.of(path)) {
        jars.add(new PluginJar(jar.toAbsolutePath().normalize().toString(), Optional.empty()));
      }
    }
    return jars;
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> jars =
          entries.filter(entry -> entry.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_CONFIGURATION, "--plugin-path " + folder + ": there is no jar in it");
      }
      return jars;
    } catch (IOException unreadable) {
      throw new CommandFailure(
          ExitCode.BAD_CONFIGURATION,
          "--plugin-path " + folder + ": cannot be read: " + unreadable.getMessage());
    }
  }

  private static ConfigRequest.Override override(List<PluginJar> jars) {
    List<String> texts =
        jars.stream().distinct().map(jar -> jar.toString().replace(",", "\\,")).toList();
    return new ConfigRequest.Override(
        EngineSettings.PLUGINS.key(), String.join(",", texts), "--plugin-path");
  }

  private static Problem problem(PluginRefused refused) {
    return new Problem(
        "plugin_refused",
        EngineSettings.PLUGINS.key(),
        refused.file(),
        "plugins",
        0,
        0,
        refused.reason(),
        "plugin " + refused.file() + " " + refused.reason(),
        refused.remedy());
  }
}
