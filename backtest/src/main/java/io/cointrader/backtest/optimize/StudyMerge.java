package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shards of one study, brought together from their Parquet files. */
final class StudyMerge {

  private final SortedMap<Integer, Path> parts = new TreeMap<>();
  private final SortedMap<Integer, Trial> search = new TreeMap<>();
  private final StudyPlan plan;
  private final int of;

  private StudyMerge(List<Path> shards) {
    StudyFile.Content first = new StudyFile(shards.get(0)).required();
    plan = first.plan();
    of = first.shard().of();
    shards.forEach(this::add);
    if (parts.size() < of) {
      throw new StudyRefused(
          ExitCode.USAGE,
          "that is "
              + parts.size()
              + " of "
              + of
              + " shards; make the others by optimize --shard k/"
              + of
              + " and name them too");
    }
  }

  /**
   * @return the search
   * @throws StudyRefused when they are not all the shards of one study, each with all its trials
   */
  static List<Trial> into(Path directory, List<Path> shards) {
    if (shards.isEmpty()) {
      throw new StudyRefused(ExitCode.USAGE, "there are no shards; name their directories");
    }
    StudyMerge merge = new StudyMerge(shards);
    List<Trial> search = List.copyOf(merge.search.values());
    try (TrialStore store = Study.begin(directory, merge.plan, Shard.ALL, false)) {
      if (store.load().isEmpty()) {
        search.forEach(store::add);
      }
    }
    TrialParquet.write(directory, merge.plan, search);
    return search;
  }

  private void add(Path directory) {
    StudyFile.Content own = new StudyFile(directory).required();
    Shard shard = own.shard();
    own.mustBe(new StudyFile.Content(plan, shard, true), directory);
    if (shard.of() != of) {
      throw new StudyRefused(
          ExitCode.USAGE, directory + " is no shard of the same study; name those of one study");
    }
    Path twice = parts.put(shard.part(), directory);
    if (twice != null) {
      throw new StudyRefused(
          ExitCode.USAGE,
          twice + " and " + directory + " are the same shard; name each shard once");
    }
    SortedMap<Integer, Trial> trials = new TreeMap<>();
    TrialParquet.read(directory, plan).forEach(trial -> trials.put(trial.ordinal(), trial));
    for (int ordinal = 0; ordinal < plan.most(); ordinal++) {
      if (shard.takes(ordinal) != trials.containsKey(ordinal)) {
        throw new StudyRefused(
            ExitCode.BAD_DATA,
            directory
                + ": "
                + TrialParquet.FILE
                + (shard.takes(ordinal) ? " lacks trial " : " has the trial of another shard, ")
                + ordinal
                + "; run its optimize --shard "
                + shard.part()
                + "/"
                + of
                + " to the end");
      }
    }
    search.putAll(trials);
  }
}
