package io.cointrader.strategies;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleAggregator;
import io.cointrader.models.market.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Candles of real markets, where the files are. */
final class RecordedMarket {

  private RecordedMarket() {}

  /** The files of a kind, in order; the test is skipped where there are none. */
  static List<Path> files(String kind, String glob) throws IOException {
    Path folder = Path.of(System.getProperty("cointrader.testData", "../shared/data"), kind);
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no market data in " + folder);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  /** By symbol; the test is skipped where the files are absent. */
  static SortedMap<String, List<Candle>> tenSymbols() throws IOException {
    SortedMap<String, List<Candle>> markets = new TreeMap<>();
    for (Path file : files("candles-1m", "*-USDT-binance-2021-04-02_*.csv.gz")) {
      markets.put(file.getFileName().toString().replaceFirst("-binance.*", ""), read(file));
    }
    Assumptions.assumeTrue(markets.size() == 10, "not the ten files of 2021");
    return markets;
  }

  /** Candles of a longer timeframe. */
  static List<Candle> candles(List<Candle> source, Timeframe from, Timeframe to) {
    if (from == to) {
      return source;
    }
    CandleAggregator built = new CandleAggregator(from, to);
    List<Candle> candles = new ArrayList<>();
    for (Candle candle : source) {
      Candle earlier = built.closedBefore(candle.openMillis());
      if (earlier != null) {
        candles.add(earlier);
      }
      Candle whole = built.add(candle);
      if (whole != null) {
        candles.add(whole);
      }
    }
    return candles;
  }

  static List<Candle> read(Path file) throws IOException {
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
