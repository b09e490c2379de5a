package io.cointrader.backtest.report;

import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.stats.Costs;
import io.cointrader.backtest.stats.Drawdown;
import io.cointrader.backtest.stats.Performance;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.TradeFigures;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.state.Restriction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Figures in words: the sentences and numbers of the text report and of the page. */
public final class Words {

  private static final MathContext SEVEN = new MathContext(7);
  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\w.])\\d+\\.\\d{3,}(?![\\w.])");
  private static final String UNDEFINED = "undefined";
  private static final String NONE = "-";

  private Words() {}

  /** What share of what was made the costs are, in a few words. */
  static String costsInShort(Statistics statistics) {
    Costs costs = statistics.costs();
    if (statistics.trades().trades() == 0) {
      return "Nothing was paid";
    }
    if (costs.share().isPresent()) {
      return "Costs took " + percent(costs.share().getAsDouble(), 0) + " of what the trades made";
    }
    return isFree(costs)
        ? "The trades cost nothing, and made nothing"
        : "The trades made nothing to pay their costs from";
  }

  /** What was paid, and of what; one sentence without a full stop. */
  public static String costs(Statistics statistics, String currency) {
    Costs costs = statistics.costs();
    if (statistics.trades().trades() == 0) {
      return "no trade was closed, so nothing was paid";
    }
    String paid =
        money(costs.fees()) + " fees + " + money(costs.slippage()) + " spread and slippage";
    String before = money(costs.before()) + " " + currency;
    if (costs.share().isPresent()) {
      String share = percent(costs.share().getAsDouble(), 0);
      return paid + " = " + share + " of the " + before + " made before costs";
    }
    return paid
        + "; before costs "
        + before
        + (isFree(costs) ? "" : ", so there was nothing to pay them from");
  }

  private static boolean isFree(Costs costs) {
    return costs.fees().signum() == 0 && costs.slippage().signum() == 0;
  }

  /** When a drawdown was, and how long. */
  public static String span(Drawdown drawdown) {
    return "from "
        + time(drawdown.peak())
        + " to "
        + time(drawdown.trough())
        + ", "
        + drawdown.recovered().map(at -> "recovered " + time(at)).orElse("not recovered")
        + ", "
        + length(drawdown.length())
        + " long";
  }

  /** Since when and by what entries are restricted. */
  public static String restriction(Restriction restriction) {
    return "since "
        + time(restriction.since())
        + " by "
        + restriction.cause()
        + ": "
        + shortened(restriction.detail());
  }

  /** A text whose long numbers have six digits. */
  public static String shortened(String text) {
    return LONG_NUMBER
        .matcher(text)
        .replaceAll(
            number ->
                Decimal.of(new BigDecimal(number.group()).round(SIX).toPlainString()).toString());
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
    return performance
        .drawdown()
        .map(
            drawdown ->
                figure(
                    "Drawdown",
                    percent(drawdown.fraction(), 2),
                    "the deepest fall: " + span(drawdown),
                    0))
        .orElseGet(() -> figure("Drawdown", "none", "", 0));
  }

  private static List<String> figure(String name, String value, String note, double sign) {
    return List.of(name, value, note, Integer.toString((int) Math.signum(sign)));
  }

  private static double sign(OptionalDouble value) {
    return value.orElse(0);
  }

  /** The names of the columns of a {@link #row}. */
  public static List<String> head(String name) {
    return List.of(
        name, "trades", "won", "net", "fees", "mean", "R", "factor", "best", "worst", "held");
  }

  /**
   * The figures of a group of trades.
   *
   * @param simulated whether prices are generated: then no ratio is told
   */
  public static List<String> row(String name, TradeFigures figures, boolean simulated) {
    return List.of(
        name,
        Integer.toString(figures.trades()),
        figures.winRate().isPresent() ? percent(figures.winRate().getAsDouble(), 0) : NONE,
        money(figures.netPnl()),
        money(figures.fees()),
        number(figures.expectancy(), NONE),
        simulated ? NONE : number(figures.expectancyR(), NONE),
        simulated ? NONE : number(figures.profitFactor(), NONE),
        figures.best().map(Words::money).orElse(NONE),
        figures.worst().map(Words::money).orElse(NONE),
        figures.held().map(Words::length).orElse(NONE));
  }

  /** To two places. */
  public static String money(Money value) {
    return value.value().toBigDecimal().setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** To the minute, UTC. */
  public static String time(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  /** To the hour from two days on, else to the minute. */
  public static String length(Duration length) {
    if (length.toDays() >= 2) {
      return length.toDays() + "d" + (length.toHoursPart() == 0 ? "" : length.toHoursPart() + "h");
    }
    return length.toHours() > 0
        ? length.toHours() + "h" + length.toMinutesPart() + "m"
        : length.toMinutes() + "m";
  }

  /** To two places, or {@code undefined}. */
  public static String number(OptionalDouble value) {
    return number(value, UNDEFINED);
  }

  private static String number(OptionalDouble value, String otherwise) {
    return Double.isFinite(value.orElse(Double.NaN))
        ? String.format(Locale.ROOT, "%.2f", value.getAsDouble())
        : otherwise;
  }

  /** A fraction as a percentage, or {@code undefined}. */
  public static String percent(OptionalDouble fraction, int places) {
    return fraction.isPresent() ? percent(fraction.getAsDouble(), places) : UNDEFINED;
  }

  /** A fraction as a percentage, or {@code undefined}. */
  public static String percent(double fraction, int places) {
    return Double.isFinite(fraction)
        ? String.format(Locale.ROOT, "%." + places + "f %%", fraction * 100)
        : UNDEFINED;
  }

  /** A number in seven digits, without an exponent. */
  static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SEVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
