package io.cointrader.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code cointrader}. */
@Command(
    name = "cointrader",
    mixinStandardHelpOptions = true,
    version = "cointrader 0.1.0-SNAPSHOT",
    description = "A crypto trading engine whose every decision can be replayed.")
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
