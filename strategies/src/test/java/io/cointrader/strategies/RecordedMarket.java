package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** One-minute candles of ten symbols from April to June 2021, the crash of 19 May included. */
final class RecordedMarket {

  private RecordedMarket() {}

  /** By symbol; the test is skipped where the files are absent. */
  static SortedMap<String, List<Candle>> tenSymbols() throws IOException {
    Path folder =
        Path.of(System.getProperty("cointrader.testData", "../shared/data"), "candles-1m");
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no market data in " + folder);
    SortedMap<String, List<Candle>> markets = new TreeMap<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*-USDT-binance-2021-04-02_*.csv.gz")) {
      for (Path file : files) {
        markets.put(file.getFileName().toString().replaceFirst("-binance.*", ""), read(file));
      }
    }
    Assumptions.assumeTrue(markets.size() == 10, () -> "not the ten files in " + folder);
    return markets;
  }

  private static List<Candle> read(Path file) throws IOException {
    List<Candle> candles = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        candles.add(
            new Candle(
                Long.parseLong(cells[0]) * 1000,
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5])));
      }
    }
    return candles;
  }
}
