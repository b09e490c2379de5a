package io.cointrader.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class SimulatedMarketFeedTest {

  private static final List<Symbol> SYMBOLS = List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD"));

  private static SimulatedMarketFeed feed(long seed) {
    return new SimulatedMarketFeed(
        SYMBOLS, seed, Duration.ofHours(2), Fraction.ZERO, Fraction.ZERO);
  }

  private static List<Input> take(SimulatedMarketFeed feed, int count) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(feed.next());
    }
    return inputs;
  }

  @Test
  void theSameSeedIsTheSameMarketAndAnotherSeedIsNot() {
    assertThat(take(feed(1), 5000))
        .isEqualTo(take(feed(1), 5000))
        .isNotEqualTo(take(feed(2), 5000));
    assertThat(feed(1).stream())
        .as("another history is another market")
        .isEqualTo("sim-1-preload-120m");
    assertThat(
            new SimulatedMarketFeed(SYMBOLS, 1, Duration.ofDays(10), Fraction.ZERO, Fraction.ZERO)
                .stream())
        .isEqualTo("sim-1");
    assertThat(feed(1).traits().simulated()).isTrue();
  }

  @Test
  void seekGoesOnExactlyWhereReadingWould() {
    List<Input> all = take(feed(3), 3000);
    for (int position : new int[] {0, 1, 119, 120, 122, 123, 2000}) {
      SimulatedMarketFeed feed = feed(3);
      feed.seek(position);
      assertThat(feed.position()).isEqualTo(position);
      assertThat(take(feed, 500)).isEqualTo(all.subList(position, position + 500));
    }
  }

  @Test
  void candlesCloseEachMinuteWithATickAndHoldTheQuotes() {
    SimulatedMarketFeed feed = feed(4);
    List<Input> minute = take(feed, 2 * 61 + 1);
    assertThat(minute.subList(0, 120))
        .allSatisfy(input -> assertThat(input).isInstanceOf(QuoteUpdate.class));
    assertThat(minute.get(122)).isInstanceOf(TimerTick.class);
    Candle btc = ((CandleClosed) minute.get(120)).candle();
    for (Input input : minute.subList(0, 120)) {
      QuoteUpdate update = (QuoteUpdate) input;
      assertThat(update.quote().isTradable()).isTrue();
      if (update.quote().symbol().equals(SYMBOLS.get(0))) {
        assertThat(update.quote().mid()).isBetween(btc.low() - 1, btc.high() + 1);
      }
    }
    assertThat(feed.rows(feed.position())).isEqualTo(2);
  }

  @Test
  void historyEndsWhereTheLivePathBegins() {
    SimulatedMarketFeed feed = feed(5);
    HistoryLoad load = feed.history(30).get(0);
    assertThat(load.candles()).hasSize(30);
    Candle last = load.candles().get(29);
    assertThat(last.openMillis() + 60_000).isEqualTo(feed.start().toEpochMilli());
    QuoteUpdate first = (QuoteUpdate) feed.next();
    assertThat(first.quote().mid()).isCloseTo(last.close(), Percentage.withPercentage(0.5));
  }

  @Test
  void pricesMoveEnoughToPayForARoundTrip() {
    SimulatedMarketFeed feed =
        new SimulatedMarketFeed(SYMBOLS, 6, Duration.ofDays(30), Fraction.ZERO, Fraction.ZERO);
    List<Candle> month = feed.history(30 * 1440).get(0).candles();
    int wideDays = 0;
    for (int day = 0; day < 30; day++) {
      double high = 0;
      double low = Double.MAX_VALUE;
      for (Candle candle : month.subList(day * 1440, (day + 1) * 1440)) {
        high = Math.max(high, candle.high());
        low = Math.min(low, candle.low());
      }
      wideDays += high / low > 1.05 ? 1 : 0;
    }
    assertThat(wideDays).isGreaterThan(10);
  }
}
