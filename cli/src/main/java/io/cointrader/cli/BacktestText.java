package io.cointrader.cli;

import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.Blocker;
import io.cointrader.backtest.stats.Costs;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.state.Scope;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** A backtest's result for people: costs first. */
final class BacktestText {

  private static final String UNDEFINED = "undefined";
  private static final int WIDTH = 13;

  private BacktestText() {}

  static void print(PrintWriter out, BacktestResult result) {
    RunSummary run = result.summary();
    Statistics statistics = result.statistics();
    out.println();
    out.println("backtest " + run.runId() + ", " + run.symbols().size() + plural(run) + run.feed());
    if (run.simulated()) {
      out.println("  SIMULATED prices: generated prices prove nothing");
    }
    costs(out, statistics.costs(), run.currency());
    if (statistics.trades().trades() > 0) {
      groups(out, "pair", statistics.bySymbol(), statistics.trades());
      groups(out, "strategy", statistics.byStrategy(), statistics.trades());
      groups(out, "exit", statistics.byExit(), statistics.trades());
    }
    performance(out, result, statistics);
    run.restrictions().stream()
        .filter(restriction -> restriction.scope().equals(Scope.ALL))
        .forEach(
            restriction ->
                said(
                    out,
                    "no entries",
                    "since "
                        + Figures.time(restriction.since())
                        + " by "
                        + restriction.cause()
                        + ": "
                        + Figures.shortened(restriction.detail())));
    Blocker.onlyCap(result).ifPresent(cap -> said(out, "one cap", cap));
    if (Blocker.isShortOfTrades(result)) {
      few(out, result, statistics.trades().trades());
    }
    said(out, "speed", Math.round(run.candlesPerSecond()) + " candles/s");
    said(out, "decisions", run.decisionsHash());
  }

  private static String plural(RunSummary run) {
    return (run.symbols().size() == 1 ? " symbol of " : " symbols of ");
  }

  private static void said(PrintWriter out, String name, String text) {
    Output.wrapped(out, "  " + name + " ".repeat(Math.max(1, WIDTH - name.length())), text);
  }

  private static void costs(PrintWriter out, Costs costs, String currency) {
    out.println();
    String sum =
        Figures.money(costs.fees())
            + " fees + "
            + Figures.money(costs.slippage())
            + " spread and slippage";
    said(
        out,
        "costs",
        costs.share().isPresent()
            ? sum
                + " = "
                + percent(costs.share().getAsDouble(), 0)
                + " of the "
                + Figures.money(costs.before())
                + " "
                + currency
                + " made before costs"
            : sum
                + "; before costs "
                + Figures.money(costs.before())
                + " "
                + currency
                + ", so there was nothing to pay them from");
  }

  private static void groups(
      PrintWriter out, String name, SortedMap<String, TradeFigures> groups, TradeFigures all) {
    List<List<String>> rows = new ArrayList<>();
    groups.forEach((group, figures) -> rows.add(row(group, figures)));
    if (groups.size() > 1) {
      rows.add(row("all", all));
    }
    out.println();
    Output.table(
        out,
        List.of(name, "trades", "won", "net", "fees", "mean", "R", "factor", "worst", "held"),
        rows);
  }

  private static List<String> row(String name, TradeFigures figures) {
    return List.of(
        name,
        Integer.toString(figures.trades()),
        figures.winRate().isPresent() ? percent(figures.winRate().getAsDouble(), 0) : "-",
        Figures.money(figures.netPnl()),
        Figures.money(figures.fees()),
        number(figures.expectancy(), "-"),
        number(figures.expectancyR(), "-"),
        number(figures.profitFactor(), "-"),
        figures.worst().map(Figures::money).orElse("-"),
        figures.held().map(BacktestText::length).orElse("-"));
  }

  private static void performance(PrintWriter out, BacktestResult result, Statistics statistics) {
    RunSummary run = result.summary();
    Performance performance = statistics.performance();
    out.println();
    said(
        out,
        "period",
        Figures.time(performance.start())
            + " to "
            + Figures.time(performance.end())
            + ", "
            + run.candles()
            + " candles"
            + (run.badRows() == 0 ? "" : ", " + run.badRows() + " bad rows left out"));
    said(
        out,
        "balance",
        Figures.money(run.startEquity())
            + " to "
            + Figures.money(run.endEquity())
            + " "
            + run.currency()
            + ", "
            + signed(performance.change())
            + (run.openPositions() == 0 ? "" : ", " + run.openPositions() + " still open"));
    if (!run.simulated()) {
      ratios(out, statistics);
    }
    said(
        out,
        "drawdown",
        performance.drawdown().map(fall -> drawdown(fall, run.currency())).orElse("none"));
    said(out, "in market", percent(performance.timeInMarket(), 1) + " of the time");
    said(
        out,
        "market",
        percent(statistics.market().change(), 2)
            + " from first to last price; buy-and-hold with the same costs "
            + percent(statistics.market().buyAndHold(), 2));
    if (!run.denials().isEmpty()) {
      List<String> denials = new ArrayList<>();
      run.denials().forEach((category, count) -> denials.add(category + " " + count));
      said(out, "denied", String.join(", ", denials));
    }
  }

  private static void ratios(PrintWriter out, Statistics statistics) {
    Performance performance = statistics.performance();
    TradeFigures trades = statistics.trades();
    said(out, "CAGR", percent(performance.cagr(), 2));
    said(
        out,
        "ratios",
        "Sharpe "
            + number(performance.sharpe(), UNDEFINED)
            + ", Sortino "
            + number(performance.sortino(), UNDEFINED)
            + ", Calmar "
            + number(performance.calmar(), UNDEFINED));
    said(
        out,
        "per trade",
        "profit factor "
            + number(trades.profitFactor(), UNDEFINED)
            + ", expectancy "
            + number(trades.expectancy(), UNDEFINED)
            + " ("
            + number(trades.expectancyR(), UNDEFINED)
            + " R), SQN "
            + number(trades.sqn(), UNDEFINED));
  }

  private static String drawdown(Drawdown fall, String currency) {
    return percent(fall.fraction(), 2)
        + " ("
        + String.format(Locale.ROOT, "%.2f", fall.amount())
        + " "
        + currency
        + ") from "
        + Figures.time(fall.peak())
        + " to "
        + Figures.time(fall.trough())
        + ", "
        + fall.recovered().map(at -> "recovered " + Figures.time(at)).orElse("not recovered")
        + ", "
        + length(fall.length())
        + " long";
  }

  private static void few(PrintWriter out, BacktestResult result, int trades) {
    out.println();
    out.println(
        "  "
            + (trades == 0 ? "No trade" : trades == 1 ? "1 trade" : trades + " trades")
            + " in all of it. What kept it from trading, and what would change that:");
    List<Blocker> blockers = Blocker.of(result);
    for (Blocker blocker : blockers) {
      Output.wrapped(
          out,
          String.format(Locale.ROOT, "  %7d  ", blocker.count()),
          blocker.what() + "; to change it: " + blocker.change());
    }
    if (blockers.isEmpty()) {
      out.println("           nothing; the period is short");
    }
    out.println();
  }

  static String length(Duration length) {
    if (length.toDays() >= 2) {
      return length.toDays() + "d" + (length.toHoursPart() == 0 ? "" : length.toHoursPart() + "h");
    }
    return length.toHours() > 0
        ? length.toHours() + "h" + length.toMinutesPart() + "m"
        : length.toMinutes() + "m";
  }

  private static String number(OptionalDouble value, String otherwise) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : otherwise;
  }

  private static String signed(double fraction) {
    return String.format(Locale.ROOT, "%+.2f %%", fraction * 100);
  }

  private static String percent(double fraction, int places) {
    return String.format(Locale.ROOT, "%." + places + "f %%", fraction * 100);
  }

  private static String percent(OptionalDouble fraction, int places) {
    return fraction.isPresent() ? percent(fraction.getAsDouble(), places) : UNDEFINED;
  }
}
