package io.cointrader.backtest.optimize;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Studies of a made-up experiment, which is quick and has an optimum at (7, 12). */
final class Made {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Span SPAN =
      new Span(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-12-31T00:00:00Z"));
  static final List<Parameter> PARAMETERS = List.of(whole("a", 20), whole("b", 20));

  private Made() {}

  static Parameter whole(String key, int levels) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      values.add(Integer.toString(i));
    }
    return new Parameter(key, values, true);
  }

  static StudyPlan plan(Sampling sampling, int trials, double holdout, int windows) {
    return new StudyPlan(
        PARAMETERS,
        Objective.SHARPE,
        sampling,
        trials,
        7,
        holdout,
        windows,
        5,
        false,
        SPAN,
        List.of("BTC-USD"),
        "data",
        "config",
        "build");
  }

  /** The same of another symbol, or by other code. */
  static StudyPlan of(String symbol, String build, StudyPlan plan) {
    return new StudyPlan(
        plan.parameters(),
        plan.objective(),
        plan.sampling(),
        plan.trials(),
        plan.seed(),
        plan.holdout(),
        plan.windows(),
        plan.leastTrades(),
        plan.plateau(),
        plan.span(),
        List.of(symbol),
        plan.data(),
        plan.config(),
        build);
  }

  /** Every point, of which the one with the best surroundings is chosen. */
  static StudyPlan plateau(List<Parameter> parameters) {
    return new StudyPlan(
        parameters,
        Objective.SHARPE,
        Sampling.GRID,
        1000,
        7,
        0,
        0,
        5,
        true,
        SPAN,
        List.of("BTC-USD"),
        "data",
        "config",
        "build");
  }

  static StudyResult run(Path directory, StudyPlan plan, Shard shard, int threads) {
    return Study.run(
        directory,
        plan,
        shard,
        false,
        Made::outcome,
        threads,
        Thread::new,
        InstantSource.fixed(NOW),
        Progress.NONE);
  }

  /** Daily returns by chance around a mean that depends on the settings. */
  static Outcome outcome(SortedMap<String, String> settings, Span span) {
    int a = Integer.parseInt(settings.getOrDefault("a", "0"));
    int b = Integer.parseInt(settings.getOrDefault("b", "0"));
    if (a == 19) {
      return Outcome.refused("a is too much");
    }
    double mean = 0.002 - 0.00002 * ((a - 7) * (a - 7) + (b - 12) * (b - 12));
    Random chance = new Random(a * 31L + b + span.from().getEpochSecond());
    List<Double> returns = new ArrayList<>();
    double net = 0;
    for (int day = 0; day < (int) span.days(); day++) {
      returns.add(mean + 0.01 * chance.nextGaussian());
      net += returns.get(day);
    }
    double sharpe = Significance.sharpe(returns).orElse(0) * Math.sqrt(365);
    return new Outcome(
        b == 0 ? 1 : returns.size(),
        new TreeMap<>(Map.of("net", net, "sharpe", sharpe, "fees", 0.01, "max_drawdown", 0.1)),
        returns,
        returns,
        a + "-" + b,
        Optional.empty());
  }
}
