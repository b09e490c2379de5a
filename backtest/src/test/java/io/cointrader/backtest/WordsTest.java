package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.backtest.report.Words;
import io.cointrader.backtest.stats.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of costs and of groups of trades. */
final class WordsTest {

  private static final Map<String, String> ONE_PERCENT =
      Map.of("account.paper_fees.taker", "1%", "risk.entry.min_net_reward_risk", "0");

  private static Drawn lost() {
    return new Drawn().flat(4).hour(100, 101, 99, 100).hour(100, 101, 89, 95).flat(1);
  }

  private static Drawn won() {
    return new Drawn()
        .flat(4)
        .hour(100, 105, 99, 104)
        .hour(104, 112, 103, 111)
        .hour(111, 121, 110, 119)
        .flat(1);
  }

  private static Statistics statistics(Drawn drawn, List<Integer> hours, Map<String, String> more) {
    return drawn.run(new Drawn.Told(hours, -1), more).statistics();
  }

  private static String costs(Drawn drawn, List<Integer> hours, Map<String, String> more) {
    return Words.costs(statistics(drawn, hours, more), "USD");
  }

  @Test
  void costsAreSaidOfWhatTheTradesMade() {
    assertThat(costs(won(), List.of(3), ONE_PERCENT))
        .isEqualTo(
            "17.92 fees + 0.00 spread and slippage = 14 % of the 125.00 USD made before costs");
    assertThat(costs(lost(), List.of(3), ONE_PERCENT))
        .isEqualTo(
            "15.83 fees + 0.00 spread and slippage; before costs -83.33 USD, so there was nothing"
                + " to pay them from");
  }

  @Test
  void tradesThatLostWithoutAFeeWereClosedAllTheSame() {
    assertThat(costs(lost(), List.of(3), Map.of()))
        .isEqualTo("0.00 fees + 0.00 spread and slippage; before costs -100.00 USD");
  }

  @Test
  void withoutATradeNothingWasPaid() {
    assertThat(costs(won(), List.of(), Map.of()))
        .isEqualTo("no trade was closed, so nothing was paid");
  }

  @Test
  void ofGeneratedPricesARowTellsNoRatio() {
    Statistics statistics = statistics(lost(), List.of(3), Map.of());

    assertThat(Words.row("all", statistics.trades(), false))
        .containsExactly(
            "all", "1", "0 %", "-100.00", "0.00", "-100.00", "-1.00", "0.00", "-100.00", "-100.00",
            "2h0m");
    assertThat(Words.row("all", statistics.trades(), true))
        .containsExactly(
            "all", "1", "0 %", "-100.00", "0.00", "-100.00", "-", "-", "-100.00", "-100.00",
            "2h0m");
    assertThat(Words.head("")).hasSize(11);
  }

  @Test
  void lengthsAreToldToTheMinuteUnderTwoDays() {
    assertThat(Words.length(Duration.ofMinutes(59))).isEqualTo("59m");
    assertThat(Words.length(Duration.ofMinutes(61))).isEqualTo("1h1m");
    assertThat(Words.length(Duration.ofHours(48))).isEqualTo("2d");
    assertThat(Words.length(Duration.ofHours(49))).isEqualTo("2d1h");
  }
}
