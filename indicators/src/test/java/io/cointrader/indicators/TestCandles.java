package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.IndicatorSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Series of one-minute candles for tests, and what an indicator makes of them. */
final class TestCandles {

  private static final long MINUTE = 60_000;

  private TestCandles() {}

  /** Candles without height at the given closes, of volume 1. */
  static List<Candle> closes(double... closes) {
    List<Candle> candles = new ArrayList<>();
    for (double close : closes) {
      candles.add(new Candle(candles.size() * MINUTE, close, close, close, close, 1));
    }
    return candles;
  }

  /** A random walk; one candle in eight repeats the close before, one in eight has no volume. */
  static List<Candle> walk(long seed, int count) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<Candle> candles = new ArrayList<>();
    double before = 100;
    for (int i = 0; i < count; i++) {
      double open = before * (1 + (chance.nextDouble() - 0.5) / 500);
      double close =
          chance.nextInt(8) == 0 ? before : open * (1 + (chance.nextDouble() - 0.5) / 50);
      double high = Math.max(open, close) * (1 + chance.nextDouble() / 200);
      double low = Math.min(open, close) * (1 - chance.nextDouble() / 200);
      double volume = chance.nextInt(8) == 0 ? 0 : 1000 * chance.nextDouble();
      candles.add(new Candle(i * MINUTE, open, high, low, close, volume));
      before = close;
    }
    return candles;
  }

  /** A folder of recorded files; the test is skipped where it is absent. */
  static Path recordings(String folder) {
    Path path = Path.of(System.getProperty("cointrader.testData", "../shared/data"), folder);
    Assumptions.assumeTrue(Files.isDirectory(path), () -> "no market data at " + path);
    return path;
  }

  /** The first candles of a recorded file of minutes; the test is skipped where it is absent. */
  static List<Candle> recorded(String name, int count) {
    return read(recordings("candles-1m").resolve(name), count);
  }

  /** The first candles of a file. */
  static List<Candle> read(Path file, int count) {
    List<Candle> candles = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine();
          line != null && candles.size() < count;
          line = lines.readLine()) {
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
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return candles;
  }

  /** The reading after each candle. */
  static double[] readings(IndicatorSpec<DoubleReading> spec, List<Candle> candles) {
    return Indicators.series(spec, candles.toArray(Candle[]::new));
  }
}
