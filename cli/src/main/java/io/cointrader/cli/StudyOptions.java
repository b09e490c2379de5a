package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where studies are; the options of commands that read them. */
final class StudyOptions {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final String LEDGER = ".jsonl";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:COINTRADER_DATA_DIR:-data}",
      description = "Whose folder studies holds them (default: data).")
  Path dataDir = Path.of("data");

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what is wrong.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;

  @Option(names = "--no-color", description = "No colours.")
  boolean noColor;

  /** The directory of a study by its name. */
  Path directory(String name) {
    return directory(dataDir, name);
  }

  /** The directory of a study by its name, which leads nowhere else. */
  static Path directory(Path dataDir, String name) {
    if (!NAME.matcher(name).matches() || name.endsWith(LEDGER)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the study "
              + name
              + ": a name has up to 80 letters, digits, dots, dashes, underscores, and begins with"
              + " a letter or digit; it does not end with "
              + LEDGER
              + ", as the ledger of holdouts does");
    }
    return dataDir.resolve("studies").resolve(name);
  }
}
