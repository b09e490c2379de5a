package io.cointrader.benchmarks;

import io.cointrader.backtest.optimize.BacktestExperiment;
import io.cointrader.backtest.optimize.Objective;
import io.cointrader.backtest.optimize.Parameter;
import io.cointrader.backtest.optimize.Progress;
import io.cointrader.backtest.optimize.Sampling;
import io.cointrader.backtest.optimize.Shard;
import io.cointrader.backtest.optimize.Span;
import io.cointrader.backtest.optimize.Study;
import io.cointrader.backtest.optimize.StudyPlan;
import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.SettingRules;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedCandles;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A study of 48 trials on one and on two threads, and beside each pair a loop that only computes:
 * what the machine gives two threads at that moment is what the optimiser can use of it.
 */
final class OptimizerScaling {

  private static final int CANDLES = 100_000;
  private static final int TRIALS = 48;
  private static final int PAIRS = 5;
  private static final int WARM_UP = 2;
  private static final long STEPS = 800_000_000;

  private static final Plugins PLUGINS = Plugins.installed();
  private static final Declared DECLARED = SettingRules.declared(PLUGINS);

  private OptimizerScaling() {}

  static void measure() throws IOException {
    RecordedCandles candles = candles();
    Config config =
        Config.of(
            Map.of(
                "strategies.enabled",
                "rsi_momentum,range_breakout",
                "market.max_age.candle",
                "10m"),
            DECLARED);
    List<Double> study = new ArrayList<>();
    List<Double> loop = new ArrayList<>();
    System.out.printf(Locale.ROOT, "optimizer: %d trials of %,d candles each%n", TRIALS, CANDLES);
    for (int pair = -WARM_UP; pair < PAIRS; pair++) {
      double loops = compute(1) / compute(2);
      double one = study(config, candles, 1);
      double two = study(config, candles, 2);
      if (pair >= 0) {
        study.add(one / two);
        loop.add(loops);
        System.out.printf(
            Locale.ROOT,
            "  pair %d: study %.2f s on one thread, %.2f s on two, %.2f times; loop %.2f times%n",
            pair + 1,
            one,
            two,
            one / two,
            loops);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  median: study %.2f times on two threads (limit 1.6), pure CPU loop %.2f times%n%n",
        median(study),
        median(loop));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static RecordedCandles candles() {
    Random chance = new Random(7);
    CandleTable.Builder rows = CandleTable.builder(CANDLES);
    double price = 100;
    for (int i = 0; i < CANDLES; i++) {
      double open = price;
      price *= 1 + 0.003 * chance.nextGaussian();
      double wick = 0.001 * price;
      rows.add(
          i * Timeframe.M5.millis(),
          open,
          Math.max(open, price) + wick,
          Math.min(open, price) - wick,
          price,
          10 + chance.nextInt(20));
    }
    SortedMap<Symbol, CandleTable> tables = new TreeMap<>();
    tables.put(Symbol.of("WALK-USD"), rows.build());
    Fraction cost = Fraction.of("5bps");
    return RecordedCandles.of(
        new FeedTraits(
            "replay", List.copyOf(tables.keySet()), Timeframe.M5, false, cost, cost, false),
        tables,
        RecordedCandles.fingerprint(tables),
        List.of(),
        0);
  }

  private static double study(Config config, RecordedCandles candles, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("cointrader-bench");
    try {
      StudyPlan plan =
          new StudyPlan(
              List.of(
                  Parameter.parse("strategies.rsi_momentum.rsi_level=40..60:1", DECLARED),
                  Parameter.parse("strategies.rsi_momentum.min_score=40..60:1", DECLARED)),
              Objective.NET,
              Sampling.RANDOM,
              TRIALS,
              1,
              0,
              0,
              1,
              false,
              new Span(candles.start(), candles.end()),
              List.of("WALK-USD"),
              candles.fingerprint(),
              config.hash(),
              "bench");
      long began = System.nanoTime();
      int trials =
          Study.run(
                  folder.resolve("study"),
                  plan,
                  Shard.ALL,
                  false,
                  new BacktestExperiment(config, PLUGINS, candles),
                  threads,
                  Thread::new,
                  InstantSource.system(),
                  Progress.NONE)
              .ranked()
              .size();
      double seconds = (System.nanoTime() - began) / 1e9;
      if (trials != TRIALS) {
        throw new IllegalStateException(trials + " trials instead of " + TRIALS);
      }
      return seconds;
    } finally {
      Main.delete(folder);
    }
  }

  /** Seconds for a fixed amount of arithmetic, split over some threads. */
  private static double compute(int threads) {
    double[] sums = new double[threads];
    List<Thread> running = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      int part = i;
      Thread thread =
          new Thread(
              () -> {
                double sum = 0;
                for (long step = 0; step < STEPS / threads; step++) {
                  sum += Math.sqrt((double) (step + part));
                }
                sums[part] = sum;
              });
      thread.start();
      running.add(thread);
    }
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!(sums[0] > 0)) {
      throw new IllegalStateException("nothing was computed");
    }
    return seconds;
  }
}
