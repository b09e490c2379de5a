package io.cointrader.cli;

import io.cointrader.config.ConfigReference;
import io.cointrader.config.Declared;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a configuration to begin with. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    subcommands = InitStrategyCommand.class,
    description = "Write a commented configuration to begin with.")
final class InitCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "Where (default: here).")
  Path directory = Path.of("");

  @Option(names = "--yes", description = "Replace files that are there and differ.")
  boolean yes;

  @Override
  public Integer call() {
    Map<String, String> files = files(SettingRules.declared(Plugins.installed()));
    List<String> there =
        files.keySet().stream()
            .filter(name -> Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS))
            .filter(name -> !holds(directory.resolve(name), files.get(name)))
            .toList();
    if (!there.isEmpty() && !yes && !agreed(there)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          String.join(", ", there) + " would be replaced; add --yes to do so, nothing was written");
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (holds(path, file.getValue())) {
        out.println("left as it is: " + path);
      } else {
        write(path, file.getValue());
        out.println("wrote " + path);
      }
    }
    Path yaml = directory.resolve(files.keySet().iterator().next());
    String where = directory.toString().isEmpty() ? "" : " --config " + yaml;
    out.println("check it with: cointrader validate-config" + where);
    return 0;
  }

  /** The files by name. */
  static Map<String, String> files(Declared declared) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("cointrader.yaml", ConfigReference.yaml(declared));
    files.put("cointrader.schema.json", Output.jsonText(ConfigReference.schema(declared)) + "\n");
    files.put(".env.example", ConfigReference.env(declared));
    return files;
  }

  /** Whether a file is there already with just this content. */
  private static boolean holds(Path file, @Nullable String content) {
    try {
      return Files.isRegularFile(file)
          && Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n").equals(content);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean agreed(List<String> there) {
    return Terminal.console()
        .map(console -> console.readLine("Replace %s? Type yes: ", String.join(", ", there)))
        .filter("yes"::equals)
        .isPresent();
  }

  /** Whole or not at all, so that a full disk leaves what was there. */
  private static void write(Path file, String content) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(draft, content, StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new CommandFailure(
          ExitCode.STORAGE, "cannot write " + file + ": " + failed + "; name another folder");
    }
  }
}
