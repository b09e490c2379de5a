package io.cointrader.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A year of minutes of Bitcoin from a cold start to the page on disk, in processes of their own, on
 * the jars that the launcher made and with the options that it gives.
 */
final class Reports {

  private static final int ROUNDS = 7;

  private Reports() {}

  static void measure() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path launcher = root.resolve("target/launcher");
    Path lib = launcher.resolve(Files.readString(launcher.resolve("stamp")).strip());
    Path year =
        root.resolve(System.getProperty("cointrader.testData", "../shared/data"))
            .resolve("candles-1m/BTC-USD-bitfinex-2018.csv.gz");
    Path folder = Files.createTempDirectory("cointrader-report");
    Path page = folder.resolve("report.html");
    List<String> command =
        List.of(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-p",
            lib.toString(),
            "--add-modules",
            "ALL-MODULE-PATH",
            "-m",
            "io.cointrader.cli/io.cointrader.cli.Main",
            "backtest",
            "-q",
            "--data",
            year.toString(),
            "--report",
            page.toString(),
            "--data-dir",
            folder.resolve("data").toString());
    try {
      List<Double> seconds = new ArrayList<>();
      for (int i = -1; i < ROUNDS; i++) {
        double took = Starting.millis(command) / 1e3;
        if (i >= 0) {
          seconds.add(took);
        }
      }
      double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "a year of minutes to a page of %,d bytes: %.2f s, from %.2f to %.2f in %d processes%n",
          Files.size(page),
          sorted[sorted.length / 2],
          Arrays.stream(sorted).min().orElse(0),
          Arrays.stream(sorted).max().orElse(0),
          ROUNDS);
    } finally {
      Main.delete(folder);
    }
  }
}
