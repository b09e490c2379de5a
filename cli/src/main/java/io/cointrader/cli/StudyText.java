package io.cointrader.cli;

import io.cointrader.backtest.optimize.Objective;
import io.cointrader.backtest.optimize.Outcome;
import io.cointrader.backtest.optimize.Plateau;
import io.cointrader.backtest.optimize.StudyPlan;
import io.cointrader.backtest.optimize.StudyResult;
import io.cointrader.backtest.optimize.TradeOrder;
import io.cointrader.backtest.optimize.Trial;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study for people and as JSON. */
final class StudyText {

  private static final int MOST_LEVELS = 12;
  private static final int MOST_TRIALS = 5;

  private final PrintWriter out;
  private final StudyResult result;
  private final StudyPlan plan;

  private StudyText(PrintWriter out, StudyResult result) {
    this.out = out;
    this.result = result;
    this.plan = result.plan();
  }

  static void print(PrintWriter out, StudyResult result, boolean json) {
    if (json) {
      Output.json(out, json(result));
    } else {
      new StudyText(out, result).print();
    }
    out.flush();
  }

  private void print() {
    head();
    if (result.best().isEmpty()) {
      out.println();
      Output.wrapped(
          out,
          "",
          "no trial has a value of "
              + plan.objective().label()
              + ": none made "
              + plan.leastTrades()
              + " trades on which it is defined; widen the ranges, take more data, or lower"
              + " --min-trades");
      return;
    }
    Trial best = result.best().get();
    best(best);
    result.surroundings().ifPresent(this::plateau);
    levels();
    luck();
    result.walk().ifPresent(this::walk);
    result.holdout().ifPresent(this::holdout);
    out.println();
    List<String> objections = result.objections();
    if (!objections.isEmpty()) {
      Output.wrapped(out, "", "nothing is recommended: " + String.join("; ", objections));
      return;
    }
    out.println("to use it, write into cointrader.yaml:");
    out.println();
    yaml(best.settings()).forEach(out::println);
  }

  private void head() {
    Output.wrapped(
        out,
        "study     ",
        result.study()
            + ": "
            + result.ranked().size()
            + " of at most "
            + plan.trials()
            + " trials by "
            + plan.sampling().label()
            + ", seed "
            + plan.seed()
            + (result.complete() ? "" : "; NOT COMPLETE"));
    out.println(
        "searched  "
            + span(plan.searched().from(), plan.searched().to())
            + ", "
            + String.join(" ", plan.symbols()));
    long refused =
        result.ranked().stream().filter(trial -> trial.outcome().refused().isPresent()).count();
    int without = result.ranked().size() - result.defined();
    if (without > 0) {
      Output.wrapped(
          out,
          "          ",
          without
              + " without a value of "
              + plan.objective().label()
              + (refused > 0 ? ", " + refused + " of them contradict themselves" : "")
              + "; they rank last");
    }
  }

  private void best(Trial best) {
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("chosen (trial " + best.ordinal() + ")", best.outcome()));
    for (Trial trial : result.ranked().subList(0, Math.min(MOST_TRIALS, result.defined()))) {
      if (!trial.equals(best)) {
        rows.add(row("trial " + trial.ordinal(), trial.outcome()));
      }
    }
    result.configured().ifPresent(trial -> rows.add(row("as configured", trial.outcome())));
    Output.table(out, columns(), rows);
    out.println();
    best.settings().forEach((key, value) -> out.println("  " + key + " = " + value));
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(""));
    if (hasOwnColumn()) {
      columns.add(plan.objective().label());
    }
    columns.addAll(List.of("net", "sharpe", "drawdown", "trades", "fees", "profit factor"));
    return columns;
  }

  /** Whether what is looked for is none of the figures that are always shown. */
  private boolean hasOwnColumn() {
    return switch (plan.objective()) {
      case NET, SHARPE, PROFIT_FACTOR -> false;
      case SORTINO, CALMAR, EXPECTANCY, SQN -> true;
    };
  }

  private List<String> row(String name, Outcome outcome) {
    List<String> row = new ArrayList<>(List.of(name));
    if (hasOwnColumn()) {
      row.add(number(plan.objective().of(outcome, plan.leastTrades())));
    }
    row.addAll(
        List.of(
            percent(outcome, "net"),
            number(figure(outcome, "sharpe")),
            percent(outcome, "max_drawdown"),
            Integer.toString(outcome.trades()),
            percent(outcome, "fees"),
            number(figure(outcome, "profit_factor"))));
    return row;
  }

  private static OptionalDouble figure(Outcome outcome, String name) {
    Double value = outcome.figures().get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static String percent(Outcome outcome, String name) {
    return percent(figure(outcome, name));
  }

  private static String percent(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * value.getAsDouble());
  }

  private static String percent(double value) {
    return percent(OptionalDouble.of(value));
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
  }

  private static String span(Instant from, Instant to) {
    return Figures.time(from) + " to " + Figures.time(to);
  }

  private void plateau(Plateau plateau) {
    out.println();
    OptionalDouble value = result.best().map(result::value).orElse(OptionalDouble.empty());
    boolean steep =
        plateau.mean().isPresent()
            && value.isPresent()
            && plateau.mean().getAsDouble() < value.getAsDouble() / 2;
    Output.wrapped(
        out,
        "plateau   ",
        plateau.neighbours() == 0
            ? "no combination next to it was tried: whether it is a peak cannot be said"
            : plateau.neighbours()
                + " next to it were tried: mean "
                + number(plateau.mean())
                + ", least "
                + number(plateau.least())
                + (plateau.undefined() > 0 ? ", " + plateau.undefined() + " without value" : "")
                + (steep ? "; a peak that falls off at once is mostly luck" : ""));
  }

  private void levels() {
    result
        .levels()
        .forEach(
            (key, levels) -> {
              out.println();
              List<List<String>> rows = new ArrayList<>();
              for (Plateau.Level level : some(levels)) {
                rows.add(
                    List.of(
                        level.value(),
                        Integer.toString(level.trials()),
                        number(level.median()),
                        number(level.best())));
              }
              Output.table(out, List.of(key, "trials", "median", "best"), rows);
              if (levels.size() > MOST_LEVELS) {
                out.println(
                    "  … " + MOST_LEVELS + " of " + levels.size() + " values; JSON has all");
              }
            });
  }

  private static List<Plateau.Level> some(List<Plateau.Level> levels) {
    if (levels.size() <= MOST_LEVELS) {
      return levels;
    }
    List<Plateau.Level> some = new ArrayList<>();
    for (int i = 0; i < MOST_LEVELS; i++) {
      some.add(levels.get(i * (levels.size() - 1) / (MOST_LEVELS - 1)));
    }
    return some;
  }

  private void luck() {
    out.println();
    out.println("is it luck?");
    boolean told = result.deflated().orElse(0) >= StudyResult.SIGNIFICANT;
    out.println("  probabilistic Sharpe ratio    " + number(result.naive()));
    Output.wrapped(
        out,
        "    ",
        "the probability that the true Sharpe ratio is above 0, had nothing been chosen");
    out.println("  deflated Sharpe ratio         " + number(result.deflated()));
    Output.wrapped(
        out,
        "    ",
        "the probability that it is above what the luckiest of "
            + result.ranked().size()
            + " worthless trials would show");
    Output.wrapped(
        out,
        "    ",
        result.deflated().isEmpty()
            ? "undefined: there are too few returns to tell"
            : told
                ? "at least 0.95: more than the search alone explains"
                : "below 0.95: NOT TOLD FROM LUCK");
    if (result.overfitting().isPresent()) {
      out.println("  probability of overfitting    " + number(result.overfitting()));
      Output.wrapped(
          out,
          "    ",
          "how often the best of half of the days is among the worse trials in the other half");
    }
    result.orders().ifPresent(this::orders);
  }

  private void orders(TradeOrder order) {
    Output.wrapped(
        out,
        "  ",
        "drawdown of closed trades "
            + percent(order.drawdown())
            + "; in another order "
            + percent(order.median())
            + " is usual, and 1 in 20 exceeds "
            + percent(order.worst()));
    Output.wrapped(
        out,
        "  ",
        "with other luck (trades drawn again) "
            + percent(order.loss())
            + " end with a loss, and 1 in 20 with less than "
            + percent(order.low()));
  }

  private void walk(StudyResult.Walk walk) {
    out.println();
    out.println("walk-forward: chosen on the stretch before, judged on the next one");
    List<List<String>> rows = new ArrayList<>();
    for (StudyResult.Window window : walk.windows()) {
      rows.add(
          List.of(
              Figures.time(window.judged().from()).substring(0, 10),
              window.chosen().map(trial -> number(result.value(trial))).orElse("-"),
              window.chosen().map(trial -> percent(trial.outcome(), "net")).orElse("-"),
              window.after().map(trial -> percent(trial.outcome(), "net")).orElse("-"),
              window.after().map(trial -> number(figure(trial.outcome(), "sharpe"))).orElse("-"),
              window.after().map(trial -> Integer.toString(trial.outcome().trades())).orElse("0")));
    }
    Output.table(
        out,
        List.of(
            "judged from",
            plan.objective().label() + " before",
            "net before",
            "net",
            "sharpe",
            "trades"),
        rows);
    Output.wrapped(
        out,
        "  ",
        "joined: net "
            + percent(walk.net())
            + ", Sharpe "
            + number(walk.sharpe())
            + ", "
            + walk.trades()
            + " trades, "
            + walk.profitable()
            + " of "
            + walk.windows().size()
            + " with profit; probabilistic Sharpe ratio "
            + number(walk.probability()));
    Output.wrapped(
        out,
        "  ",
        walk.efficiency().isEmpty()
            ? "what was chosen made no profit before it was judged"
            : "a day brought "
                + percent(walk.efficiency())
                + " of what it had brought where it was chosen");
  }

  private void holdout(StudyResult.Holdout holdout) {
    out.println();
    out.println(
        "held out  "
            + span(holdout.span().from(), holdout.span().to())
            + ", opened "
            + Figures.time(holdout.opened()));
    Output.table(out, columns(), List.of(row("chosen", holdout.trial().outcome())));
    if (holdout.isSpent()) {
      List<String> looks = new ArrayList<>();
      if (!holdout.openedBefore().isEmpty()) {
        looks.add("opened " + before(holdout.openedBefore()));
      }
      if (!holdout.searchedBefore().isEmpty()) {
        looks.add("searched by other studies " + before(holdout.searchedBefore()));
      }
      Output.wrapped(
          out,
          "  ",
          "SPENT: it, or a part of it, had been "
              + String.join(", and ", looks)
              + "; it no longer judges what was chosen since");
    }
  }

  private static String before(List<Instant> moments) {
    return (moments.size() == 1 ? "once" : moments.size() + " times")
        + " before, first on "
        + Figures.time(moments.get(0));
  }

  /** The settings as the lines of a configuration file. */
  static List<String> yaml(SortedMap<String, String> settings) {
    List<String> lines = new ArrayList<>();
    List<String> open = List.of();
    for (Map.Entry<String, String> entry : settings.entrySet()) {
      List<String> path = List.of(entry.getKey().split("\\."));
      int same = 0;
      while (same < path.size() - 1
          && same < open.size()
          && path.get(same).equals(open.get(same))) {
        same++;
      }
      for (int i = same; i < path.size() - 1; i++) {
        lines.add("  ".repeat(i) + path.get(i) + ":");
      }
      open = path.subList(0, path.size() - 1);
      String value = entry.getValue();
      lines.add(
          "  ".repeat(path.size() - 1)
              + path.get(path.size() - 1)
              + ": "
              + (value.contains(",") ? "[" + value.replace(",", ", ") + "]" : value));
    }
    return lines;
  }

  private static Map<String, @Nullable Object> json(StudyResult result) {
    StudyPlan plan = result.plan();
    Map<String, @Nullable Object> object = Output.object();
    object.put("study", result.study());
    object.put("id", plan.id());
    object.put("complete", result.complete());
    object.put("objective", plan.objective().label());
    object.put("sampler", plan.sampling().label());
    object.put("seed", plan.seed());
    object.put("trials", result.ranked().size());
    object.put("defined", result.defined());
    object.put("symbols", plan.symbols());
    object.put("searchedFrom", plan.searched().from().toString());
    object.put("searchedTo", plan.searched().to().toString());
    object.put("build", plan.build());
    object.put("configHash", plan.config());
    object.put("data", plan.data());
    object.put("configured", result.configured().map(one -> trial(one, result)).orElse(null));
    object.put("chosen", result.best().map(one -> trial(one, result)).orElse(null));
    object.put("plateau", result.surroundings().map(StudyText::plateauJson).orElse(null));
    object.put("levels", levelsJson(result));
    Map<String, @Nullable Object> luck = new LinkedHashMap<>();
    luck.put("probabilisticSharpe", plain(result.naive()));
    luck.put("expectedBestSharpePerDay", plain(OptionalDouble.of(result.expectedBest())));
    luck.put("deflatedSharpe", plain(result.deflated()));
    luck.put(
        "significant",
        result.deflated().isEmpty()
            ? null
            : result.deflated().getAsDouble() >= StudyResult.SIGNIFICANT);
    luck.put("overfittingProbability", plain(result.overfitting()));
    luck.put("tradeOrder", result.orders().map(StudyText::ordersJson).orElse(null));
    object.put("significance", luck);
    object.put("walkForward", result.walk().map(one -> walkJson(one, result)).orElse(null));
    object.put("holdout", result.holdout().map(one -> holdoutJson(one, result)).orElse(null));
    object.put("recommended", result.objections().isEmpty());
    object.put("objections", result.objections());
    object.put("ranked", result.ranked().stream().map(one -> trial(one, result)).toList());
    return object;
  }

  private static Map<String, @Nullable Object> trial(Trial trial, StudyResult result) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("ordinal", trial.ordinal());
    one.put("settings", trial.settings());
    one.put("value", plain(result.value(trial)));
    one.put("trades", trial.outcome().trades());
    Map<String, @Nullable Object> figures = new TreeMap<>();
    for (Objective objective : Objective.values()) {
      put(figures, trial, objective.label());
    }
    put(figures, trial, "fees");
    put(figures, trial, "max_drawdown");
    one.put("figures", figures);
    one.put(
        "decisionsHash",
        trial.outcome().decisionsHash().isEmpty() ? null : trial.outcome().decisionsHash());
    one.put("refused", trial.outcome().refused().orElse(null));
    return one;
  }

  /** Under its name in JSON: {@code profit_factor} is {@code profitFactor}. */
  private static void put(Map<String, @Nullable Object> figures, Trial trial, String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    figures.put(camel.toString(), plain(figure(trial.outcome(), name)));
  }

  private static @Nullable String plain(OptionalDouble value) {
    return value.isEmpty()
        ? null
        : BigDecimal.valueOf(value.getAsDouble()).stripTrailingZeros().toPlainString();
  }

  private static Map<String, @Nullable Object> plateauJson(Plateau plateau) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("neighbours", plateau.neighbours());
    one.put("undefined", plateau.undefined());
    one.put("mean", plain(plateau.mean()));
    one.put("least", plain(plateau.least()));
    return one;
  }

  private static Map<String, @Nullable Object> levelsJson(StudyResult result) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    result
        .levels()
        .forEach(
            (key, levels) ->
                all.put(
                    key,
                    levels.stream()
                        .map(
                            level -> {
                              Map<String, @Nullable Object> one = new LinkedHashMap<>();
                              one.put("value", level.value());
                              one.put("trials", level.trials());
                              one.put("median", plain(level.median()));
                              one.put("best", plain(level.best()));
                              return one;
                            })
                        .toList()));
    return all;
  }

  private static Map<String, @Nullable Object> ordersJson(TradeOrder order) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("orders", order.orders());
    one.put("drawdown", plain(OptionalDouble.of(order.drawdown())));
    one.put("medianDrawdown", plain(OptionalDouble.of(order.median())));
    one.put("drawdown95", plain(OptionalDouble.of(order.worst())));
    one.put("lossShare", plain(OptionalDouble.of(order.loss())));
    one.put("net5", plain(OptionalDouble.of(order.low())));
    return one;
  }

  private static Map<String, @Nullable Object> walkJson(StudyResult.Walk walk, StudyResult result) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("trades", walk.trades());
    one.put("net", plain(OptionalDouble.of(walk.net())));
    one.put("sharpe", plain(walk.sharpe()));
    one.put("probabilisticSharpe", plain(walk.probability()));
    one.put("profitable", walk.profitable());
    one.put("efficiency", plain(walk.efficiency()));
    one.put(
        "windows",
        walk.windows().stream()
            .map(
                window -> {
                  Map<String, @Nullable Object> part = new LinkedHashMap<>();
                  part.put("chosenFrom", window.before().from().toString());
                  part.put("chosenTo", window.before().to().toString());
                  part.put("judgedFrom", window.judged().from().toString());
                  part.put("judgedTo", window.judged().to().toString());
                  part.put("chosen", window.chosen().map(t -> trial(t, result)).orElse(null));
                  part.put("judged", window.after().map(t -> trial(t, result)).orElse(null));
                  return part;
                })
            .toList());
    return one;
  }

  private static Map<String, @Nullable Object> holdoutJson(
      StudyResult.Holdout holdout, StudyResult result) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("from", holdout.span().from().toString());
    one.put("to", holdout.span().to().toString());
    one.put("opened", holdout.opened().toString());
    one.put("spent", holdout.isSpent());
    one.put("openedBefore", holdout.openedBefore().stream().map(Instant::toString).toList());
    one.put("searchedBefore", holdout.searchedBefore().stream().map(Instant::toString).toList());
    one.put("trial", trial(holdout.trial(), result));
    return one;
  }
}
