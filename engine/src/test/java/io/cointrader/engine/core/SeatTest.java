package io.cointrader.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a strategy sees of the benchmark. */
class SeatTest {

  private final StrategyProvider subject =
      new StrategyProvider() {
        @Override
        public StrategySpec spec() {
          return StrategySpec.of("subject", "Subject").evaluateOn(Timeframe.M5);
        }

        @Override
        public Strategy create(StrategySetup setup) {
          setup.history(Timeframe.M5, 3);
          return view -> Decision.none("nothing");
        }
      };

  private @Nullable Lane benchmark = lane("BTC-USD");
  private final Lane coin = lane("ETH-USD");

  private Lane lane(String symbol) {
    Instrument instrument =
        new Instrument(Symbol.of(symbol), Decimal.of(1, 8), Decimal.of(1, 8), Money.ZERO);
    return new Lane(
        instrument,
        Timeframe.M1,
        made ->
            made.seat(new Seat(subject, Settings.none(), made, () -> benchmark, new BotState())));
  }

  private static void minutes(Lane lane, int from, int to, double price) {
    for (int i = from; i < to; i++) {
      lane.onCandle(new Candle(i * 60_000L, price, price, price, price, 1), true);
    }
  }

  private Optional<CandleView> seen() {
    return coin.seats()[0].benchmark(Timeframe.M5);
  }

  @Test
  void isItsClosedCandlesUpToTheTimeOfTheOwn() {
    minutes(lane(), 0, 15, 50);
    minutes(coin, 0, 15, 100);

    assertThat(seen()).hasValueSatisfying(candles -> assertThat(candles.close(0)).isEqualTo(50));
    assertThat(seen().orElseThrow().openMillis(0)).isEqualTo(10 * 60_000);

    minutes(lane(), 15, 19, 60);
    minutes(coin, 15, 19, 100);
    assertThat(seen().orElseThrow().close(0)).isEqualTo(50);
  }

  @Test
  void isAbsentUntilThereIsAsMuchAsAskedFor() {
    minutes(lane(), 5, 15, 50);
    minutes(coin, 0, 15, 100);

    assertThat(seen()).isEmpty();
  }

  @Test
  void isAbsentWhileItIsBehindOrAhead() {
    minutes(lane(), 0, 15, 50);
    minutes(coin, 0, 20, 100);
    assertThat(seen()).isEmpty();

    minutes(lane(), 15, 25, 50);
    assertThat(seen()).isEmpty();
  }

  @Test
  void isAbsentAfterAHoleThatEndsItsWarmth() {
    minutes(lane(), 0, 15, 50);
    minutes(lane(), 95, 100, 50);
    minutes(coin, 0, 100, 100);

    assertThat(seen()).isEmpty();
  }

  @Test
  void isAbsentInARunWithoutIt() {
    minutes(coin, 0, 15, 100);
    benchmark = null;

    assertThat(seen()).isEmpty();
  }

  @Test
  void otherTimeframesAreRefused() {
    assertThatThrownBy(() -> coin.seats()[0].benchmark(Timeframe.H1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("subject did not request 1h candles");
  }

  /** The benchmark's. */
  private Lane lane() {
    return Objects.requireNonNull(benchmark);
  }
}
