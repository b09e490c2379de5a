package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeBreakoutTest {

  private static final int BREAKOUT = 60;
  private static final int WARMUP = 47;

  /** Sixty hours between 100 and 104, a close above on high volume, and ten hours under it. */
  static List<Candle> chart(double close, double volume) {
    return RangeBreakout.chart(close, volume).candles();
  }

  @Test
  void buysOnceAtTheCloseAboveTheRange() {
    List<Candle> candles = chart(104.5, 25);

    List<StrategyDesk.Made> made =
        StrategyDesk.decisions(new RangeBreakout(), StrategyDesk.settings(), candles);

    // 4 % high, 0.48 % beyond, 2.35 times the mean volume: 50 + 13 + 15 + 15
    assertThat(made)
        .filteredOn(one -> !(one.decision() instanceof Decision.None))
        .containsExactly(
            new StrategyDesk.Made(
                candles.get(BREAKOUT).openTime().plus(Timeframe.H1.duration()),
                candles.get(BREAKOUT),
                new Decision.Buy(
                    104.5,
                    102,
                    104.5 + 0.045 * 104.5,
                    OptionalDouble.of(104.5 + 2 * (104.5 + 0.045 * 104.5 - 104.5)),
                    93,
                    "0.48% above a 4.0% range, volume 2.4 times the usual"
                        + " (base 50, volume 13, height 15, nearness 15)")));
    assertThat(made).hasSize(candles.size() - WARMUP);
  }

  @Test
  void targetsAreOneAndTwoHeightsWhereThoseCanPay() {
    Decision decision =
        StrategyDesk.decisions(
                new RangeBreakout(), StrategyDesk.settings("least_move", "0.5%"), chart(104.5, 25))
            .get(BREAKOUT - WARMUP)
            .decision();

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Buy.class,
            buy -> {
              assertThat(buy.target1()).isEqualTo(108.5);
              assertThat(buy.target2()).hasValue(112.5);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "104,   25, timeframe,    1h,  no_breakout",
    "104.5, 25, range_min,    4.1%, range_height",
    "104.5, 25, range_max,    3.9%, range_height",
    "107.2, 25, timeframe,    1h,  too_late",
    "104.5, 13, timeframe,    1h,  low_volume",
    "104.5, 25, volume_ratio, 2.4, low_volume",
    "104.5, 25, min_score,    94,  low_score"
  })
  void saysWhyNot(double close, double volume, String key, String value, String code) {
    assertThat(
            StrategyDesk.decisions(
                    new RangeBreakout(), StrategyDesk.settings(key, value), chart(close, volume))
                .get(BREAKOUT - WARMUP)
                .decision())
        .isEqualTo(Decision.none(code));
  }

  @Test
  void aPositionIsGivenUpUnderTheAverage() {
    List<StrategyDesk.Made> made =
        Textbook.of(new RangeBreakout(), RangeBreakout.chart(104.5, 25).to(101).candles())
            .holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the EMA of twice the range"));
  }

  @Test
  void boundsThatCrossAreRefused() {
    assertThatThrownBy(
            () ->
                StrategyDesk.decisions(
                    new RangeBreakout(), StrategyDesk.settings("range_min", "12%"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("range_min must be below range_max");
  }
}
