package io.cointrader.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.backtest.stats.Costs;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.MonthReturn;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.Exit;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every figure once more, from the list of trades and the candles alone, by formulas of its own.
 */
@ParameterizedClass
@EnumSource
final class IndependentTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;
  private static final double CASH = 1000;
  private static final Offset<Double> NEAR = within(1e-9);

  /** Where the candles are from, and when nothing is held any more. */
  private enum Market {
    MADE("2024-03-19T17:30:00Z") {
      @Override
      RecordedCandles candles() {
        return MadeCandles.walk(
            Timeframe.M1, "2024-01-15T00:00:00Z", "2024-03-20T00:00:00Z", "ONE-USDT", "TWO-USDT");
      }
    },
    RECORDED("2021-06-13T04:30:00Z") {
      @Override
      RecordedCandles candles() {
        return RealCandles.minutes(
            "AVAX-USDT-binance-2021-04-02_2021-05-14", "DOGE-USDT-binance-2021-04-02_2021-06-15");
      }
    };

    private final Instant end;

    Market(String end) {
      this.end = Instant.parse(end);
    }

    abstract RecordedCandles candles();
  }

  private static Instant end = Instant.EPOCH;
  @Parameter Market market = Market.MADE;

  private static RecordedCandles candles;
  private static BacktestResult result;
  private static Statistics statistics;

  @BeforeParameterizedClassInvocation
  static void run(Market market) {
    end = market.end;
    candles = market.candles().between(Optional.empty(), Optional.of(end));
    result =
        Backtest.of(
                Rig.config(
                    Map.of(
                        "risk.portfolio.max_drawdown",
                        "100%",
                        "account.paper_fees.taker",
                        "0.2%",
                        "account.paper_fees.maker",
                        "0.1%",
                        "exits.time_stop",
                        "12h")),
                Rig.PLUGINS)
            .withFeed(candles::open)
            .run();
    statistics = result.statistics();
    assertThat(result.trades()).hasSizeGreaterThan(30);
    assertThat(result.open()).isEmpty();
  }

  /** A purchase or a sale, at the time from which equity shows it. */
  private record Flow(long shown, Symbol symbol, double quantity, double cash) {}

  private static List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    for (Trade one : result.trades()) {
      ClosedTrade trade = one.closed();
      double bought = trade.quantity().value().toDouble();
      flows.add(
          new Flow(
              shown(trade.entryTime().toEpochMilli(), false),
              trade.symbol(),
              bought,
              -bought * trade.entryPrice().toDouble() - trade.entryFee().toDouble()));
      for (Exit exit : trade.exits()) {
        double sold = exit.quantity().value().toDouble();
        boolean inside =
            switch (exit.reason()) {
              case STOP, BREAKEVEN, TRAILING_STOP, TAKE_PROFIT_1, TAKE_PROFIT_2 -> true;
              default -> false;
            };
        flows.add(
            new Flow(
                shown(exit.time().toEpochMilli(), inside && !atOpen(trade.symbol(), exit)),
                trade.symbol(),
                -sold,
                sold * exit.price().toDouble() - exit.fee().toDouble()));
      }
    }
    return flows;
  }

  /** A fill at the open of a candle shows when that candle closes, one in its range at once. */
  private static long shown(long time, boolean inside) {
    return inside ? time : time + MINUTE;
  }

  /** Whether a level was met by the open of the candle that begins at that time. */
  private static boolean atOpen(Symbol symbol, Exit exit) {
    CandleTable table = candles.table(symbol);
    int row = table.rowAt(exit.time().toEpochMilli() - MINUTE);
    boolean met =
        row < table.size()
            && table.openMillis(row) == exit.time().toEpochMilli() - MINUTE
            && table.low(row) <= exit.price().toDouble() * 1.002
            && table.high(row) >= exit.price().toDouble() * 0.998;
    return !met;
  }

  /** Equity at the end of every minute from the first to the last. */
  private static TreeMap<Long, Double> equity() {
    TreeMap<Long, List<Flow>> byTime = new TreeMap<>();
    flows().forEach(flow -> byTime.computeIfAbsent(flow.shown(), t -> new ArrayList<>()).add(flow));
    TreeMap<Long, Double> curve = new TreeMap<>();
    TreeMap<Symbol, Double> held = new TreeMap<>();
    TreeMap<Symbol, Integer> rows = new TreeMap<>();
    double cash = CASH;
    long start = candles.start().toEpochMilli();
    long end = result.summary().dataTo().toEpochMilli();
    curve.put(start, cash);
    for (long time = start + MINUTE; time <= end; time += MINUTE) {
      for (Flow flow : byTime.getOrDefault(time, List.of())) {
        cash += flow.cash();
        held.merge(flow.symbol(), flow.quantity(), Double::sum);
      }
      double equity = cash;
      for (Map.Entry<Symbol, Double> one : held.entrySet()) {
        if (Math.abs(one.getValue()) > 1e-12) {
          CandleTable table = candles.table(one.getKey());
          int row = rows.getOrDefault(one.getKey(), 0);
          while (row + 1 < table.size() && table.openMillis(row + 1) + MINUTE <= time) {
            row++;
          }
          rows.put(one.getKey(), row);
          equity += one.getValue() * table.close(row);
        }
      }
      curve.put(time, equity);
    }
    return curve;
  }

  @Test
  void equityAndTheDeepestFall() {
    TreeMap<Long, Double> curve = equity();
    double peak = 0;
    double deepest = 0;
    double amount = 0;
    for (double value : curve.values()) {
      peak = Math.max(peak, value);
      amount = Math.max(amount, peak - value);
      deepest = Math.max(deepest, 1 - value / peak);
    }

    assertThat(curve.lastEntry().getValue())
        .isCloseTo(result.summary().endEquity().toDouble(), within(1e-6));
    assertThat(statistics.performance().drawdown().orElseThrow().fraction())
        .isCloseTo(deepest, within(1e-7));
    assertThat(result.summary().maxDrawdown().toDouble()).isCloseTo(amount, within(1e-5));
    int compared = 0;
    for (int i = 0; i < result.equity().size(); i++) {
      long time = result.equity().millis(i);
      if (time % 3_600_000 == 0 && curve.containsKey(time) && isLastOf(i)) {
        assertThat(result.equity().value(i))
            .as("equity at %d", time)
            .isCloseTo(curve.get(time), within(1e-6));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(1500);
  }

  private static boolean isLastOf(int i) {
    return i + 1 == result.equity().size()
        || result.equity().millis(i + 1) > result.equity().millis(i);
  }

  @Test
  void whenTheDeepestFallBeganAndEnded() {
    List<Map.Entry<Long, Double>> curve = List.copyOf(equity().entrySet());
    int peak = 0;
    int from = 0;
    int trough = 0;
    for (int i = 0; i < curve.size(); i++) {
      peak = curve.get(i).getValue() >= curve.get(peak).getValue() - 1e-9 ? i : peak;
      double fall = 1 - curve.get(i).getValue() / curve.get(peak).getValue();
      if (fall > 1 - curve.get(trough).getValue() / curve.get(from).getValue()) {
        from = peak;
        trough = i;
      }
    }
    double top = curve.get(from).getValue();
    Optional<Instant> recovered =
        curve.subList(trough, curve.size()).stream()
            .filter(point -> point.getValue() >= top - 1e-9)
            .map(point -> Instant.ofEpochMilli(point.getKey()))
            .findFirst();
    Instant begin = Instant.ofEpochMilli(curve.get(from).getKey());
    Instant end = Instant.ofEpochMilli(curve.get(curve.size() - 1).getKey());

    Drawdown drawdown = statistics.performance().drawdown().orElseThrow();
    assertThat(drawdown.amount()).isCloseTo(top - curve.get(trough).getValue(), within(1e-6));
    assertThat(drawdown.peak()).isEqualTo(begin);
    Instant lowest = Instant.ofEpochMilli(curve.get(trough).getKey());
    assertThat(drawdown.trough())
        .as("told at the end of the hour, or when holdings change before that")
        .isBetween(lowest, lowest.plusMillis(3_599_999).truncatedTo(ChronoUnit.HOURS));
    assertThat(drawdown.recovered()).isEqualTo(recovered);
    assertThat(drawdown.length()).isEqualTo(Duration.between(begin, recovered.orElse(end)));
  }

  @Test
  void months() {
    TreeMap<Long, Double> curve = equity();
    List<MonthReturn> months = new ArrayList<>();
    YearMonth month = YearMonth.from(candles.start().atZone(ZoneOffset.UTC));
    for (double before = CASH; millis(month) < curve.lastKey(); month = month.plusMonths(1)) {
      double value = curve.floorEntry(millis(month.plusMonths(1))).getValue();
      months.add(new MonthReturn(month, (value - before) / before));
      before = value;
    }

    assertThat(months).hasSizeGreaterThan(2);
    assertThat(statistics.months())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(IndependentTest::nearly, Double.class)
                .build())
        .containsExactlyElementsOf(months);
  }

  private static long millis(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) < 1e-7 ? 0 : Double.compare(a, b);
  }

  /** What a fill was worse than its price without costs: an open of the candles, or the stop. */
  @Test
  void spreadAndSlippageOfEveryTradeAndTheShareOfAllCosts() {
    double slippage = 0;
    double fees = 0;
    double gross = 0;
    for (Trade one : result.trades()) {
      ClosedTrade trade = one.closed();
      double quantity = trade.quantity().toDouble();
      double value = quantity * trade.entryPrice().toDouble();
      boolean maker = trade.entryFee().toDouble() < value * 0.0015;
      double paid = maker ? 0 : value - quantity * open(trade.symbol(), trade.entryTime());
      gross -= value;
      fees += trade.entryFee().toDouble();
      for (Exit exit : trade.exits()) {
        double sold = exit.quantity().toDouble();
        double without =
            switch (exit.reason()) {
              case TAKE_PROFIT_1, TAKE_PROFIT_2 -> exit.price().toDouble();
              case STOP, BREAKEVEN, TRAILING_STOP ->
                  atOpen(trade.symbol(), exit)
                      ? open(trade.symbol(), exit.time())
                      : one.lastStop().toDouble();
              default -> open(trade.symbol(), exit.time());
            };
        paid += sold * (without - exit.price().toDouble());
        gross += sold * exit.price().toDouble();
        fees += exit.fee().toDouble();
      }
      assertThat(one.slippage().toDouble())
          .as("of %s", trade)
          .isCloseTo(paid, within(2 * quantity * tick(trade.symbol())));
      slippage += one.slippage().toDouble();
    }

    assertThat(slippage).isGreaterThan(1);
    Costs costs = statistics.costs();
    assertThat(costs.fees().toDouble()).isCloseTo(fees, NEAR);
    assertThat(costs.slippage().toDouble()).isCloseTo(slippage, NEAR);
    assertThat(costs.before().toDouble()).isCloseTo(gross + slippage, within(1e-6));
    if (gross + slippage > 0) {
      near(costs.share(), (fees + slippage) / (gross + slippage));
    } else {
      assertThat(costs.share()).isEmpty();
    }
  }

  private static double open(Symbol symbol, Instant time) {
    CandleTable table = candles.table(symbol);
    return table.open(table.rowAt(time.toEpochMilli()));
  }

  private static double tick(Symbol symbol) {
    return result.started().instruments().stream()
        .filter(instrument -> instrument.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .priceIncrement()
        .toDouble();
  }

  @Test
  void ratiosOfDailyReturns() {
    TreeMap<Long, Double> curve = equity();
    List<Double> days = new ArrayList<>();
    double before = CASH;
    for (long day = (curve.firstKey() / DAY + 1) * DAY; ; day += DAY) {
      double value = curve.floorEntry(Math.min(day, curve.lastKey())).getValue();
      days.add(Math.expm1(Math.log(value) - Math.log(before)));
      before = value;
      if (day >= curve.lastKey()) {
        break;
      }
    }
    DoubleSummaryStatistics all = days.stream().mapToDouble(d -> d).summaryStatistics();
    double squares = days.stream().mapToDouble(d -> d * d).sum();
    double variance =
        (squares - all.getCount() * all.getAverage() * all.getAverage()) / (all.getCount() - 1);
    double losing = days.stream().filter(d -> d < 0).mapToDouble(d -> d * d).sum();
    double years = (curve.lastKey() - curve.firstKey()) / (365.0 * DAY);
    double cagr = Math.expm1(Math.log(curve.lastEntry().getValue() / CASH) / years);

    assertThat(statistics.performance().sharpe().orElseThrow())
        .isCloseTo(all.getAverage() * Math.sqrt(365 / variance), within(1e-6));
    assertThat(statistics.performance().sortino().orElseThrow())
        .isCloseTo(all.getAverage() * Math.sqrt(365 * all.getCount() / losing), within(1e-6));
    assertThat(statistics.performance().cagr().orElseThrow()).isCloseTo(cagr, within(1e-7));
    assertThat(statistics.performance().calmar().orElseThrow())
        .isCloseTo(
            cagr / statistics.performance().drawdown().orElseThrow().fraction(), within(1e-6));
  }

  @Test
  void figuresOfTradesOverallAndOfEveryGroup() {
    assertThat(check(statistics.trades(), result.trades())).isEqualTo(result.trades().size());
    assertThat(statistics.bySymbol()).hasSize(2);
    for (Map<String, TradeFigures> groups :
        List.of(statistics.bySymbol(), statistics.byStrategy(), statistics.byExit())) {
      int counted = 0;
      for (Map.Entry<String, TradeFigures> group : groups.entrySet()) {
        List<Trade> of =
            result.trades().stream()
                .filter(
                    trade ->
                        List.of(
                                trade.closed().symbol().toString(),
                                trade.closed().strategy(),
                                trade.closed().exitReason().code())
                            .contains(group.getKey()))
                .toList();
        counted += check(group.getValue(), of);
      }
      assertThat(counted).isEqualTo(result.trades().size());
    }
  }

  private static int check(TradeFigures figures, List<Trade> trades) {
    double won = 0;
    double lost = 0;
    double fees = 0;
    int wins = 0;
    List<Double> multiples = new ArrayList<>();
    for (Trade trade : trades) {
      ClosedTrade closed = trade.closed();
      double paid = closed.quantity().value().toDouble() * closed.entryPrice().toDouble();
      double got = 0;
      double fee = closed.entryFee().toDouble();
      for (Exit exit : closed.exits()) {
        got += exit.quantity().value().toDouble() * exit.price().toDouble();
        fee += exit.fee().toDouble();
      }
      double net = got - paid - fee;
      fees += fee;
      won += Math.max(0, net);
      lost += Math.max(0, -net);
      wins += net > 1e-9 ? 1 : 0;
      double risk =
          (closed.entryPrice().toDouble() - trade.initialStop().toDouble())
              * closed.quantity().value().toDouble();
      multiples.add(Math.round(net / risk * 1e4) / 1e4);
    }
    int n = trades.size();
    double mean = multiples.stream().mapToDouble(r -> r).sum() / n;
    double spread = 0;
    for (double a : multiples) {
      for (double b : multiples) {
        spread += (a - b) * (a - b) / (2.0 * n * Math.max(1, n - 1));
      }
    }
    assertThat(figures.trades()).isEqualTo(n);
    assertThat(figures.wins()).isEqualTo(wins);
    assertThat(figures.fees().toDouble()).isCloseTo(fees, NEAR);
    assertThat(figures.netPnl().toDouble()).isCloseTo(won - lost, within(1e-6));
    near(figures.winRate(), (double) wins / n);
    near(figures.expectancy(), (won - lost) / n);
    near(figures.expectancyR(), mean);
    if (lost > 1e-9) {
      near(figures.profitFactor(), won / lost);
    } else {
      assertThat(figures.profitFactor()).isEmpty();
    }
    if (n > 1 && spread > 1e-12) {
      near(figures.sqn(), Math.sqrt(n) * mean / Math.sqrt(spread));
    } else {
      assertThat(figures.sqn()).isEmpty();
    }
    return n;
  }

  private static void near(OptionalDouble found, double expected) {
    assertThat(found.orElseThrow()).isCloseTo(expected, within(2e-4));
  }

  @Test
  void timeInTheMarketCountedMinuteByMinute() {
    long start = candles.start().toEpochMilli();
    long end = result.summary().dataTo().toEpochMilli();
    long held = 0;
    for (long time = start; time < end; time += MINUTE) {
      long minute = time;
      boolean any =
          result.trades().stream()
              .map(Trade::closed)
              .anyMatch(
                  trade ->
                      trade.entryTime().toEpochMilli() <= minute
                          && trade.exitTime().toEpochMilli() > minute);
      held += any ? MINUTE : 0;
    }

    assertThat(statistics.performance().timeInMarket().orElseThrow())
        .isCloseTo((double) held / (end - start), NEAR);
  }

  @Test
  void theWorstAndBestMomentsLieInTheCandlesOfTheTrade() {
    for (Trade trade : result.trades()) {
      CandleTable table = candles.table(trade.closed().symbol());
      double exit =
          trade.closed().exits().get(trade.closed().exits().size() - 1).price().toDouble();
      double low = Math.min(trade.closed().entryPrice().toDouble(), exit);
      double high = Math.max(trade.closed().entryPrice().toDouble(), exit);
      long last = trade.closed().exitTime().toEpochMilli();
      double certainLow = low;
      double certainHigh = high;
      int row = table.rowAt(trade.closed().entryTime().toEpochMilli());
      for (; row < table.size() && table.openMillis(row) < last; row++) {
        low = Math.min(low, table.low(row));
        high = Math.max(high, table.high(row));
        if (table.openMillis(row) + MINUTE < last) {
          certainLow = Math.min(certainLow, table.low(row));
          certainHigh = Math.max(certainHigh, table.high(row));
        }
      }
      assertThat(trade.lowest().toDouble()).isBetween(low, certainLow);
      assertThat(trade.highest().toDouble()).isBetween(certainHigh, high);
    }
  }

  @Test
  void theMarketAndBuyAndHoldWithTheSameCosts() {
    double value = 0;
    double change = 0;
    for (Symbol symbol : candles.traits().symbols()) {
      CandleTable table = candles.table(symbol);
      double units = CASH / 2 / (table.close(0) * 1.00075 * 1.002);
      double last = table.close(Math.min(table.rowAt(end.toEpochMilli()), table.size()) - 1);
      value += units * last * 0.99925 * 0.998;
      change += (last - table.close(0)) / table.close(0) / 2;
    }

    assertThat(statistics.market().buyAndHold().orElseThrow())
        .isCloseTo(value / CASH - 1, within(1e-9));
    assertThat(statistics.market().change().orElseThrow()).isCloseTo(change, within(1e-9));
  }
}
