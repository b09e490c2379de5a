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

class DailyMomentumTest {

  private static final int TURN = 30 * 6 + 4;

  static final Textbook TEXTBOOK =
      Textbook.of(new DailyMomentum(), DailyMomentum.chart().candles());

  @Test
  void buysOnceWhereTheTrendTurnsUpAgain() {
    List<Candle> candles = TEXTBOOK.candles().subList(0, TURN + 1);
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(TURN);

    double low = 139 * 0.999;
    double atr = Ranges.atr(candles);
    double stop = Math.min(low - 0.5 * atr, 144 - 2 * atr);
    assertThat(buy.entry()).isEqualTo(144);
    assertThat(buy.stop()).isCloseTo(stop, within(1e-9));
    double first = Math.max(1.5 * (144 - stop), 0.05 * 144);
    assertThat(buy.target1()).isCloseTo(144 + first, within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(144 + 2 * first, within(1e-9));
    assertThat(buy.score()).isEqualTo(90);
    assertThat(buy.reason())
        .isEqualTo(
            "turned up in a daily trend (base 70, pullback 20; lows 100, RSI 30, volume 55,"
                + " averages 100, returns 67)");
  }

  @ParameterizedTest
  @CsvSource({"min_daily, 71, weak_days", "min_score, 91, low_score"})
  void saysWhyNot(String key, String value, String code) {
    assertThat(TEXTBOOK.at(TURN, key, value)).isEqualTo(Decision.none(code));
  }

  @Test
  void aJumpFarAboveTheAverageIsTooLate() {
    Chart chart = Chart.of(Timeframe.H4, 100).to(145, 180).to(139, 4).to(152);

    assertThat(TEXTBOOK.with(chart.candles()).at(TURN)).isEqualTo(Decision.none("too_late"));
  }

  @Test
  void needsTwentyOneDaysNoFewer() {
    List<StrategyDesk.Made> made = TEXTBOOK.decisions();

    assertThat(made.get(0).candle()).isEqualTo(TEXTBOOK.candles().get(20 * 6 - 1));
  }

  @Test
  void aTurnUnderTheDailyAverageIsNone() {
    Chart chart = Chart.of(Timeframe.H4, 145).to(100, 180).to(97, 4).to(103);

    assertThat(TEXTBOOK.with(chart.candles()).at(TURN)).isEqualTo(Decision.none("downtrend"));
  }

  @Test
  void aPositionIsGivenUpUnderTheDailyAverage() {
    List<StrategyDesk.Made> made = TEXTBOOK.with(DailyMomentum.chart().to(120).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the 20-day EMA"));
  }
}
