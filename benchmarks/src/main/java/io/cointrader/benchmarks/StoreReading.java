package io.cointrader.benchmarks;

import io.cointrader.feeds.CandleFileFeed;
import io.cointrader.history.CandleStore;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.CandleSeries;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A year of minutes of Bitcoin out of the store into a series, beside its file. */
final class StoreReading {

  private static final String FILE = "candles-1m/BTC-USD-bitfinex-2018.csv.gz";

  private StoreReading() {}

  static void measure() throws IOException {
    Path data = Path.of(System.getProperty("cointrader.testData", "../../shared/data"));
    String year = data.resolve(FILE).toString();
    Path folder = Files.createTempDirectory("cointrader-store");
    try {
      CandleStore store = CandleStore.at(folder);
      CandleTable whole = parsed(year);
      Symbol symbol = Symbol.of("BTC-USD");
      store.write(symbol, Timeframe.M1, whole, false);
      long began = System.nanoTime();
      fill(store.read(symbol, Timeframe.M1));
      System.out.printf(
          Locale.ROOT,
          "store: %,d candles, first read in the process %.2f s%n",
          whole.size(),
          (System.nanoTime() - began) / 1e9);
      Map<String, Main.Work> rows = new LinkedHashMap<>();
      rows.put("bare: gunzip and parse of the file", () -> fill(parsed(year)));
      rows.put("CoinTrader, store into a series", () -> fill(store.read(symbol, Timeframe.M1)));
      List<Double> seconds = Main.print(rows, whole.size(), "bare: gunzip and parse of the file");
      System.out.printf(Locale.ROOT, "store: %.3f s a year of minutes%n%n", seconds.get(1));
    } finally {
      Main.delete(folder);
    }
  }

  private static CandleTable parsed(String file) throws IOException {
    RecordedCandles candles =
        CandleFileFeed.read(
            List.of(file), Optional.empty(), Path.of(""), Fraction.ZERO, Fraction.ZERO);
    return candles.table(candles.traits().symbols().get(0));
  }

  private static long fill(CandleTable table) {
    CandleSeries series = new CandleSeries(Timeframe.M1, table.size());
    for (int row = 0; row < table.size(); row++) {
      series.offer(table.candle(row));
    }
    return series.view().size();
  }
}
