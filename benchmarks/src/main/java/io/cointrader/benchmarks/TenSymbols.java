package io.cointrader.benchmarks;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Engine;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.RunSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Ten symbols of real candles through a whole engine, journal on, beside reading the same files
 * bare.
 */
final class TenSymbols {

  private static final String BARE = "bare gunzip and parse, one thread";

  private TenSymbols() {}

  static void measure() throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return;
    }
    long rows = bare(files);
    System.out.printf(
        "ten symbols: %d files, %,d candles; files are read, checked, hashed, traded and journaled%n",
        files.size(), rows);
    Map<String, Main.Work> work = new LinkedHashMap<>();
    work.put(BARE, () -> bare(files));
    work.put("CoinTrader, from opening the files", () -> engine(files).candles());
    Main.print(work, rows, BARE);
  }

  /** The files; none, and a line that says so, where there are none. */
  static List<Path> files() throws IOException {
    Path folder =
        Path.of(System.getProperty("cointrader.testData", "../shared/data")).resolve("candles-1m");
    if (!Files.isDirectory(folder)) {
      System.out.println("ten symbols: skipped, there is no market data at " + folder);
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              file -> file.getFileName().toString().matches(".*-binance-2021-0.*\\.csv\\.gz"))
          .sorted()
          .toList();
    }
  }

  private static RunSummary engine(List<Path> files) throws IOException {
    Path folder = Files.createTempDirectory("cointrader-bench");
    String data = String.join(",", files.stream().map(Path::toString).toList());
    Config config =
        Config.of(
            new TreeMap<>(Map.of("market.feed", "replay", "market.data", data)),
            Declared.of(Plugins.installed().settings()));
    try (Engine engine = Engine.builder().config(config).dataDir(folder).build()) {
      engine.start();
      return engine.await();
    } finally {
      Main.delete(folder);
    }
  }

  /** Reads every row the plain way; the rows read. */
  private static long bare(List<Path> files) {
    long rows = 0;
    double sum = 0;
    for (Path file : files) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                  StandardCharsets.US_ASCII),
              1 << 16)) {
        reader.readLine();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          int at = 0;
          for (int field = 0; field < 6; field++) {
            int comma = field == 5 ? line.length() : line.indexOf(',', at);
            sum +=
                field == 0
                    ? Long.parseLong(line, at, comma, 10)
                    : Double.parseDouble(line.substring(at, comma));
            at = comma + 1;
          }
          rows++;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return sum == 0 ? 0 : rows;
  }
}
