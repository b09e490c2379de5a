package io.cointrader.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that read runs. */
final class ReadOptions {

  @Mixin DirectoryOptions kept = new DirectoryOptions();

  @Option(names = "--run", paramLabel = "ID", description = "A run in place of the newest.")
  @Nullable String run;

  @Option(names = "--mode", paramLabel = "paper|live", description = "Only runs of this mode.")
  @Nullable String mode;

  Optional<String> runId() {
    return Optional.ofNullable(run);
  }

  Path directory() {
    return mode == null ? kept.dataDir : kept.dataDir.resolve(mode);
  }
}
