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

class RsiMomentumTest {

  private static final int WARMUP = 25;

  /** Flat around 100, a fall of 8 % in eight hours, and a steady recovery. */
  static List<Candle> chart() {
    return RsiMomentum.chart().candles();
  }

  private static List<StrategyDesk.Made> buys(List<Candle> candles, String... settings) {
    return StrategyDesk.decisions(new RsiMomentum(), StrategyDesk.settings(settings), candles)
        .stream()
        .filter(one -> one.decision() instanceof Decision.Buy)
        .toList();
  }

  @Test
  void buysOnceWhereTheRecoveryCrossesTheSlowAverage() {
    List<Candle> candles = chart();
    double average = candles.get(0).close();
    int cross = 0;
    for (int i = 1; i < candles.size(); i++) {
      average += (candles.get(i).close() - average) * 2 / 22;
      if (i > 38 && cross == 0 && candles.get(i).close() > average) {
        cross = i;
      }
    }

    List<StrategyDesk.Made> buys = buys(candles);

    assertThat(buys).hasSize(1);
    assertThat(buys.get(0).candle()).isEqualTo(candles.get(cross));
    Decision.Buy buy = (Decision.Buy) buys.get(0).decision();
    double close = candles.get(cross).close();
    double risk = 4.5 * Ranges.atr(candles.subList(0, cross + 1)); // the low lies further away
    assertThat(close - 92 * 0.999).isGreaterThan(risk);
    assertThat(buy.entry()).isEqualTo(close);
    assertThat(buy.stop()).isCloseTo(close - risk, within(1e-9));
    assertThat(buy.target1()).isCloseTo(close + 1.3 * risk, within(1e-9));
    assertThat(buy.target2().orElseThrow()).isCloseTo(close + 2.6 * risk, within(1e-9));
    // 55, volume as usual 5, a fall of 8.4 % 10, RSI just above 50 5
    assertThat(buy.score()).isEqualTo(75);
    assertThat(buy.reason())
        .isEqualTo(
            "RSI back at 50 after a fall of 8.4%, volume 1.0 times the usual"
                + " (base 55, volume 5, fall 10, strength 5)");
  }

  @ParameterizedTest
  @CsvSource({
    "rsi_level,  90,  still_weak",
    "rsi_weak,   5,   not_weak_before",
    "least_drop, 20%, no_drop",
    "min_score,  100, low_score"
  })
  void saysWhyNot(String key, String value, String code) {
    List<Candle> candles = chart();
    int cross = candles.indexOf(buys(candles).get(0).candle());

    assertThat(
            StrategyDesk.decisions(new RsiMomentum(), StrategyDesk.settings(key, value), candles)
                .get(cross - WARMUP)
                .decision())
        .isEqualTo(Decision.none(code));
  }

  @Test
  void aPositionIsGivenUpWhenTheStrengthIsGone() {
    List<StrategyDesk.Made> made =
        Textbook.of(new RsiMomentum(), RsiMomentum.chart().to(90).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision()).isEqualTo(Decision.exit("weak again"));
  }

  @Test
  void aCrossWithoutWeaknessBeforeIsNoSignal() {
    Chart chart = Chart.of(Timeframe.H1, 100);
    for (int i = 0; i < 60; i++) {
      chart.to(i % 2 == 0 ? 103 : 98);
    }
    assertThat(buys(chart.candles())).isEmpty();
  }
}
