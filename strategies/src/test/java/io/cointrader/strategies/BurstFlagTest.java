package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurstFlagTest {

  private static final int BREAKOUT = 120 + 6 + 6;

  static final Textbook TEXTBOOK =
      Textbook.of(new BurstFlag(), BurstFlag.chart(107.6, 25).candles());

  @Test
  void buysOnceAtTheCloseAboveTheFlag() {
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(BREAKOUT);

    double low = 105.2 * 0.999;
    assertThat(buy.entry()).isEqualTo(107.6);
    assertThat(buy.stop()).isCloseTo(0.998 * low, within(1e-9));
    // half the impulse, 4.2, is less than 4.5 % of the price and more than 1.3 times the risk
    assertThat(buy.target1()).isCloseTo(107.6 * 1.045, within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(107.6 * 1.09, within(1e-9));
    assertThat(buy.score()).isEqualTo(90);
    assertThat(buy.reason())
        .isEqualTo(
            "out of a flag of 5 candles after a rise of 8.4%, 36% given back (base 45, impulse 10,"
                + " retrace 15, flag volume 10, volume 10)");
  }

  @ParameterizedTest
  @CsvSource({
    "107.2, 25, timeframe,    15m, no_breakout",
    "107.6, 25, impulse_min,  9%,  no_impulse",
    "107.6, 25, retrace_max,  30%, retrace",
    "107.6, 12, timeframe,    15m, low_volume",
    "107.6, 25, volume_ratio, 2.6, low_volume",
    "107.6, 25, min_score,    91,  low_score"
  })
  void saysWhyNot(double close, double volume, String key, String value, String code) {
    assertThat(TEXTBOOK.with(BurstFlag.chart(close, volume).candles()).at(BREAKOUT, key, value))
        .isEqualTo(Decision.none(code));
  }

  @Test
  void aFlagOnTheVolumeOfTheImpulseIsNone() {
    Chart chart = Chart.of(Timeframe.M15, 100);
    for (int i = 0; i < 120; i++) {
      chart.to(i % 2 == 0 ? 100.2 : 99.8);
    }
    for (int i = 1; i <= 6; i++) {
      chart.to(99.8 + i * 8.2 / 6, 30.0);
    }
    for (double close : new double[] {107, 106.6, 106.2, 105.8, 105.4, 105.2}) {
      chart.to(close, 30.0);
    }

    assertThat(TEXTBOOK.with(chart.to(107.6, 60.0).candles()).at(BREAKOUT))
        .isEqualTo(Decision.none("flag_volume"));
  }

  @Test
  void anImpulseOnTheUsualVolumeIsNone() {
    Chart chart = Chart.of(Timeframe.M15, 100);
    for (int i = 0; i < 120; i++) {
      chart.to(i % 2 == 0 ? 100.2 : 99.8, 30.0);
    }
    for (int i = 1; i <= 6; i++) {
      chart.to(99.8 + i * 8.2 / 6, 30.0);
    }
    chart.to(107).to(106.6).to(106.2).to(105.8).to(105.4).to(105.2);

    assertThat(TEXTBOOK.with(chart.to(107.6, 60.0).candles()).at(BREAKOUT))
        .isEqualTo(Decision.none("no_burst"));
  }

  @Test
  void aPositionIsGivenUpUnderTheAverage() {
    List<StrategyDesk.Made> made =
        TEXTBOOK.with(BurstFlag.chart(107.6, 25).to(99).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the EMA of 50"));
  }

  @Test
  void aFlagThatMayGiveBackNothingIsRefused() {
    assertThatThrownBy(() -> TEXTBOOK.decisions("retrace_max", "15%"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retrace_max must be above 15%");
  }
}
