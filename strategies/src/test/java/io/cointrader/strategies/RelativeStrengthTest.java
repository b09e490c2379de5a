package io.cointrader.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Decision;
import io.cointrader.testkit.StrategyDesk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeStrengthTest {

  /** 60 hours, then six steps of 0.95: the lead over 24 hours first passes 5 % with the sixth. */
  private static final int PASSED = 60 + 5;

  static final Textbook TEXTBOOK =
      Textbook.of(new RelativeStrength(), RelativeStrength.chart().candles());

  private static Textbook against(double before, double after) {
    List<Candle> benchmark = new ArrayList<>();
    for (int i = 0; i < TEXTBOOK.candles().size(); i++) {
      double price = i < 50 ? before : after;
      long time = TEXTBOOK.candles().get(i).openMillis();
      benchmark.add(new Candle(time, price, price, price, price, 1));
    }
    return new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), benchmark);
  }

  @Test
  void buysOnceWhenTheLeadPassesTheLeast() {
    List<Candle> candles = TEXTBOOK.candles().subList(0, PASSED + 1);
    Decision.Buy buy = TEXTBOOK.onlyBuyAt(PASSED);

    double close = candles.get(PASSED).close();
    assertThat(close / candles.get(PASSED - 24).close() - 1).isGreaterThan(0.05);
    assertThat(candles.get(PASSED - 1).close() / candles.get(PASSED - 25).close() - 1)
        .isLessThan(0.05);
    double atr = Ranges.atr(candles);
    double stop = Math.min(99.5 * 0.999 - 0.25 * atr, close - 2 * atr);
    assertThat(buy.entry()).isEqualTo(close);
    assertThat(buy.stop()).isCloseTo(stop, within(1e-9));
    assertThat(buy.target1()).isCloseTo(close + 1.5 * (close - stop), within(1e-9));
    assertThat(buy.target2()).hasValueCloseTo(close + 3 * (close - stop), within(1e-9));
    assertThat(buy.score()).isEqualTo(76);
    assertThat(buy.reason())
        .isEqualTo(
            "5.7% ahead of the benchmark, which changed by 0.0% (base 50, lead 5, recent lead 15,"
                + " volume 6)");
  }

  @ParameterizedTest
  @CsvSource({"strength_min, 10%, not_stronger", "min_score, 100, low_score"})
  void saysWhyNot(String key, String value, String code) {
    assertThat(TEXTBOOK.at(PASSED, key, value)).isEqualTo(Decision.none(code));
  }

  @Test
  void theCandleAfterIsNotFresh() {
    assertThat(TEXTBOOK.at(PASSED + 1)).isEqualTo(Decision.none("not_fresh"));
  }

  @Test
  void aCoinThatRisesWithTheBenchmarkIsNotStronger() {
    assertThat(against(50, 55).at(PASSED)).isEqualTo(Decision.none("not_stronger"));
  }

  @Test
  void whatFallsLessThanTheBenchmarkIsNotBought() {
    List<Candle> fall = new ArrayList<>(Textbook.flat(TEXTBOOK.candles()).subList(0, PASSED));
    long time = TEXTBOOK.candles().get(PASSED).openMillis();
    fall.add(new Candle(time, 50, 50, 48, 48, 1));

    assertThat(new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), fall).at(PASSED))
        .isEqualTo(Decision.none("weak_benchmark"));
  }

  @Test
  void withoutTheBenchmarkOfThisTimeThereIsNoDecision() {
    List<Candle> late = Textbook.flat(TEXTBOOK.candles()).subList(0, PASSED);
    Textbook behind = new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), late);
    Textbook none = new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), List.of());

    assertThat(behind.at(PASSED - 1)).isEqualTo(Decision.none("not_stronger"));
    assertThat(behind.at(PASSED)).isEqualTo(Decision.none("no_benchmark"));
    assertThat(none.decisions())
        .extracting(StrategyDesk.Made::decision)
        .containsOnly(Decision.none("no_benchmark"));
  }

  @Test
  void acrossAHoleNothingIsCompared() {
    List<Candle> holed = new ArrayList<>(Textbook.flat(TEXTBOOK.candles()));
    holed.remove(PASSED - 10);

    assertThat(new Textbook(TEXTBOOK.strategy(), TEXTBOOK.candles(), holed).at(PASSED))
        .isEqualTo(Decision.none("hole"));
  }

  @Test
  void aPositionIsGivenUpWhenTheCoinIsTheWeakerOne() {
    List<StrategyDesk.Made> made =
        Textbook.of(TEXTBOOK.strategy(), RelativeStrength.chart().to(98).candles()).holding();

    assertThat(made.get(made.size() - 2).decision()).isEqualTo(Decision.none("in_position"));
    assertThat(made.get(made.size() - 1).decision())
        .isEqualTo(Decision.exit("weaker than the benchmark"));
  }
}
