package io.cointrader.cli;

import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.Blocker;
import io.cointrader.backtest.report.Words;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.state.Scope;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A backtest's result for people: costs first. */
final class BacktestText {

  private static final int WIDTH = 13;

  private BacktestText() {}

  static void print(PrintWriter out, BacktestResult result) {
    RunSummary run = result.summary();
    Statistics statistics = result.statistics();
    out.println();
    out.println(
        "backtest "
            + run.runId()
            + ", "
            + Output.counted(run.symbols().size(), "symbol")
            + source(run));
    if (run.simulated()) {
      out.println("  SIMULATED prices: generated prices prove nothing");
    }
    out.println();
    said(out, "costs", Words.costs(statistics, run.currency()));
    if (statistics.trades().trades() > 0) {
      groups(out, "pair", statistics.bySymbol(), run, statistics.trades());
      groups(out, "strategy", statistics.byStrategy(), run, statistics.trades());
      groups(out, "exit", statistics.byExit(), run, statistics.trades());
    }
    performance(out, result, statistics);
    run.restrictions().stream()
        .filter(restriction -> restriction.scope().equals(Scope.ALL))
        .forEach(restriction -> said(out, "no entries", Words.restriction(restriction)));
    Blocker.onlyCap(result).ifPresent(cap -> said(out, "one cap", cap));
    if (Blocker.isShortOfTrades(result)) {
      few(out, result, statistics.trades().trades());
    }
    said(out, "speed", Math.round(run.candlesPerSecond()) + " candles/s");
    said(out, "decisions", run.decisionsHash());
  }

  private static String source(RunSummary run) {
    return switch (run.feed()) {
      case "replay" -> " from candle files";
      case "history" -> " from the candle store";
      case "sim" -> " of the simulated market";
      default -> " from the feed " + run.feed();
    };
  }

  private static void said(PrintWriter out, String name, String text) {
    Output.wrapped(out, "  " + name + " ".repeat(Math.max(1, WIDTH - name.length())), text);
  }

  private static void groups(
      PrintWriter out,
      String name,
      SortedMap<String, TradeFigures> groups,
      RunSummary run,
      TradeFigures all) {
    List<List<String>> rows = new ArrayList<>();
    groups.forEach(
        (group, figures) -> rows.add(narrow(Words.row(group, figures, run.simulated()))));
    if (groups.size() > 1) {
      rows.add(narrow(Words.row("all", all, run.simulated())));
    }
    out.println();
    Output.table(out, narrow(Words.head(name)), rows);
  }

  /** The best is left out: a terminal has 80 columns. */
  private static List<String> narrow(List<String> row) {
    List<String> cells = new ArrayList<>(row);
    cells.remove(Words.head("").indexOf("best"));
    return cells;
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
            + Output.counted(run.candles(), "candle")
            + (run.badRows() == 0
                ? ""
                : ", " + Output.counted(run.badRows(), "bad row") + " left out"));
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
    said(out, "in market", Words.percent(performance.timeInMarket(), 1) + " of the time");
    said(
        out,
        "market",
        Words.percent(statistics.market().change(), 2)
            + " from first to last price; buy-and-hold with the same costs "
            + Words.percent(statistics.market().buyAndHold(), 2));
    if (!run.denials().isEmpty()) {
      List<String> denials = new ArrayList<>();
      run.denials().forEach((category, count) -> denials.add(category + " " + count));
      said(out, "denied", String.join(", ", denials));
    }
  }

  private static void ratios(PrintWriter out, Statistics statistics) {
    Performance performance = statistics.performance();
    TradeFigures trades = statistics.trades();
    said(out, "CAGR", Words.percent(performance.cagr(), 2));
    said(
        out,
        "ratios",
        "Sharpe "
            + Words.number(performance.sharpe())
            + ", Sortino "
            + Words.number(performance.sortino())
            + ", Calmar "
            + Words.number(performance.calmar()));
    said(
        out,
        "per trade",
        "profit factor "
            + Words.number(trades.profitFactor())
            + ", expectancy "
            + Words.number(trades.expectancy())
            + " ("
            + Words.number(trades.expectancyR())
            + " R), SQN "
            + Words.number(trades.sqn()));
  }

  private static String drawdown(Drawdown fall, String currency) {
    return Words.percent(fall.fraction(), 2)
        + " ("
        + String.format(Locale.ROOT, "%.2f", fall.amount())
        + " "
        + currency
        + ") "
        + Words.span(fall);
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

  private static String signed(double fraction) {
    return (fraction > 0 ? "+" : "") + Words.percent(fraction, 2);
  }
}
