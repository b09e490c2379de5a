package io.cointrader.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that read runs. */
final class ReadOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:COINTRADER_DATA_DIR:-data}",
      description = "Where runs are kept (default: data).")
  Path dataDir = Path.of("data");

  @Option(names = "--run", paramLabel = "ID", description = "A run in place of the newest.")
  @Nullable String run;

  @Option(names = "--mode", paramLabel = "paper|live", description = "Only runs of this mode.")
  @Nullable String mode;

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

  Optional<String> runId() {
    return Optional.ofNullable(run);
  }

  Path directory() {
    return mode == null ? dataDir : dataDir.resolve(mode);
  }
}
