package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Momentum1hTest {

  private static final int STRONG = 40;

  static final Textbook TEXTBOOK =
      Textbook.of(new Momentum1h(), Momentum1h.chart(0, 104, 25).candles());

  private static Textbook against(double factor) {
    List<Candle> benchmark =
        TEXTBOOK.candles().stream()
            .map(
                one -> {
                  double price = one.equals(TEXTBOOK.candles().get(STRONG)) ? 50 * factor : 50;
                  return new Candle(one.openMillis(), price, price, price, price, 1);
                })
            .toList();
    return new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), benchmark);
  }

  @Test
  void buysOnceAfterTheFirstStrongCandle() {
    List<Candle> candles = TEXTBOOK.candles().subList(0, STRONG + 1);
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(STRONG);

    double stop = 99 * 0.999 - 0.25 * Ranges.atr(candles);
    double risk = 104 - stop;
    assertThat(buy.entry()).isEqualTo(104);
    assertThat(buy.stop()).isCloseTo(stop, within(1e-9));
    assertThat(buy.target1()).isCloseTo(104 + 1.3 * risk, within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(104 + 2.6 * risk, within(1e-9));
    assertThat(buy.score()).isEqualTo(85);
    assertThat(buy.reason())
        .isEqualTo(
            "5.1% up in one candle, volume 2.5 times the usual (base 50, rise 10, volume 10, close"
                + " 10, shock 5)");
  }

  @Test
  void theBenchmarkGivesAndTakesPoints() {
    int alone = ((Decision.Buy) TEXTBOOK.at(STRONG)).score();

    assertThat(((Decision.Buy) against(1.01).at(STRONG)).score()).isEqualTo(alone + 5);
    assertThat(((Decision.Buy) against(0.97).at(STRONG)).score()).isEqualTo(alone - 10);
    assertThat(new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), List.of()).at(STRONG))
        .isEqualTo(TEXTBOOK.at(STRONG));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 25, timeframe,    1h,  hole",
    "0, 25, change_min,   6%,  no_momentum",
    "0, 12, timeframe,    1h,  low_volume",
    "0, 25, volume_ratio, 2.6, low_volume",
    "0, 25, z_max,        2,   overextended",
    "0, 25, min_score,    100, low_score"
  })
  void saysWhyNot(int hole, double volume, String key, String value, String code) {
    assertThat(TEXTBOOK.with(Momentum1h.chart(hole, 104, volume).candles()).at(STRONG, key, value))
        .isEqualTo(Decision.none(code));
  }

  @Test
  void theSecondStrongHourIsNotFresh() {
    List<Candle> candles =
        Chart.of(Timeframe.H1, 100).to(100, 40).to(104, 30.0).to(109, 60.0).candles();

    assertThat(TEXTBOOK.with(candles).at(STRONG + 1)).isEqualTo(Decision.none("not_fresh"));
  }

  @Test
  void aStrongHourThatClosesLowIsNone() {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < STRONG; i++) {
      chart.to(i % 2 == 0 ? 101 : 99);
    }

    assertThat(TEXTBOOK.with(chart.candle(112, 99, 104, 25).candles()).at(STRONG))
        .isEqualTo(Decision.none("weak_close"));
  }

  @Test
  void aPositionIsGivenUpUnderTheAverage() {
    List<StrategyDesk.Made> made =
        TEXTBOOK.with(Momentum1h.chart(0, 104, 25).to(98).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the EMA of 24"));
  }
}
