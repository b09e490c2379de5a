package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.indicators.Swings;
import io.cointrader.indicators.SwingsReading;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Indicator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapsTest {

  private static SwingsReading swings(List<Candle> candles) {
    Indicator<SwingsReading> swings = Swings.of(2, 3).create();
    candles.forEach(swings::onCandle);
    return swings.reading();
  }

  /** Three tops, each reached in five candles and left in five. */
  private static Chart tops(double first, double second, double third) {
    return Chart.of(Timeframe.H1, 100)
        .to(first, 5)
        .candle(first, 100, 101, 10)
        .to(100, 5)
        .to(second, 5)
        .candle(second, 100, 101, 10)
        .to(100, 5)
        .to(third, 5)
        .candle(third * 1.0005, 100, 100, 10)
        .to(101)
        .to(102);
  }

  @ParameterizedTest
  @CsvSource({
    // three within half a per cent, and the price not above them
    "110,   110.3, 110.1, 109,   triple_top",
    "110,   110.3, 110.1, 110.6, triple_top",
    "110,   110.3, 110.1, 110.8, ''",
    "110,   111.3, 110.1, 110.0, head_and_shoulders",
    "110,   115,   110.5, 109,   head_and_shoulders",
    // above the shoulders by more than two per cent, the shoulders too different, no head
    "110,   115,   110.5, 112.6, ''",
    "110,   115,   111.5, 109,   ''",
    "110,   109,   110.5, 109,   ''",
    "105,   110,   115,   109,   ''"
  })
  void areSeenByTheNewestThreeSwings(
      double first, double second, double third, double price, String code) {
    assertThat(Traps.at(swings(tops(first, second, third).candles()), price).orElse(""))
        .isEqualTo(code);
  }

  @Test
  void twoTopsAreNone() {
    assertThat(Traps.at(swings(Chart.of(Timeframe.H1, 100).to(110, 5).to(100, 5).candles()), 100))
        .isEmpty();
  }

  @Test
  void topsOfLongAgoAreForgotten() {
    Chart chart = tops(110, 110.3, 110.1);
    assertThat(Traps.at(swings(chart.to(104, 40).candles()), 104)).hasValue("triple_top");

    assertThat(Traps.at(swings(chart.to(104.5, 24).candles()), 104)).isEmpty();
  }

  @Test
  void aReclaimUnderATripleTopIsNotBought() {
    Chart chart = Chart.of(Timeframe.H1, 90).to(106, 60);
    for (int i = 0; i < 3; i++) {
      chart.to(106, 5).to(112, 5).candle(112.1, 111, 111, 10).to(107, 4);
    }
    List<Candle> candles = chart.candle(111.6, 106.8, 111.4, 25).candles();

    assertThat(Textbook.of(new VwapReclaim(), candles).at(candles.size() - 1))
        .isEqualTo(Decision.none("triple_top"));
  }
}
