package io.cointrader.cli;

import picocli.CommandLine.Option;

/** The form of what a command prints. */
final class OutputOption {

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "What is printed (default: table).")
  Output.Format format = Output.Format.table;

  boolean isJson() {
    return format == Output.Format.json;
  }
}
