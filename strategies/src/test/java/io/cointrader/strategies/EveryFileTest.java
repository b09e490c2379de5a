package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All nine over every file of candles: outages, thin markets, the flash crash of April 2018. */
class EveryFileTest {

  private static final double COSTS = 0.026;

  @ParameterizedTest
  @CsvSource({"candles-1m, M1", "candles-5m, M5", "candles-1h, H1"})
  void noSignalWithoutStopTargetAndNetReward(String kind, Timeframe timeframe) throws IOException {
    SortedMap<String, Integer> buys = new TreeMap<>();
    for (Path file : RecordedMarket.files(kind, "*.csv.gz")) {
      List<Candle> candles = RecordedMarket.read(file);
      for (Textbook book : Textbook.all()) {
        buys.merge(book.toString(), buys(book.strategy(), candles, timeframe, file), Integer::sum);
      }
    }
    assertThat(buys).hasSize(9);
    if (timeframe == Timeframe.M1) {
      assertThat(buys.values()).allMatch(count -> count >= 10, buys.toString());
    }
  }

  private static int buys(
      StrategyProvider strategy, List<Candle> candles, Timeframe timeframe, Path file) {
    StrategyDesk desk = StrategyDesk.of(strategy, Settings.none());
    if (!timeframe.divides(desk.source())) {
      return 0;
    }
    List<Candle> own = RecordedMarket.candles(candles, timeframe, desk.source());
    desk.benchmark(Textbook.flat(own));
    int buys = 0;
    for (Candle candle : own) {
      Decision decision =
          desk.add(candle).map(StrategyDesk.Made::decision).orElse(Decision.none("not_warm"));
      if (decision instanceof Decision.Buy buy) {
        buys++;
        double reward = (buy.target1() + buy.target2().orElseThrow()) / 2 - buy.entry();
        double costs = COSTS * buy.entry();
        assertThat(buy.entry()).isEqualTo(candle.close());
        assertThat(buy.stop()).as("stop in " + file).isGreaterThan(0).isLessThan(buy.entry());
        assertThat(buy.target1()).as("target in " + file).isGreaterThan(buy.entry() + costs);
        assertThat(buy.target2().orElseThrow()).isFinite().isGreaterThan(buy.target1());
        assertThat((reward - costs) / (buy.entry() - buy.stop() + costs))
            .as("net reward to risk in " + file)
            .isGreaterThan(0.5);
      } else if (!(decision instanceof Decision.None)) { // an assertion for each would take long
        fail(decision + " in " + file);
      }
    }
    return buys;
  }
}
