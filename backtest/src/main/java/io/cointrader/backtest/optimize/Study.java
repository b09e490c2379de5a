package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A search for settings in a directory of its own: the plan, every trial as soon as it has
 * finished, and at the end the same trials as Parquet. What is there already is not tried again, so
 * that a study goes on after a kill where it was, and gives what it would have given without.
 */
public final class Study {

  private Study() {}

  /**
   * Makes the study, or goes on with it, to its end.
   *
   * @param directory of the study; made when it is not there. The one it is in is that of all
   *     studies, where it is recorded which data was searched and which was opened
   * @param shard the part of the trials that is made here; with a part there is no walk-forward and
   *     nothing held out is opened: {@link #merge} comes first
   * @param fresh whether what is there is set aside; held-out data is then opened once more
   * @param threads how many trials at a time; it changes nothing but the time
   * @param clock for the record of searches and openings; nothing is decided by it
   * @throws StudyRefused when the directory holds another study, is in use or damaged, or the disk
   *     fails
   * @throws IllegalStateException when it is interrupted; what has finished is kept
   */
  public static StudyResult run(
      Path directory,
      StudyPlan plan,
      Shard shard,
      boolean fresh,
      Experiment experiment,
      int threads,
      ThreadFactory factory,
      InstantSource clock,
      Progress progress) {
    if (shard.of() > 1 && plan.sampling() == Sampling.CMAES) {
      throw new StudyRefused(
          ExitCode.USAGE,
          "the sampler cmaes learns from every trial and cannot be split into shards; choose"
              + " --sampler random or grid");
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, factory);
    try (TrialStore store = begin(directory, plan, shard, fresh)) {
      Attempts attempts =
          new Attempts(plan, shard, experiment, store.load(), store::add, pool, progress);
      HoldoutLedger ledger = ledger(directory);
      ledger.searching(plan, name(directory), clock);
      if (shard.of() == 1) {
        whole(plan, attempts, () -> ledger.open(plan, name(directory), fresh, clock));
      } else {
        List<Trial> unused = attempts.search(StudyResult.SEARCH, plan.searched());
      }
      TrialParquet.write(directory, plan, attempts.all());
      new StudyFile(directory).write(new StudyFile.Content(plan, shard, true));
      return result(directory, plan, attempts.all(), shard.of() == 1);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Makes the directory of a study where it is not there yet.
   *
   * @throws StudyRefused when it cannot be written
   */
  public static void prepare(Path directory) {
    try {
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        throw new AccessDeniedException(directory.toString());
      }
    } catch (IOException failed) {
      throw StudyRefused.directory(directory, failed);
    }
  }

  /** Opens the directory for a plan; the plan is on disk before the first trial. */
  static TrialStore begin(Path directory, StudyPlan plan, Shard shard, boolean fresh) {
    prepare(directory);
    TrialStore store = TrialStore.open(directory);
    try {
      StudyFile file = new StudyFile(directory);
      StudyFile.Content begun = new StudyFile.Content(plan, shard, false);
      if (fresh) {
        store.clear();
      } else {
        file.read().ifPresent(there -> there.mustBe(begun, directory));
      }
      file.write(begun);
      return store;
    } catch (RuntimeException | Error failed) {
      store.close();
      throw failed;
    }
  }

  /**
   * The search, and what it is worth: each window where it was not chosen, the choice once more,
   * and, if that decides the same, the holdout.
   */
  static void whole(StudyPlan plan, Attempts attempts, Runnable opening) {
    attempts.one(StudyResult.CONFIGURED, new TreeMap<>(), plan.searched());
    List<Trial> search = attempts.search(StudyResult.SEARCH, plan.searched());
    Space space = new Space(plan.parameters());
    int number = 1;
    for (StudyPlan.Window window : plan.walk()) {
      List<Trial> before = attempts.search(StudyResult.before(number), window.before());
      Optional<Trial> chosen = StudyResult.choose(before, plan, space);
      if (chosen.isPresent()) {
        attempts.one(StudyResult.after(number), chosen.get().settings(), window.after());
      }
      number++;
    }
    Optional<Trial> best = StudyResult.choose(search, plan, space);
    if (best.isEmpty()) {
      return;
    }
    SortedMap<String, String> settings = best.get().settings();
    attempts.one(StudyResult.AGAIN, settings, plan.searched());
    if (attempts.first(StudyResult.AGAIN).decidesAs(best.get()) && plan.heldOut().isPresent()) {
      opening.run();
      attempts.one(StudyResult.HOLDOUT, settings, plan.heldOut().get());
    }
  }

  /**
   * The result as far as the study has come; tries nothing.
   *
   * @throws StudyRefused when there is no study, or it cannot be read
   */
  public static StudyResult show(Path directory) {
    StudyFile.Content content = new StudyFile(directory).required();
    List<Trial> trials = TrialStore.read(directory);
    boolean complete = content.finished() && content.shard().of() == 1 && !trials.isEmpty();
    return result(directory, content.plan(), trials, complete);
  }

  /**
   * Joins the shards of one study in a directory of its own, from their Parquet files. The search
   * is then complete; running the study there goes on with what follows it.
   *
   * @throws StudyRefused when they are not all the shards of one study, each with all its trials
   */
  public static StudyResult merge(List<Path> shards, Path into, InstantSource clock) {
    List<Trial> search = StudyMerge.into(into, shards);
    StudyPlan plan = new StudyFile(into).required().plan();
    ledger(into).searching(plan, name(into), clock);
    return result(into, plan, search, false);
  }

  private static StudyResult result(
      Path directory, StudyPlan plan, List<Trial> trials, boolean complete) {
    return StudyResult.of(name(directory), plan, trials, ledger(directory).of(plan), complete);
  }

  private static String name(Path directory) {
    return String.valueOf(directory.getFileName());
  }

  private static HoldoutLedger ledger(Path directory) {
    return new HoldoutLedger(directory.toAbsolutePath().normalize().resolveSibling("").normalize());
  }
}
