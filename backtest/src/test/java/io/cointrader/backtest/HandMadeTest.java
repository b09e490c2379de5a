package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.MonthReturn;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.models.position.ClosedTrade;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Hours drawn by hand, without a cost: every figure was worked out on paper. */
final class HandMadeTest {

  private static final Instant START = Instant.ofEpochMilli(Drawn.START);

  /** Bought 10 at 100: half sold at 110 in hour 5, half at 120 in hour 6. */
  private static Drawn won() {
    return new Drawn()
        .flat(4)
        .hour(100, 105, 99, 104)
        .hour(104, 112, 103, 111)
        .hour(111, 121, 110, 119);
  }

  private static List<String> exits(BacktestResult result) {
    return result.trades().stream()
        .map(Trade::closed)
        .map(
            trade ->
                trade.quantity()
                    + " at "
                    + trade.entryPrice()
                    + " in hour "
                    + Duration.between(START, trade.entryTime()).toHours()
                    + ": "
                    + trade.exits().stream()
                        .map(
                            exit ->
                                exit.quantity()
                                    + " at "
                                    + exit.price()
                                    + " "
                                    + exit.reason().code())
                        .toList()
                    + " net "
                    + trade.netPnl()
                    + " R "
                    + trade.rMultiple().map(Object::toString).orElse("-"))
        .toList();
  }

  private static List<String> told(Drawn drawn, int... hours) {
    List<Integer> all = Arrays.stream(hours).boxed().toList();
    return exits(drawn.run(new Drawn.Told(all, -1), Map.of()));
  }

  @Test
  void halfIsSoldAtEachTarget() {
    assertThat(told(won().flat(1), 3))
        .containsExactly(
            "10 at 100 in hour 4: [5 at 110 take_profit_1, 5 at 120 take_profit_2] net 150 R 1.5");
  }

  @Test
  void aLowUnderTheStopSellsAtTheStop() {
    assertThat(told(new Drawn().flat(4).hour(100, 101, 99, 100).hour(100, 101, 89, 95).flat(1), 3))
        .containsExactly("10 at 100 in hour 4: [10 at 90 stop] net -100 R -1");
  }

  @Test
  void anOpenUnderTheStopSellsAtTheOpen() {
    assertThat(told(new Drawn().flat(4).hour(100, 101, 99, 100).hour(85, 95, 84, 94).flat(1), 3))
        .containsExactly("10 at 100 in hour 4: [10 at 85 stop] net -150 R -1.5");
  }

  @Test
  void anOpenOverTheTargetSellsAtTheOpen() {
    assertThat(
            told(new Drawn().flat(4).hour(100, 101, 99, 100).hour(115, 125, 114, 124).flat(1), 3))
        .containsExactly(
            "10 at 100 in hour 4: [5 at 115 take_profit_1, 5 at 120 take_profit_2] net 175 R 1.75");
  }

  @Test
  void stopBeforeTargetWithinOneCandle() {
    assertThat(told(new Drawn().flat(4).hour(100, 101, 99, 100).hour(100, 115, 88, 100).flat(1), 3))
        .containsExactly("10 at 100 in hour 4: [10 at 90 stop] net -100 R -1");
  }

  @Test
  void aStopIsTriedOnTheCandleOfItsEntry() {
    assertThat(told(new Drawn().flat(4).hour(100, 101, 89, 95).flat(1), 3))
        .containsExactly("10 at 100 in hour 4: [10 at 90 stop] net -100 R -1");
  }

  @Test
  void anExitOfTheStrategyFillsAtTheNextOpen() {
    Drawn drawn = new Drawn().flat(4).hour(100, 105, 99, 104).hour(103, 106, 102, 105).flat(1);

    BacktestResult result = drawn.run(new Drawn.Told(List.of(3), 4), Map.of());

    assertThat(exits(result))
        .containsExactly("10 at 100 in hour 4: [10 at 103 thesis_invalidated] net 30 R 0.3");
  }

  @Test
  void aFeeOfOnePercentOnEachSideIsTakenFromTheNet() {
    BacktestResult result =
        new Drawn()
            .flat(4)
            .hour(100, 101, 99, 100)
            .hour(100, 101, 89, 95)
            .flat(1)
            .run(
                new Drawn.Told(List.of(3), -1),
                Map.of("account.paper_fees.taker", "1%", "risk.entry.min_net_reward_risk", "0"));

    ClosedTrade trade = result.trades().get(0).closed();
    // 100 at risk over a stop 10 and a round trip 2 away, down to the lot.
    assertThat(trade.quantity().value().toDouble()).isCloseTo(100.0 / 12, within(1e-8));
    double quantity = trade.quantity().value().toDouble();
    assertThat(trade.fees().toDouble()).isCloseTo(quantity * (1.00 + 0.90), within(1e-9));
    assertThat(trade.netPnl().toDouble()).isCloseTo(quantity * (-10 - 1.9), within(1e-9));
    assertThat(result.statistics().costs().share()).isEmpty();
  }

  @Test
  void theFiguresOfAWinnerAndALoser() {
    BacktestResult result =
        won()
            .hour(100, 100, 100, 100)
            .hour(100, 100, 100, 100)
            .hour(100, 101, 89, 95)
            .hour(95, 95, 95, 95)
            .hour(95, 95, 95, 95)
            .run(new Drawn.Told(List.of(3, 8), -1), Map.of());

    assertThat(exits(result))
        .containsExactly(
            "10 at 100 in hour 4: [5 at 110 take_profit_1, 5 at 120 take_profit_2] net 150 R 1.5",
            "11.5 at 100 in hour 9: [11.5 at 90 stop] net -115 R -1");
    Trade won = result.trades().get(0);
    assertThat(won.lowest()).hasToString("99");
    assertThat(won.highest()).hasToString("120");
    assertThat(won.adverseR().orElseThrow()).isCloseTo(0.1, within(1e-12));
    assertThat(won.favourableR().orElseThrow()).isCloseTo(2, within(1e-12));
    Statistics statistics = result.statistics();
    assertThat(statistics.trades().wins()).isEqualTo(1);
    assertThat(statistics.trades().losses()).isEqualTo(1);
    assertThat(statistics.trades().winRate()).hasValue(0.5);
    assertThat(statistics.trades().profitFactor()).hasValue(150.0 / 115);
    assertThat(statistics.trades().expectancy()).hasValue(17.5);
    assertThat(statistics.trades().expectancyR()).hasValue(0.25);
    assertThat(statistics.trades().sqn().orElseThrow()).isCloseTo(0.2, within(1e-12));
    assertThat(statistics.trades().held()).contains(Duration.ofHours(2));
    assertThat(statistics.costs().share()).hasValue(0);
    Performance performance = statistics.performance();
    assertThat(performance.change()).isCloseTo(0.035, within(1e-12));
    assertThat(performance.timeInMarket().orElseThrow()).isCloseTo(4.0 / 12, within(1e-12));
    assertThat(performance.sharpe()).as("half a day is no year").isEmpty();
    assertThat(performance.cagr()).isEmpty();
    assertThat(performance.calmar()).isEmpty();
    Drawdown fall = performance.drawdown().orElseThrow();
    assertThat(fall.amount()).isCloseTo(115, within(1e-9));
    assertThat(fall.fraction()).isCloseTo(0.1, within(1e-12));
    assertThat(fall.peak()).isEqualTo(START.plus(Duration.ofHours(9)));
    assertThat(fall.trough()).isEqualTo(START.plus(Duration.ofHours(10)));
    assertThat(fall.recovered()).isEmpty();
    assertThat(fall.length()).isEqualTo(Duration.ofHours(3));
    assertThat(statistics.market().change()).hasValue(0.95 - 1);
    assertThat(statistics.market().buyAndHold().orElseThrow()).isCloseTo(-0.05, within(1e-12));
    assertThat(statistics.months())
        .singleElement()
        .satisfies(month -> assertThat(month.month()).isEqualTo(YearMonth.of(2024, 1)))
        .extracting(MonthReturn::change)
        .satisfies(change -> assertThat(change).isCloseTo(0.035, within(1e-12)));
  }

  @Test
  void withoutATradeEveryRatioIsUndefinedAndOneAsksWhy() {
    BacktestResult result = new Drawn().flat(8).run(new Drawn.Told(List.of(), -1), Map.of());

    Statistics statistics = result.statistics();
    assertThat(statistics.trades().winRate()).isEqualTo(OptionalDouble.empty());
    assertThat(statistics.trades().profitFactor()).isEmpty();
    assertThat(statistics.trades().expectancy()).isEmpty();
    assertThat(statistics.trades().sqn()).isEmpty();
    assertThat(statistics.trades().best()).isEqualTo(Optional.empty());
    assertThat(statistics.performance().drawdown()).isEmpty();
    assertThat(Blocker.isShortOfTrades(result)).isTrue();
    assertThat(Blocker.of(result))
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.what()).contains("told saw no signal, mostly not_told");
              assertThat(blocker.count()).isEqualTo(8);
              assertThat(blocker.change()).contains("strategies.told");
            });
  }

  @Test
  void aCapThatSizedEveryEntryIsSaid() {
    Map<String, String> small = Map.of("risk.per_trade.max_share", "10%");
    BacktestResult capped = won().flat(1).run(new Drawn.Told(List.of(3), -1), small);
    BacktestResult free = won().flat(1).run(new Drawn.Told(List.of(3), -1), Map.of());

    assertThat(capped.trades().get(0).closed().quantity()).hasToString("1");
    assertThat(Blocker.onlyCap(capped).orElseThrow())
        .isEqualTo(
            "risk.per_trade.max_share decided every one of 1 sizes;"
                + " risk.per_trade.max_loss never did");
    assertThat(Blocker.onlyCap(free)).isEmpty();
  }

  @Test
  void dailyReturnsOfACurveGiveTheRatiosWorkedByHand() {
    // 40 days of +1 %, -0.5 % in turn; the first day begins at noon.
    long day = 86_400_000;
    long[] times = new long[41];
    double[] values = new double[41];
    times[0] = Drawn.START + day / 2;
    values[0] = 1000;
    for (int i = 1; i <= 40; i++) {
      times[i] = Drawn.START + i * day;
      values[i] = values[i - 1] * (i % 2 == 1 ? 1.01 : 0.995);
    }
    Performance performance = Performance.of(EquityCurve.of(times, values), List.of(), List.of());

    double mean = 0.0025;
    double sample = Math.sqrt(40 * 0.0075 * 0.0075 / 39);
    double downside = Math.sqrt(20 * 0.005 * 0.005 / 40);
    double years = 39.5 / 365;
    double cagr = Math.pow(Math.pow(1.01 * 0.995, 20), 1 / years) - 1;
    assertThat(performance.sharpe().orElseThrow())
        .isCloseTo(mean / sample * Math.sqrt(365), within(1e-9));
    assertThat(performance.sortino().orElseThrow())
        .isCloseTo(mean / downside * Math.sqrt(365), within(1e-9));
    assertThat(performance.cagr().orElseThrow()).isCloseTo(cagr, within(1e-9));
    assertThat(performance.drawdown().orElseThrow().fraction()).isCloseTo(0.005, within(1e-12));
    assertThat(performance.calmar().orElseThrow()).isCloseTo(cagr / 0.005, within(1e-6));
  }
}
