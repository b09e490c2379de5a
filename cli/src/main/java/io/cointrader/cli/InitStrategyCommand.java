package io.cointrader.cli;

import io.cointrader.engine.Build;
import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a Maven project for a strategy of one's own, with a test that passes. */
@Command(
    name = "strategy",
    mixinStandardHelpOptions = true,
    description = "Write a Maven project for a strategy of your own, with a test that passes.")
final class InitStrategyCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      description = "The id of the strategy: small letters, digits and _, for example dip_buyer.")
  String name = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where (default: a folder of that name, here).")
  @Nullable Path directory;

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches() || name.length() > 40) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "\""
              + name
              + "\" is no id of a strategy: write small letters and digits, words joined by _, at"
              + " most 40, for example dip_buyer");
    }
    Path root = directory == null ? Path.of(name.replace('_', '-')) : directory;
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandFailure(
          ExitCode.USAGE, root + " is there already; name another folder with --dir");
    }
    PrintWriter out = spec.commandLine().getOut();
    files()
        .forEach(
            (file, content) -> {
              write(root.resolve(file), content);
              out.println("wrote " + root.resolve(file));
            });
    out.println("test it with: mvn -f " + root.resolve("pom.xml") + " verify");
    return 0;
  }

  /** The files by path. */
  private Map<String, String> files() {
    String type = typeName(name);
    String packed = "strategy." + name.replace("_", "");
    String folder = packed.replace('.', '/');
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", filled("pom.xml", type, packed));
    files.put("README.md", filled("README.md", type, packed));
    files.put("src/main/java/module-info.java", filled("module-info.java", type, packed));
    files.put("src/main/java/" + folder + "/" + type + ".java", filled("Main.java", type, packed));
    files.put(
        "src/main/resources/META-INF/services/io.cointrader.models.strategy.StrategyProvider",
        packed + "." + type + "\n");
    files.put(
        "src/test/java/" + folder + "/" + type + "Test.java", filled("Test.java", type, packed));
    return files;
  }

  /** {@code dip_buyer} as {@code DipBuyer}. */
  private static String typeName(String id) {
    StringBuilder type = new StringBuilder();
    for (String word : id.split("_", -1)) {
      type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return type.toString();
  }

  private String filled(String template, String type, String packed) {
    return resource(template + ".txt")
        .replace("@id@", name)
        .replace("@artifact@", name.replace('_', '-'))
        .replace("@type@", type)
        .replace("@package@", packed)
        .replace("@version@", Build.version());
  }

  private static String resource(String name) {
    try (InputStream in = InitStrategyCommand.class.getResourceAsStream("strategy/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the template " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void write(Path file, String content) {
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new CommandFailure(
          ExitCode.STORAGE, "cannot write " + file + ": " + failed + "; name another folder");
    }
  }
}
