package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

class VwapReclaimTest {

  private static final int RECLAIM = 90 + 8;

  static final Textbook TEXTBOOK = Textbook.of(new VwapReclaim(), VwapReclaim.chart(20).candles());

  private static double vwap(List<Candle> candles) {
    double value = 0;
    double volume = 0;
    for (Candle candle : candles.subList(candles.size() - 24, candles.size())) {
      value += (candle.high() + candle.low() + candle.close()) / 3 * candle.volume();
      volume += candle.volume();
    }
    return value / volume;
  }

  @Test
  void buysOnceAtTheCloseAboveTheAverage() {
    List<Candle> candles = TEXTBOOK.candles().subList(0, RECLAIM + 1);
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(RECLAIM);

    double vwap = vwap(candles);
    assertThat(candles.get(RECLAIM - 1).close()).isLessThan(vwap(candles.subList(0, RECLAIM)));
    assertThat(vwap).isBetween(109.5, 111.0);
    double stop = 106.8 - 0.3 * Ranges.atr(candles);
    assertThat(buy.entry()).isEqualTo(111);
    assertThat(buy.stop()).isCloseTo(stop, within(1e-9));
    // the high, 1 % away, is nearer than 1.3 times the risk
    assertThat(buy.target1()).isCloseTo(111 + 1.3 * (111 - stop), within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(111 + 2.6 * (111 - stop), within(1e-9));
    assertThat(buy.score()).isEqualTo(95);
    assertThat(buy.reason())
        .isEqualTo(
            "back above the VWAP after 4.7% down from the high (base 50, trend 10, pullback 10,"
                + " volume 15, close 10)");
  }

  @ParameterizedTest
  @CsvSource({
    "pullback_min, 5%, pullback",
    "pullback_max, 4%, pullback",
    "min_score,    96, low_score"
  })
  void saysWhyNot(String key, String value, String code) {
    assertThat(TEXTBOOK.at(RECLAIM, key, value)).isEqualTo(Decision.none(code));
  }

  @Test
  void theCandleAfterIsNoReclaim() {
    assertThat(TEXTBOOK.at(RECLAIM + 1)).isEqualTo(Decision.none("no_reclaim"));
  }

  @Test
  void aReclaimInADowntrendIsNone() {
    Chart chart = Chart.of(Timeframe.H1, 130).to(100, 100).to(104, 20);

    assertThat(chart.candles().get(102).close()).isLessThan(101);
    assertThat(TEXTBOOK.with(chart.candles()).decisions())
        .extracting(StrategyDesk.Made::decision)
        .contains(Decision.none("downtrend"))
        .noneMatch(decision -> decision instanceof Decision.Buy);
  }

  @Test
  void aQuietReclaimThatClosesLowIsNone() {
    Chart chart = Chart.of(Timeframe.H1, 100).to(112, 90).to(107, 8).candle(115, 106.8, 111, 10);

    assertThat(TEXTBOOK.with(chart.candles()).at(RECLAIM)).isEqualTo(Decision.none("weak_close"));
  }

  @Test
  void aPositionIsGivenUpUnderTheAverage() {
    List<StrategyDesk.Made> made = TEXTBOOK.with(VwapReclaim.chart(20).to(105).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed an ATR under the VWAP"));
  }

  @Test
  void boundsThatCrossAreRefused() {
    assertThatThrownBy(() -> TEXTBOOK.decisions("pullback_min", "12%"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pullback_min must be below pullback_max");
  }
}
