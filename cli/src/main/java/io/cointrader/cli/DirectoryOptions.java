package io.cointrader.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of commands that read what is kept. */
final class DirectoryOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:COINTRADER_DATA_DIR:-data}",
      description = "Where runs and studies are kept (default: data).")
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
}
