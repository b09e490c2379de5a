package io.cointrader.models.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded minutes with thousands of gaps, aggregated to every timeframe: as the minutes of each
 * interval say when they are looked at all at once.
 */
class AggregationOnRealDataTest {

  private static final List<Timeframe> LONGER =
      List.of(Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1);

  /** A tenth of the minutes absent; a flash crash; outages of hours, of a day. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LTC-USD-bitfinex-2018q4.csv.gz",
        "XRP-USD-bitfinex-2018-04.csv.gz",
        "SOL-USDT-binance-2021-04-02_2021-06-15.csv.gz"
      })
  void everyTimeframeHoldsExactlyItsMinutes(String file) throws IOException {
    List<Candle> minutes = read(file);
    assertThat(missing(minutes)).as("minutes missing in %s", file).isGreaterThan(1_000);

    List<Candle> chained = minutes;
    Timeframe before = Timeframe.M1;
    for (Timeframe timeframe : LONGER) {
      List<Candle> expected = allAtOnce(minutes, timeframe);

      assertThat(aggregate(minutes, Timeframe.M1, timeframe)).isEqualTo(expected);
      chained = aggregate(chained, before, timeframe);
      before = timeframe;
      sameButForTheOrderOfAdding(chained, expected);
    }
  }

  /** A series takes the aggregated candles as they come and holds the newest. */
  @ParameterizedTest
  @ValueSource(strings = "LTC-USD-bitfinex-2018q4.csv.gz")
  void aSeriesHoldsTheNewestOfThem(String file) throws IOException {
    List<Candle> minutes = read(file);
    for (Timeframe timeframe : LONGER) {
      List<Candle> whole = aggregate(minutes, Timeframe.M1, timeframe);
      CandleSeries series = new CandleSeries(timeframe, 50);
      whole.forEach(
          candle -> assertThat(series.offer(candle)).isEqualTo(CandleSeries.Offer.APPENDED));

      List<Candle> held = new ArrayList<>();
      for (int back = series.view().size() - 1; back >= 0; back--) {
        held.add(series.view().candle(back));
      }
      assertThat(held).isEqualTo(whole.subList(whole.size() - 50, whole.size()));
      assertThat(series.view().total()).isEqualTo(whole.size());
    }
  }

  private static List<Candle> aggregate(List<Candle> candles, Timeframe from, Timeframe to) {
    CandleAggregator aggregator = new CandleAggregator(from, to);
    List<Candle> built = new ArrayList<>();
    for (Candle candle : candles) {
      Candle earlier = aggregator.closedBefore(candle.openMillis());
      if (earlier != null) {
        built.add(earlier);
      }
      Candle whole = aggregator.add(candle);
      if (whole != null) {
        built.add(whole);
      }
    }
    Candle last = aggregator.closedBefore(Long.MAX_VALUE);
    if (last != null) {
      built.add(last);
    }
    return built;
  }

  /** The definition: first open, highest high, lowest low, last close, sum of volumes. */
  private static List<Candle> allAtOnce(List<Candle> minutes, Timeframe timeframe) {
    SortedMap<Long, List<Candle>> intervals = new TreeMap<>();
    for (Candle minute : minutes) {
      long open = minute.openMillis() - Math.floorMod(minute.openMillis(), timeframe.millis());
      intervals.computeIfAbsent(open, any -> new ArrayList<>()).add(minute);
    }
    List<Candle> candles = new ArrayList<>();
    intervals.forEach(
        (open, inside) -> {
          double volume = 0;
          for (Candle minute : inside) {
            volume += minute.volume();
          }
          candles.add(
              new Candle(
                  open,
                  inside.get(0).open(),
                  inside.stream().mapToDouble(Candle::high).max().orElseThrow(),
                  inside.stream().mapToDouble(Candle::low).min().orElseThrow(),
                  inside.get(inside.size() - 1).close(),
                  volume));
        });
    return candles;
  }

  /** Sums of volumes added in another order differ in the last bits; nothing else may. */
  private static void sameButForTheOrderOfAdding(List<Candle> found, List<Candle> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Candle one = found.get(i);
      Candle other = expected.get(i);
      assertThat(one.volume()).isCloseTo(other.volume(), within(1e-9 * (1 + other.volume())));
      assertThat(
              new Candle(
                  one.openMillis(), one.open(), one.high(), one.low(), one.close(), other.volume()))
          .isEqualTo(other);
    }
  }

  private static long missing(List<Candle> minutes) {
    long first = minutes.get(0).openMillis();
    long last = minutes.get(minutes.size() - 1).openMillis();
    return (last - first) / Timeframe.M1.millis() + 1 - minutes.size();
  }

  private static List<Candle> read(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("cointrader.testData", "../shared/data"), "candles-1m", name);
    assumeTrue(Files.exists(file), () -> "no market data: " + file);
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
