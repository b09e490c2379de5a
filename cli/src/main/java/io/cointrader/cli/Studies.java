package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where studies are. */
final class Studies {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final String LEDGER = ".jsonl";

  private Studies() {}

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
