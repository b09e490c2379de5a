package io.cointrader.feeds;

import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.testkit.FeedContract;
import io.cointrader.testkit.TextbookSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The feeds keep the contract that plugins keep. */
class ContractTest {

  private static final Fraction BPS5 = Fraction.of("5bps");

  @Nested
  class OfTheSimulatedMarket extends FeedContract {
    @Override
    protected RecordedFeed subject() {
      return new SimulatedMarketFeed(
          List.of(Symbol.of("ETH-USD"), Symbol.of("BTC-USD")), 7, Duration.ofHours(2), BPS5, BPS5);
    }
  }

  /** Three symbols, of which one has gaps and one ends early. */
  @Nested
  class OfCandleFiles extends FeedContract {

    @TempDir Path folder;

    @Override
    protected RecordedFeed subject() {
      return CandleFileFeed.open(
          List.of(
              file("BTC-USD", TextbookSeries.WALK, 900),
              file("ETH-USD", TextbookSeries.GAPS, 900),
              file("SOL-USD", TextbookSeries.WAVE, 400)),
          folder,
          BPS5,
          BPS5);
    }

    private String file(String symbol, TextbookSeries series, int count) {
      StringBuilder rows = new StringBuilder("timestamp,open,high,low,close,volume\n");
      for (Candle candle : series.candles(Timeframe.M1, count)) {
        rows.append(candle.openMillis() / 1000).append(',').append(candle.open()).append(',');
        rows.append(candle.high()).append(',').append(candle.low()).append(',');
        rows.append(candle.close()).append(',').append(candle.volume()).append('\n');
      }
      try {
        return Files.writeString(folder.resolve(symbol + "-1m.csv"), rows).toString();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
