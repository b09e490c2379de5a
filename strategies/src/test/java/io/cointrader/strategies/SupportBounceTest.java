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

class SupportBounceTest {

  private static final int TURN = 64;

  /** Three visits to about 100 from 108; after the third the price turns up on volume. */
  static List<Candle> chart() {
    return SupportBounce.chart().candles();
  }

  private static List<StrategyDesk.Made> decisions(String... settings) {
    return StrategyDesk.decisions(new SupportBounce(), StrategyDesk.settings(settings), chart());
  }

  @Test
  void buysOnceWhereThePriceTurnsUpFromTheSupport() {
    List<Candle> turn = chart().subList(0, TURN + 1);

    List<StrategyDesk.Made> buys =
        decisions().stream().filter(one -> one.decision() instanceof Decision.Buy).toList();

    assertThat(buys).hasSize(1);
    assertThat(buys.get(0).candle()).isEqualTo(turn.get(TURN));
    Decision.Buy buy = (Decision.Buy) buys.get(0).decision();
    assertThat(buy.entry()).isEqualTo(101.2);
    assertThat(buy.stop()).isCloseTo(100 - 0.5 * Ranges.atr(turn), within(1e-9));
    assertThat(buy.target1()).isCloseTo(101.2 * 1.05, within(1e-9));
    assertThat(buy.target2().orElseThrow()).isCloseTo(101.2 * 1.10, within(1e-9));
    // 50, two touches 6, 1.2 % off the low 10, twice the usual volume 15
    assertThat(buy.score()).isEqualTo(81);
    assertThat(buy.reason())
        .isEqualTo(
            "support 100.100 touched 2 times, 1.2% above the low"
                + " (base 50, touches 6, bounce 10, volume 15)");
  }

  @ParameterizedTest
  @CsvSource({
    "band,      0.1%, no_support",
    "reach,     0.5%, out_of_reach",
    "min_score, 100,  low_score",
  })
  void saysWhyNot(String key, String value, String code) {
    List<StrategyDesk.Made> decisions = decisions(key, value);

    assertThat(decisions.get(decisions.size() - 4).decision()).isEqualTo(Decision.none(code));
  }

  @Test
  void aPositionIsGivenUpUnderTheLowsBefore() {
    List<StrategyDesk.Made> made =
        Textbook.of(new SupportBounce(), SupportBounce.chart().to(99).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("closed under the lows before"));
  }

  @Test
  void aFallingCandleIsNoTurn() {
    List<StrategyDesk.Made> decisions = decisions();

    assertThat(decisions.get(decisions.size() - 1).decision()).isEqualTo(Decision.none("no_turn"));
  }
}
