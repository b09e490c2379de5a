package io.cointrader.backtest.optimize;

import io.cointrader.backtest.stats.DailyReturns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a study found, all of it computed from its plan and its trials.
 *
 * @param configured the configuration as it is, on the searched data
 * @param ranked every trial of the search, the best first, undefined ones last
 * @param best the chosen one; empty when no trial has a value
 * @param repeatable whether the chosen one decided the same when it was tried again, or was not
 * @param surroundings of the chosen one
 * @param levels each value of each parameter that was tried, by key
 * @param naive the probabilistic Sharpe ratio: the probability that the chosen one is above 0, the
 *     choice not considered
 * @param expectedBest the Sharpe ratio, per day, of the best of as many worthless trials as are
 *     ranked
 * @param deflated the deflated Sharpe ratio: the probability that the chosen one is above that
 * @param overfitting the probability that what is best in one half of the days is among the worse
 *     in the other
 * @param orders the trades of the chosen one in other orders
 * @param walk the walk-forward, if there is one
 * @param holdout the held-out data, once it was opened
 * @param complete whether every trial that the plan asks for is there
 */
public record StudyResult(
    String study,
    StudyPlan plan,
    Optional<Trial> configured,
    List<Trial> ranked,
    Optional<Trial> best,
    boolean repeatable,
    Optional<Plateau> surroundings,
    SortedMap<String, List<Plateau.Level>> levels,
    OptionalDouble naive,
    double expectedBest,
    OptionalDouble deflated,
    OptionalDouble overfitting,
    Optional<TradeOrder> orders,
    Optional<Walk> walk,
    Optional<Holdout> holdout,
    boolean complete) {

  /** From which probability on a result is told from luck. */
  public static final double SIGNIFICANT = 0.95;

  static final String CONFIGURED = "configured";
  static final String SEARCH = "search";
  static final String AGAIN = "again";
  static final String HOLDOUT = "holdout";

  public StudyResult {
    ranked = List.copyOf(ranked);
  }

  /** The stage in which a window of the walk-forward, from 1, is searched. */
  static String before(int window) {
    return "walk-" + window;
  }

  /** The stage in which it is judged. */
  static String after(int window) {
    return before(window) + "-after";
  }

  /**
   * A window of the walk-forward.
   *
   * @param chosen on the part before; empty when no trial there has a value
   * @param after the same settings on the part that follows
   */
  public record Window(Span before, Span judged, Optional<Trial> chosen, Optional<Trial> after) {}

  /**
   * The windows and what the judged parts come to end to end, each with the same starting equity.
   *
   * @param net sum of the net profits, as a fraction of the starting equity
   * @param sharpe a year of 365 days, of the joined daily returns
   * @param probability that its true Sharpe ratio is above 0
   * @param profitable windows that ended with a profit
   * @param efficiency net profit a day on the judged parts over that on the parts chosen on; empty
   *     when the latter is no profit
   */
  public record Walk(
      List<Window> windows,
      int trades,
      double net,
      OptionalDouble sharpe,
      OptionalDouble probability,
      int profitable,
      OptionalDouble efficiency) {

    public Walk {
      windows = List.copyOf(windows);
    }
  }

  /**
   * The held-out data.
   *
   * @param opened when this study opened it
   * @param openedBefore when it, or a part of it, had been opened before
   * @param searchedBefore when other studies had begun to search it, or a part of it, before
   */
  public record Holdout(
      Span span,
      Trial trial,
      Instant opened,
      List<Instant> openedBefore,
      List<Instant> searchedBefore) {

    public Holdout {
      openedBefore = List.copyOf(openedBefore);
      searchedBefore = List.copyOf(searchedBefore);
    }

    /** Whether somebody had looked, so that it no longer judges what was chosen since. */
    public boolean isSpent() {
      return !openedBefore.isEmpty() || !searchedBefore.isEmpty();
    }
  }

  /** The value that the study wants most of. */
  public OptionalDouble value(Trial trial) {
    return plan.objective().of(trial.outcome(), plan.leastTrades());
  }

  /** Why what was chosen is not recommended; empty when nothing speaks against it. */
  public List<String> objections() {
    List<String> all = new ArrayList<>();
    if (best.isEmpty()) {
      return List.of("no trial has a value");
    }
    if (!complete) {
      all.add("the study has not run to its end");
    }
    if (!repeatable) {
      all.add(
          "the chosen settings decided otherwise when they were tried again, so a strategy hangs on"
              + " chance, a clock or another trial: see check lookahead");
    }
    if (net(best.get().outcome()) <= 0) {
      all.add("the chosen settings made no profit");
    }
    if (deflated.isEmpty() || deflated.getAsDouble() < SIGNIFICANT) {
      all.add("the result is not told from luck");
    }
    if (walk.isPresent() && walk.get().net() <= 0) {
      all.add("settings chosen this way made no profit in the walk-forward");
    }
    holdout
        .filter(one -> net(one.trial().outcome()) <= 0)
        .ifPresent(one -> all.add("the chosen settings made no profit on the held-out data"));
    return all;
  }

  /** How many of the ranked trials have a value. */
  public int defined() {
    return (int) ranked.stream().filter(trial -> value(trial).isPresent()).count();
  }

  /**
   * @param trials of every stage
   * @param opening of what was held out; empty when it was not opened
   */
  static StudyResult of(
      String study,
      StudyPlan plan,
      List<Trial> trials,
      Optional<HoldoutLedger.Opening> opening,
      boolean complete) {
    Map<String, List<Trial>> stages = new TreeMap<>();
    trials.stream()
        .sorted(Trial.ORDER)
        .forEach(
            trial -> stages.computeIfAbsent(trial.stage(), none -> new ArrayList<>()).add(trial));
    Space space = new Space(plan.parameters());
    List<Trial> search = stages.getOrDefault(SEARCH, List.of());
    List<Plateau.Valued> valued = valued(search, plan, space);
    Optional<Trial> best = choose(search, plan, space);
    SortedMap<String, List<Plateau.Level>> levels = new TreeMap<>();
    for (int i = 0; i < space.dimension(); i++) {
      levels.put(plan.parameters().get(i).key(), Plateau.levels(i, valued, space));
    }
    List<Double> sharpes = sharpes(search);
    Optional<List<Double>> returns = best.map(trial -> trial.outcome().returns());
    return new StudyResult(
        study,
        plan,
        stages.getOrDefault(CONFIGURED, List.of()).stream().findFirst(),
        ranked(search, plan),
        best,
        stages.getOrDefault(AGAIN, List.of()).stream()
            .allMatch(again -> best.isPresent() && again.decidesAs(best.get())),
        best.map(trial -> Plateau.around(space.point(trial.settings()), valued, space)),
        levels,
        returns.map(some -> Significance.probabilistic(some, 0)).orElse(OptionalDouble.empty()),
        Significance.expectedBest(sharpes, search.size(), returns.map(List::size).orElse(0)),
        returns
            .map(some -> Significance.deflated(some, sharpes, search.size()))
            .orElse(OptionalDouble.empty()),
        Overfitting.probability(
            search.stream()
                .filter(trial -> trial.outcome().refused().isEmpty())
                .map(trial -> trial.outcome().returns())
                .toList()),
        best.flatMap(trial -> TradeOrder.of(trial.outcome().profits(), plan.seed())),
        walk(plan, stages),
        holdout(plan, stages, opening),
        complete);
  }

  private static Optional<Holdout> holdout(
      StudyPlan plan, Map<String, List<Trial>> stages, Optional<HoldoutLedger.Opening> opening) {
    Optional<Trial> trial = stages.getOrDefault(HOLDOUT, List.of()).stream().findFirst();
    if (trial.isEmpty() || opening.isEmpty()) {
      return Optional.empty();
    }
    HoldoutLedger.Opening one = opening.get();
    return plan.heldOut()
        .map(
            span ->
                new Holdout(span, trial.get(), one.at(), one.openedBefore(), one.searchedBefore()));
  }

  /** Of the trials that traded. */
  private static List<Double> sharpes(List<Trial> trials) {
    List<Double> sharpes = new ArrayList<>();
    for (Trial trial : trials) {
      Significance.sharpe(trial.outcome().returns()).ifPresent(sharpes::add);
    }
    return sharpes;
  }

  private static List<Plateau.Valued> valued(List<Trial> trials, StudyPlan plan, Space space) {
    return trials.stream()
        .map(
            trial ->
                new Plateau.Valued(
                    space.point(trial.settings()),
                    plan.objective().of(trial.outcome(), plan.leastTrades())))
        .toList();
  }

  private static List<Trial> ranked(List<Trial> trials, StudyPlan plan) {
    ToDoubleFunction<Trial> value =
        trial ->
            plan.objective()
                .of(trial.outcome(), plan.leastTrades())
                .orElse(Double.NEGATIVE_INFINITY);
    return trials.stream()
        .sorted(Comparator.comparingDouble(value).reversed().thenComparingInt(Trial::ordinal))
        .toList();
  }

  /**
   * The trial that a study settles for; of equal ones the first. Where a plateau is wanted and
   * there is none, it is the best one.
   */
  static Optional<Trial> choose(List<Trial> trials, StudyPlan plan, Space space) {
    List<Trial> defined =
        ranked(trials, plan).stream()
            .filter(trial -> plan.objective().of(trial.outcome(), plan.leastTrades()).isPresent())
            .toList();
    if (!plan.plateau() || defined.isEmpty()) {
      return defined.stream().findFirst();
    }
    List<Plateau.Valued> valued = valued(trials, plan, space);
    Trial best = defined.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (Trial trial : defined) {
      double own = plan.objective().of(trial.outcome(), plan.leastTrades()).getAsDouble();
      OptionalDouble height =
          Plateau.around(space.point(trial.settings()), valued, space).height(own);
      if (height.isPresent() && height.getAsDouble() > most) {
        most = height.getAsDouble();
        best = trial;
      }
    }
    return Optional.of(best);
  }

  private static Optional<Walk> walk(StudyPlan plan, Map<String, List<Trial>> stages) {
    if (plan.windows() == 0 || !stages.containsKey(before(1))) {
      return Optional.empty();
    }
    Space space = new Space(plan.parameters());
    List<Window> windows = new ArrayList<>();
    List<Double> returns = new ArrayList<>();
    double net = 0;
    double days = 0;
    double netBefore = 0;
    double daysBefore = 0;
    int trades = 0;
    int profitable = 0;
    int number = 1;
    for (StudyPlan.Window window : plan.walk()) {
      Optional<Trial> chosen = choose(stages.getOrDefault(before(number), List.of()), plan, space);
      Optional<Trial> after = stages.getOrDefault(after(number), List.of()).stream().findFirst();
      windows.add(new Window(window.before(), window.after(), chosen, after));
      number++;
      if (chosen.isPresent() && after.isPresent()) {
        Outcome outcome = after.get().outcome();
        trades += outcome.trades();
        returns.addAll(outcome.returns());
        net += net(outcome);
        days += window.after().days();
        netBefore += net(chosen.get().outcome());
        daysBefore += window.before().days();
        profitable += net(outcome) > 0 ? 1 : 0;
      }
    }
    return Optional.of(
        new Walk(
            windows,
            trades,
            net,
            DailyReturns.yearly(Significance.sharpe(returns)),
            Significance.probabilistic(returns, 0),
            profitable,
            netBefore > 0
                ? OptionalDouble.of(net / days / (netBefore / daysBefore))
                : OptionalDouble.empty()));
  }

  private static double net(Outcome outcome) {
    return outcome.figures().getOrDefault(Objective.NET.label(), 0.0);
  }
}
