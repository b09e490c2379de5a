package io.cointrader.cli;

import io.cointrader.backtest.Activity;
import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.Blocker;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.backtest.stats.TradeFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A backtest's result as an object: that of a run, with what a backtest knows more. */
final class BacktestJson {

  private static final MathContext DIGITS = new MathContext(12);

  /** What {@link #trade} adds to the columns of {@code trades}. */
  static final List<String> MORE =
      List.of(
          "initialStop",
          "lastStop",
          "takeProfit1",
          "takeProfit2",
          "lowest",
          "highest",
          "spreadAndSlippage",
          "adverseR",
          "favourableR");

  private BacktestJson() {}

  static Map<String, @Nullable Object> fields(BacktestResult result, long seed) {
    Statistics statistics = result.statistics();
    boolean simulated = result.summary().simulated();
    Map<String, @Nullable Object> object = SummaryText.fields(result.summary());
    object.put("seed", seed);
    object.put("simulated", simulated);
    object.put("costs", costs(statistics));
    object.put("all", figures(statistics.trades(), simulated));
    object.put("bySymbol", groups("symbol", statistics.bySymbol(), simulated));
    object.put("byStrategy", groups("strategy", statistics.byStrategy(), simulated));
    object.put("byExit", groups("reason", statistics.byExit(), simulated));
    object.put("performance", performance(statistics, simulated));
    object.put(
        "months",
        statistics.months().stream()
            .map(
                month -> {
                  Map<String, @Nullable Object> one = new LinkedHashMap<>();
                  one.put("month", month.month().toString());
                  one.put("change", number(month.change()));
                  return one;
                })
            .toList());
    object.put("activity", activity(result.activity()));
    object.put("onlyCap", Blocker.onlyCap(result).orElse(null));
    object.put("blockers", Blocker.of(result).stream().map(BacktestJson::blocker).toList());
    return object;
  }

  private static Map<String, @Nullable Object> costs(Statistics statistics) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("fees", statistics.costs().fees().toString());
    object.put("spreadAndSlippage", statistics.costs().slippage().toString());
    object.put("profitBefore", statistics.costs().before().toString());
    object.put("share", number(statistics.costs().share()));
    return object;
  }

  /** Of generated prices no ratio is told: it would look like knowledge. */
  private static Map<String, @Nullable Object> figures(TradeFigures figures, boolean simulated) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("trades", figures.trades());
    object.put("wins", figures.wins());
    object.put("losses", figures.losses());
    object.put("breakeven", figures.breakeven());
    object.put("grossPnl", figures.grossPnl().toString());
    object.put("fees", figures.fees().toString());
    object.put("spreadAndSlippage", figures.slippage().toString());
    object.put("netPnl", figures.netPnl().toString());
    object.put("winRate", number(figures.winRate()));
    object.put("profitFactor", simulated ? null : number(figures.profitFactor()));
    object.put("expectancy", number(figures.expectancy()));
    object.put("expectancyR", simulated ? null : number(figures.expectancyR()));
    object.put("sqn", simulated ? null : number(figures.sqn()));
    object.put("best", Output.text(figures.best()));
    object.put("worst", Output.text(figures.worst()));
    object.put("heldSeconds", figures.held().map(Duration::toSeconds).orElse(null));
    return object;
  }

  private static List<Map<String, @Nullable Object>> groups(
      String name, SortedMap<String, TradeFigures> groups, boolean simulated) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    groups.forEach(
        (group, figures) -> {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put(name, group);
          one.putAll(figures(figures, simulated));
          list.add(one);
        });
    return list;
  }

  private static Map<String, @Nullable Object> performance(
      Statistics statistics, boolean simulated) {
    Performance performance = statistics.performance();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("from", performance.start().toString());
    object.put("to", performance.end().toString());
    object.put("change", number(performance.change()));
    object.put("cagr", simulated ? null : number(performance.cagr()));
    object.put("sharpe", simulated ? null : number(performance.sharpe()));
    object.put("sortino", simulated ? null : number(performance.sortino()));
    object.put("calmar", simulated ? null : number(performance.calmar()));
    object.put("timeInMarket", number(performance.timeInMarket()));
    object.put("drawdown", performance.drawdown().map(BacktestJson::drawdown).orElse(null));
    object.put("marketChange", number(statistics.market().change()));
    object.put("buyAndHold", number(statistics.market().buyAndHold()));
    return object;
  }

  private static Map<String, @Nullable Object> drawdown(Drawdown drawdown) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("amount", number(drawdown.amount()));
    object.put("fraction", number(drawdown.fraction()));
    object.put("peak", drawdown.peak().toString());
    object.put("trough", drawdown.trough().toString());
    object.put("recovered", Output.text(drawdown.recovered()));
    object.put("seconds", drawdown.length().toSeconds());
    return object;
  }

  private static Map<String, @Nullable Object> activity(Activity activity) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("asked", activity.evaluations());
    object.put("nothingToDo", activity.idle());
    object.put("signals", activity.signals());
    object.put("refusedSignals", activity.refused());
    object.put("deniedBy", activity.denied());
    object.put("approved", activity.approved());
    object.put("sizedBy", activity.bounds());
    object.put("entriesSent", activity.entries());
    object.put("entriesFilled", activity.opened());
    return object;
  }

  private static Map<String, @Nullable Object> blocker(Blocker blocker) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("what", blocker.what());
    object.put("count", blocker.count());
    object.put("change", blocker.change());
    return object;
  }

  /** A closed trade as {@code trades} prints it, with what a backtest knows more. */
  static Map<String, @Nullable Object> trade(String runId, String currency, Trade trade) {
    Map<String, @Nullable Object> object = TradesCommand.fields(runId, currency, trade.closed());
    object.put("initialStop", trade.initialStop().toString());
    object.put("lastStop", trade.lastStop().toString());
    object.put("takeProfit1", trade.takeProfit1().toString());
    object.put("takeProfit2", Output.text(trade.takeProfit2()));
    object.put("lowest", trade.lowest().toString());
    object.put("highest", trade.highest().toString());
    object.put("spreadAndSlippage", trade.slippage().toString());
    object.put("adverseR", number(trade.adverseR()));
    object.put("favourableR", number(trade.favourableR()));
    return object;
  }

  private static @Nullable String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  private static @Nullable String number(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    BigDecimal plain = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }
}
