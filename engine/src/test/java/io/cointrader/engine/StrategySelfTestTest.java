package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrategySelfTestTest {

  private static final Settings DEFAULTS = Settings.of(new TreeMap<>());

  static Stream<String> installed() {
    return Plugins.installed().strategies().stream().map(strategy -> strategy.spec().id());
  }

  @ParameterizedTest
  @MethodSource("installed")
  void everyInstalledStrategyBuysOnceOnItsOwnExample(String id) {
    StrategyProvider strategy =
        Plugins.installed().strategies().stream()
            .filter(candidate -> candidate.spec().id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(strategy.example()).isNotEmpty();
    assertThat(StrategySelfTest.run(strategy, DEFAULTS).message()).isEmpty();
  }

  @Test
  void nineAreInstalled() {
    assertThat(installed()).hasSize(9);
  }

  /** Buys at every close above a level. */
  private record Above(double level) implements StrategyProvider {

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("above", "Above").evaluateOn(Timeframe.H1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        double close = view.candles(Timeframe.H1).close(0);
        return close > level
            ? Decision.buy(close).stop(close * 0.95).targets(close * 1.2).score(60).because("above")
            : Decision.none("below");
      };
    }

    @Override
    public List<Candle> example() {
      return Chart.of(Timeframe.H1, 100).to(110, 10).candles();
    }
  }

  @ParameterizedTest
  @CsvSource({"109.5, ''", "108.5, 2 times", "200, 0 times"})
  void anExampleOnWhichItBuysNeverOrOftenIsToldByCount(double level, String told) {
    StrategySelfTest.Result result = StrategySelfTest.run(new Above(level), DEFAULTS);

    assertThat(result.passed()).isEqualTo(told.isEmpty());
    assertThat(result.message())
        .isEqualTo(
            told.isEmpty() ? "" : "buys " + told + " on its own example, which is drawn for one");
  }
}
