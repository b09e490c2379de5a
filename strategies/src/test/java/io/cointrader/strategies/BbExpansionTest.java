package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BbExpansionTest {

  private static final int BREAKOUT = 60;

  static final Textbook TEXTBOOK =
      Textbook.of(new BbExpansion(), BbExpansion.chart(0.5, 101.5, 25).candles());

  @Test
  void buysOnceAtTheCloseOutsideNarrowBands() {
    List<Candle> candles = TEXTBOOK.candles().subList(0, BREAKOUT + 1);
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(BREAKOUT);

    double middle =
        candles.subList(BREAKOUT - 19, BREAKOUT + 1).stream()
            .mapToDouble(Candle::close)
            .average()
            .orElseThrow();
    double stop = Math.min(middle, 101.5 - 1.5 * Ranges.atr(candles));
    assertThat(buy.entry()).isEqualTo(101.5);
    assertThat(buy.stop()).isCloseTo(stop, within(1e-9));
    assertThat(buy.target1()).isCloseTo(101.5 * 1.045, within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(101.5 * 1.09, within(1e-9));
    assertThat(buy.score()).isEqualTo(91);
    assertThat(buy.reason())
        .isEqualTo(
            "0.27% above bands that were 2.0% wide, volume 2.5 times the usual (base 50, widening"
                + " 10, squeeze 15, distance 10, volume 6)");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 101,   25, timeframe,    1h,  no_breakout",
    "0.5, 101.5, 25, squeeze_max,  1%,  no_squeeze",
    "0.5, 107,   25, timeframe,    1h,  too_late",
    "0.5, 101.5, 12, timeframe,    1h,  low_volume",
    "0.5, 101.5, 25, volume_ratio, 2.6, low_volume",
    "0.5, 101.5, 25, min_score,    92,  low_score"
  })
  void saysWhyNot(
      double wobble, double close, double volume, String key, String value, String code) {
    assertThat(
            TEXTBOOK
                .with(BbExpansion.chart(wobble, close, volume).candles())
                .at(BREAKOUT, key, value))
        .isEqualTo(Decision.none(code));
  }

  @Test
  void aPositionIsGivenUpUnderTheMiddle() {
    List<StrategyDesk.Made> made =
        TEXTBOOK.with(BbExpansion.chart(0.5, 101.5, 25).to(99).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the middle band"));
  }
}
