package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The trials of a study that is being made: what is known is not tried again, the rest as many at a
 * time as the pool has threads, each kept as soon as it has finished. Owned by one thread.
 */
final class Attempts {

  private final StudyPlan plan;
  private final Shard shard;
  private final Space space;
  private final Experiment experiment;
  private final Consumer<Trial> keep;
  private final ExecutorService pool;
  private final Progress progress;
  private final SortedMap<String, SortedMap<Integer, Trial>> stages = new TreeMap<>();
  private final double work;
  private double worked;

  /**
   * @param known trials made before
   * @param keep takes each trial before it counts; on the threads of the pool
   */
  Attempts(
      StudyPlan plan,
      Shard shard,
      Experiment experiment,
      List<Trial> known,
      Consumer<Trial> keep,
      ExecutorService pool,
      Progress progress) {
    this.plan = plan;
    this.shard = shard;
    this.space = new Space(plan.parameters());
    this.experiment = experiment;
    this.keep = keep;
    this.pool = pool;
    this.progress = progress;
    this.work = work();
    known.forEach(trial -> stage(trial.stage()).put(trial.ordinal(), trial));
  }

  private SortedMap<Integer, Trial> stage(String name) {
    return stages.computeIfAbsent(name, none -> new TreeMap<>());
  }

  /** Market days to go through. */
  private double work() {
    double search = plan.searched().days() * plan.most() / shard.of();
    double walk =
        plan.walk().stream()
            .mapToDouble(one -> one.before().days() * plan.most() + one.after().days())
            .sum();
    double held = plan.heldOut().map(Span::days).orElse(0.0);
    return shard.of() > 1 ? search : search + 2 * plan.searched().days() + walk + held;
  }

  /** Everything known, in order of stage and ordinal. */
  List<Trial> all() {
    return stages.values().stream().flatMap(one -> one.values().stream()).toList();
  }

  void one(String stage, SortedMap<String, String> settings, Span span) {
    attempt(stage, 1, List.of(new Wanted(0, settings)), span);
  }

  /** The first trial of a stage that has been tried. */
  Trial first(String stage) {
    return stage(stage).values().iterator().next();
  }

  /** Lets a sampler choose, and tries what it chooses; every trial of the stage in order. */
  List<Trial> search(String stage, Span span) {
    Sampler sampler = Sampler.of(plan.sampling(), space, plan.trials(), plan.seed());
    Map<Point, OptionalDouble> values = new LinkedHashMap<>();
    int ordinal = 0;
    while (ordinal < plan.trials()) {
      List<Wanted> wanted = new ArrayList<>();
      List<Point> points = sampler.next(values);
      for (Point point : points.subList(0, Math.min(points.size(), plan.trials() - ordinal))) {
        wanted.add(new Wanted(ordinal++, space.settings(point)));
      }
      if (wanted.isEmpty()) {
        break;
      }
      List<Wanted> ours = wanted.stream().filter(one -> shard.takes(one.ordinal())).toList();
      attempt(stage, plan.most(), ours, span);
      for (Wanted one : wanted) {
        Trial trial = stage(stage).get(one.ordinal());
        if (trial != null) {
          values.put(
              space.point(trial.settings()),
              plan.objective().of(trial.outcome(), plan.leastTrades()));
        }
      }
    }
    return List.copyOf(stage(stage).values());
  }

  private record Wanted(int ordinal, SortedMap<String, String> settings) {}

  private void attempt(String stage, int most, List<Wanted> wanted, Span span) {
    SortedMap<Integer, Trial> known = stage(stage);
    ExecutorCompletionService<Trial> trying = new ExecutorCompletionService<>(pool);
    int waiting = 0;
    for (Wanted one : wanted) {
      Trial there = known.get(one.ordinal());
      if (there == null) {
        Future<Trial> unused = trying.submit(() -> tried(stage, one, span));
        waiting++;
      } else {
        agree(there, one);
        worked += span.days();
      }
    }
    for (; waiting > 0; waiting--) {
      Trial trial = finished(trying);
      known.put(trial.ordinal(), trial);
      worked += span.days();
      progress.trial(stage, known.size(), most, Math.min(1, worked / work), best(known.values()));
    }
  }

  private Trial tried(String stage, Wanted wanted, Span span) {
    Outcome outcome = experiment.run(wanted.settings(), span);
    Trial trial = new Trial(stage, wanted.ordinal(), wanted.settings(), outcome);
    keep.accept(trial);
    return trial;
  }

  private OptionalDouble best(Iterable<Trial> trials) {
    double most = Double.NEGATIVE_INFINITY;
    for (Trial trial : trials) {
      most =
          Math.max(
              most,
              plan.objective()
                  .of(trial.outcome(), plan.leastTrades())
                  .orElse(Double.NEGATIVE_INFINITY));
    }
    return most == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  private static void agree(Trial there, Wanted wanted) {
    if (!there.settings().equals(wanted.settings())) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          "trial "
              + there.ordinal()
              + " of "
              + there.stage()
              + " was made with "
              + there.settings()
              + ", the plan wants "
              + wanted.settings()
              + "; begin anew with --fresh");
    }
  }

  private static Trial finished(ExecutorCompletionService<Trial> trying) {
    try {
      return trying.take().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the study was interrupted", interrupted);
    }
  }
}
