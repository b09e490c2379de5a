package io.cointrader.backtest.report;

import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.stats.Costs;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.number.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures in words, as the page shows them. */
final class Words {

  private static final MathContext SEVEN = new MathContext(7);
  private static final String UNDEFINED = "undefined";

  private Words() {}

  /** What was paid, and what share of what was made that is. */
  static List<String> costs(Costs costs, String currency) {
    String paid =
        money(costs.fees())
            + " fees, "
            + money(costs.slippage())
            + " spread and slippage, in "
            + currency
            + "; the trades made "
            + money(costs.before())
            + " before any cost.";
    return costs.share().isPresent()
        ? List.of(
            "Costs took " + percent(costs.share().getAsDouble(), 0) + " of what the trades made",
            paid)
        : List.of(
            costs.fees().signum() == 0
                ? "No trade was closed, so nothing was paid"
                : "The trades made nothing to pay their costs from",
            paid);
  }

  /** Name, value, a note, and whether the value is good (1), bad (-1) or neither (0). */
  static List<List<String>> figures(BacktestResult result, Statistics statistics) {
    RunSummary run = result.summary();
    Performance performance = statistics.performance();
    TradeFigures trades = statistics.trades();
    List<List<String>> all = new ArrayList<>();
    all.add(
        figure(
            "Balance",
            money(run.endEquity()) + " " + run.currency(),
            "from " + money(run.startEquity()),
            0));
    all.add(
        figure(
            "Return",
            percent(performance.change(), 2),
            run.openPositions() == 0 ? "" : run.openPositions() + " still open",
            performance.change()));
    all.add(
        figure(
            "Trades", Integer.toString(trades.trades()), percent(trades.winRate(), 0) + " won", 0));
    if (!run.simulated()) {
      all.add(figure("CAGR", percent(performance.cagr(), 1), "", sign(performance.cagr())));
      all.add(figure("Sharpe", number(performance.sharpe()), "daily, \u221a365", 0));
      all.add(figure("Sortino", number(performance.sortino()), "", 0));
      all.add(figure("Calmar", number(performance.calmar()), "", 0));
      all.add(figure("Profit factor", number(trades.profitFactor()), "", 0));
      all.add(
          figure(
              "Expectancy",
              number(trades.expectancy()),
              number(trades.expectancyR()) + " R a trade",
              sign(trades.expectancy())));
      all.add(figure("SQN", number(trades.sqn()), "", 0));
    }
    all.add(drawdown(performance));
    all.add(figure("In the market", percent(performance.timeInMarket(), 1), "of the time", 0));
    all.add(
        figure(
            "Market",
            percent(statistics.market().change(), 1),
            "buy-and-hold " + percent(statistics.market().buyAndHold(), 1) + " after costs",
            0));
    return all;
  }

  private static List<String> drawdown(Performance performance) {
    if (performance.drawdown().isEmpty()) {
      return figure("Deepest fall", "none", "", 0);
    }
    Drawdown fall = performance.drawdown().get();
    return figure(
        "Deepest fall",
        percent(fall.fraction(), 2),
        day(fall.peak())
            + " to "
            + day(fall.trough())
            + ", "
            + fall.recovered().map(at -> "recovered " + day(at)).orElse("not recovered")
            + ", "
            + length(fall.length()),
        0);
  }

  private static List<String> figure(String name, String value, String note, double sign) {
    return List.of(name, value, note, Integer.toString((int) Math.signum(sign)));
  }

  private static double sign(OptionalDouble value) {
    return value.orElse(0);
  }

  static List<String> head(String name) {
    return List.of(
        name, "trades", "won", "net", "fees", "mean", "mean R", "factor", "best", "worst", "held");
  }

  static List<String> row(String name, TradeFigures figures) {
    return List.of(
        name,
        Integer.toString(figures.trades()),
        percent(figures.winRate(), 0),
        money(figures.netPnl()),
        money(figures.fees()),
        number(figures.expectancy()),
        number(figures.expectancyR()),
        number(figures.profitFactor()),
        figures.best().map(Words::money).orElse(UNDEFINED),
        figures.worst().map(Words::money).orElse(UNDEFINED),
        figures.held().map(Words::length).orElse(UNDEFINED));
  }

  static String money(Money value) {
    return value.value().toBigDecimal().setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  static String time(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  private static String length(Duration length) {
    return length.toDays() >= 2
        ? length.toDays() + " d"
        : length.toHours() > 0
            ? length.toHours() + " h " + length.toMinutesPart() + " min"
            : length.toMinutes() + " min";
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : UNDEFINED;
  }

  private static String percent(OptionalDouble fraction, int places) {
    return fraction.isPresent() ? percent(fraction.getAsDouble(), places) : UNDEFINED;
  }

  private static String percent(double fraction, int places) {
    return String.format(Locale.ROOT, "%." + places + "f %%", fraction * 100);
  }

  /** A number in seven digits, without an exponent. */
  static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SEVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
