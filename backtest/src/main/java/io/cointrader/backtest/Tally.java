package io.cointrader.backtest;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.strategy.Decision;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what happens on the way to trades. Owned by one thread. */
final class Tally {

  /** The answers of one strategy that it had nothing to do. */
  private static final class Idle {
    private final SortedMap<String, Long> earlier = new TreeMap<>();
    private String code = "";
    private long count;

    void add(String next) {
      if (!next.equals(code)) {
        flush();
        code = next;
      }
      count++;
    }

    /** A code mostly comes many times in a row, and is counted once for all of them. */
    void flush() {
      if (count > 0) {
        earlier.merge(code, count, Long::sum);
        count = 0;
      }
    }
  }

  private final SortedMap<String, Idle> idle = new TreeMap<>();
  private final SortedMap<String, Long> busy = new TreeMap<>();
  private final SortedMap<String, Long> signals = new TreeMap<>();
  private final SortedMap<String, Long> denied = new TreeMap<>();
  private final SortedMap<String, GateFailure> examples = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> causes = new TreeMap<>();
  private final SortedMap<String, Long> bounds = new TreeMap<>();
  private final SortedMap<String, String> failed = new TreeMap<>();
  private long refused;
  private long approved;
  private long entries;
  private long opened;

  void answered(String strategy, Decision decision) {
    if (decision instanceof Decision.None none) {
      idle.computeIfAbsent(strategy, any -> new Idle()).add(none.code());
    } else {
      busy.merge(strategy, 1L, Long::sum);
    }
  }

  void add(Fact fact) {
    if (fact instanceof Fact.SignalRaised raised) {
      signals.merge(raised.signal().strategy(), 1L, Long::sum);
    } else if (fact instanceof Fact.SignalRefused) {
      refused++;
    } else if (fact instanceof Fact.PlanEvaluated evaluated) {
      deny(evaluated.failures(), 1);
      evaluated
          .sizing()
          .ifPresent(
              sizing -> {
                approved++;
                bounds.merge(sizing.bound(), 1L, Long::sum);
              });
    } else if (fact instanceof Fact.DenialsRepeated repeated) {
      deny(repeated.failures(), repeated.count());
    } else if (fact instanceof Fact.IntentRecorded intended) {
      entries += intended.intent().purpose() == OrderPurpose.ENTRY ? 1 : 0;
    } else if (fact instanceof Fact.PositionOpened) {
      opened++;
    } else if (fact instanceof Fact.StrategyDisabled disabled) {
      failed.put(disabled.strategy(), disabled.at() + ": " + disabled.why());
    }
  }

  private void deny(List<GateFailure> failures, long times) {
    for (GateFailure failure : failures) {
      denied.merge(failure.code(), times, Long::sum);
      examples.put(failure.code(), failure);
      Blocker.cause(failure)
          .ifPresent(
              cause ->
                  causes
                      .computeIfAbsent(failure.code(), any -> new TreeMap<>())
                      .merge(cause, times, Long::sum));
    }
  }

  Activity activity() {
    SortedMap<String, Long> evaluations = new TreeMap<>(busy);
    SortedMap<String, SortedMap<String, Long>> reasons = new TreeMap<>();
    idle.forEach(
        (strategy, answers) -> {
          answers.flush();
          reasons.put(strategy, new TreeMap<>(answers.earlier));
          answers.earlier.values().forEach(count -> evaluations.merge(strategy, count, Long::sum));
        });
    return new Activity(
        evaluations,
        reasons,
        signals,
        refused,
        denied,
        examples,
        Optional.of(causes),
        Optional.of(failed),
        approved,
        bounds,
        entries,
        opened);
  }
}
