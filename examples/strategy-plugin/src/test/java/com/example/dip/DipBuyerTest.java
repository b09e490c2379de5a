package com.example.dip;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Timeframe;
import io.cointrader.models.strategy.Chart;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyContract;
import io.cointrader.testkit.StrategyDesk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No look-ahead, enough warm-up, determinism, speed: all inherited. And what it is for. */
class DipBuyerTest extends StrategyContract {

  @Override
  protected StrategyProvider subject() {
    return new DipBuyer();
  }

  @Test
  void buysFivePercentUnderTheAverage() {
    List<StrategyDesk.Made> made =
        StrategyDesk.decisions(
            subject(),
            StrategyDesk.settings("drop", "5%"),
            Chart.of(Timeframe.M5, 100).to(100, 20 * 12).to(94).candles());
    assertThat(made.get(0).decision()).isEqualTo(Decision.none("no_dip"));
    assertThat(made.get(made.size() - 1).decision())
        .isInstanceOfSatisfying(
            Decision.Buy.class,
            buy -> {
              assertThat(buy.entry()).isEqualTo(94);
              assertThat(buy.target1()).isEqualTo(100);
              assertThat(buy.stop()).isBetween(92.0, 93.9);
              assertThat(buy.reason()).isEqualTo("6.0% under EMA20 1h");
            });
  }
}
