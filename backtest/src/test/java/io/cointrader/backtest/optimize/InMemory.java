package io.cointrader.backtest.optimize;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Studies of which nothing is kept. */
final class InMemory {

  private InMemory() {}

  /** What {@link Study#run} gives, on two threads. */
  static StudyResult study(StudyPlan plan, Experiment experiment) {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Attempts attempts =
          new Attempts(plan, Shard.ALL, experiment, List.of(), trial -> {}, pool, Progress.NONE);
      Study.whole(plan, attempts, () -> {});
      return StudyResult.of(
          "study",
          plan,
          attempts.all(),
          plan.heldOut().map(span -> new HoldoutLedger.Opening(Made.NOW, List.of(), List.of())),
          true);
    } finally {
      pool.shutdownNow();
    }
  }
}
