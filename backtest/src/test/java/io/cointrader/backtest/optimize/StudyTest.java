package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.engine.ExitCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies from their plan to their result, on real files. */
final class StudyTest {

  @TempDir Path studies;

  private List<Trial> trials(String study) {
    return TrialStore.read(studies.resolve(study)).stream().sorted(Trial.ORDER).toList();
  }

  /** Without the name. */
  private static StudyResult comparable(StudyResult result) {
    return new StudyResult(
        "any",
        result.plan(),
        result.configured(),
        result.ranked(),
        result.best(),
        result.surroundings(),
        result.levels(),
        result.naive(),
        result.expectedBest(),
        result.deflated(),
        result.overfitting(),
        result.orders(),
        result.walk(),
        result.holdout(),
        result.complete());
  }

  @Test
  void oneThreadTwoThreadsAndTwoShardsMergedGiveIdenticalTrials() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 60, 0, 0);
    Made.run(studies.resolve("one"), plan, Shard.ALL, 1);
    Made.run(studies.resolve("two"), plan, Shard.ALL, 2);
    Made.run(studies.resolve("shard1"), plan, new Shard(1, 2), 2);
    Made.run(studies.resolve("shard2"), plan, new Shard(2, 2), 1);
    Path merged = studies.resolve("merged");

    StudyResult search =
        Study.merge(List.of(studies.resolve("shard2"), studies.resolve("shard1")), merged);
    assertThat(search.ranked()).hasSize(60);
    assertThat(search.complete()).isFalse();
    StudyResult whole = Made.run(merged, plan, Shard.ALL, 2); // goes on with what follows

    assertThat(trials("one")).hasSize(61); // and the configuration as it is
    assertThat(trials("two")).isEqualTo(trials("one"));
    assertThat(trials("merged")).isEqualTo(trials("one"));
    assertThat(comparable(whole)).isEqualTo(comparable(Study.show(studies.resolve("one"))));
  }

  @Test
  void threadsChangeNothingWhereTheSamplerLearns() {
    StudyPlan plan = Made.plan(Sampling.CMAES, 80, 0.2, 3);
    StudyResult one = Made.run(studies.resolve("one"), plan, Shard.ALL, 1);
    StudyResult four =
        Study.run(
            studies.resolve("four"),
            plan,
            Shard.ALL,
            false,
            Made::outcome,
            4,
            Thread::new,
            InstantSource.fixed(Made.NOW),
            Progress.NONE);

    assertThat(trials("four")).isEqualTo(trials("one"));
    assertThat(one.ranked()).hasSize(80);
    assertThat(four.best()).isEqualTo(one.best());
  }

  /** A study in a process of its own, which is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      Study.run(
          Path.of(args[0]),
          Made.plan(Sampling.CMAES, 300, 0.2, 2),
          Shard.ALL,
          false,
          (settings, span) -> {
            double work = 0;
            for (int i = 0; i < 200_000; i++) {
              work += StrictMath.sin(i);
            }
            return work > 1e9 ? Outcome.refused("never") : Made.outcome(settings, span);
          },
          2,
          Thread::new,
          InstantSource.fixed(Made.NOW),
          Progress.NONE);
    }
  }

  @Test
  void killedInTheMiddleItGoesOnAndGivesTheIdenticalStudy() throws Exception {
    StudyPlan plan = Made.plan(Sampling.CMAES, 300, 0.2, 2);
    Path killed = studies.resolve("study");
    int left = 0;
    for (int lines : new int[] {20, 150, 400}) { // in the search, and in the walk-forward
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Victim.class.getName(),
                  killed.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (process.isAlive() && TrialStore.read(killed).size() < lines) {
        Thread.onSpinWait();
      }
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      left = TrialStore.read(killed).size();
      assertThat(left).isBetween(lines, 900);
    }
    AtomicInteger tried = new AtomicInteger();
    StudyResult resumed =
        Study.run(
            killed,
            plan,
            Shard.ALL,
            false,
            (settings, span) -> {
              tried.incrementAndGet();
              return Made.outcome(settings, span);
            },
            2,
            Thread::new,
            InstantSource.fixed(Made.NOW),
            Progress.NONE);

    List<Trial> goneOn = trials("study");
    assertThat(tried.get()).isEqualTo(goneOn.size() - left).isPositive();
    Path other = studies.resolve("other").resolve("study");
    StudyResult whole = Made.run(other, plan, Shard.ALL, 2);
    assertThat(goneOn).isEqualTo(TrialStore.read(other).stream().sorted(Trial.ORDER).toList());
    assertThat(resumed).isEqualTo(whole);
  }

  @Test
  void everyCutOfTheFileOfTrialsIsGoneOnFrom() throws Exception {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 4, 0.2, 1);
    Path study = studies.resolve("study");
    StudyResult whole = Made.run(study, plan, Shard.ALL, 1);
    byte[] bytes = Files.readAllBytes(study.resolve(TrialStore.FILE));

    for (int cut = 0; cut < bytes.length; cut += bytes.length / 6 + 1) {
      Files.write(study.resolve(TrialStore.FILE), Arrays.copyOf(bytes, cut));
      assertThat(Made.run(study, plan, Shard.ALL, 1)).isEqualTo(whole);
    }
    Files.writeString(study.resolve(TrialStore.FILE), "{}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Study.show(study))
        .isInstanceOf(StudyRefused.class)
        .hasMessageContaining("is no trial: it has no settings; begin anew with --fresh");
  }

  @Test
  void theTrialsAreAParquetTableWithAColumnForEachSettingAndFigure() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Made.run(studies.resolve("study"), plan, Shard.ALL, 1);

    List<Trial> table = TrialParquet.read(studies.resolve("study"), plan);
    assertThat(table).hasSize(11).isEqualTo(trials("study"));
    assertThat(studies.resolve("study").toFile().list())
        .containsExactlyInAnyOrder("study.json", "trials.jsonl", "trials.parquet");
  }

  @Test
  void heldOutDataIsOpenedOnceForTheChosenSettingsAndIsSpentForEveryOtherStudy() {
    AtomicInteger opened = new AtomicInteger();
    StudyPlan plan = Made.plan(Sampling.RANDOM, 30, 0.2, 0);
    Span heldOut = plan.heldOut().orElseThrow();
    Experiment counting =
        (settings, span) -> {
          assertThat(span.to().isAfter(heldOut.from()) && !span.equals(heldOut)).isFalse();
          opened.addAndGet(span.equals(heldOut) ? 1 : 0);
          return Made.outcome(settings, span);
        };
    StudyResult first = run("first", plan, counting, Made.NOW);
    StudyResult again = run("first", plan, counting, Made.NOW.plusSeconds(9));
    StudyPlan other = Made.plan(Sampling.RANDOM, 31, 0.3, 0);
    StudyResult second = run("second", other, Made::outcome, Made.NOW.plusSeconds(99));

    assertThat(opened).hasValue(1);
    assertThat(again).isEqualTo(first);
    StudyResult.Holdout holdout = first.holdout().orElseThrow();
    assertThat(holdout.trial().settings()).isEqualTo(first.best().orElseThrow().settings());
    assertThat(holdout.opened()).isEqualTo(Made.NOW);
    assertThat(holdout.spent()).isEmpty();
    assertThat(second.holdout().orElseThrow().spent()).containsExactly(Made.NOW);
    assertThat(heldOut.length()).isEqualTo(Duration.ofDays(73));
  }

  private StudyResult run(String name, StudyPlan plan, Experiment experiment, Instant now) {
    return Study.run(
        studies.resolve(name),
        plan,
        Shard.ALL,
        false,
        experiment,
        2,
        Thread::new,
        InstantSource.fixed(now),
        Progress.NONE);
  }

  @Test
  void theWalkForwardJudgesEachStretchOnceBySettingsChosenBeforeIt() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 30, 0.1, 4);
    StudyResult result = Made.run(studies.resolve("study"), plan, Shard.ALL, 2);

    List<StudyResult.Window> windows = result.walk().orElseThrow().windows();
    assertThat(windows).hasSize(4);
    Instant reached = windows.get(0).judged().from();
    for (StudyResult.Window window : windows) {
      assertThat(window.before().to()).isEqualTo(window.judged().from());
      assertThat(window.judged().from()).isEqualTo(reached);
      reached = window.judged().to();
      assertThat(window.after().orElseThrow().settings())
          .isEqualTo(window.chosen().orElseThrow().settings());
    }
    assertThat(reached).isEqualTo(plan.searched().to());
    double net =
        windows.stream()
            .mapToDouble(window -> window.after().orElseThrow().outcome().figures().get("net"))
            .sum();
    assertThat(result.walk().orElseThrow().net()).isEqualTo(net);
  }

  @Test
  void whatHasNoValueRanksLastAndIsNeverChosen() {
    StudyResult result =
        Made.run(studies.resolve("study"), Made.plan(Sampling.GRID, 400, 0, 0), Shard.ALL, 2);

    List<OptionalDouble> values = result.ranked().stream().map(result::value).toList();
    assertThat(result.defined()).isEqualTo(19 * 19); // a = 19 is refused, b = 0 trades too little
    assertThat(values.subList(0, 361)).allMatch(OptionalDouble::isPresent);
    assertThat(values.subList(361, 400)).allMatch(OptionalDouble::isEmpty);
    assertThat(result.best()).contains(result.ranked().get(0));
    assertThat(result.levels().get("a").get(19))
        .isEqualTo(new Plateau.Level("19", 20, OptionalDouble.empty(), OptionalDouble.empty()));
  }

  @Test
  void theSurroundingsOfAPointAreItsNeighboursOneStepAway() {
    Space space =
        new Space(List.of(Made.whole("a", 3), new Parameter("c", List.of("x", "y"), false)));
    List<Plateau.Valued> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(
          new Plateau.Valued(space.at(i), i == 4 ? OptionalDouble.empty() : OptionalDouble.of(i)));
    }

    // (1, x) is ordinal 2; its neighbours are (0, x) = 0 and (2, x), which has no value
    assertThat(Plateau.around(space.at(2), all, space))
        .isEqualTo(new Plateau(2, 1, OptionalDouble.of(0), OptionalDouble.of(0)));
    assertThat(Plateau.levels(1, all, space))
        .containsExactly(
            new Plateau.Level("x", 3, OptionalDouble.of(1), OptionalDouble.of(2)),
            new Plateau.Level("y", 3, OptionalDouble.of(3), OptionalDouble.of(5)));
  }

  @Test
  void aDirectoryHoldsOneStudyAtATime() throws Exception {
    Path study = studies.resolve("study");
    Made.run(study, Made.plan(Sampling.RANDOM, 5, 0, 0), Shard.ALL, 1);

    assertThatThrownBy(() -> Made.run(study, Made.plan(Sampling.RANDOM, 6, 0, 0), Shard.ALL, 1))
        .isInstanceOf(StudyRefused.class)
        .hasMessage(
            "the study study was begun with another trials (5, now 6); name another --study, or"
                + " begin it anew with --fresh");
    try (TrialStore open = TrialStore.open(study)) {
      assertThatThrownBy(() -> Made.run(study, Made.plan(Sampling.RANDOM, 5, 0, 0), Shard.ALL, 1))
          .isInstanceOfSatisfying(
              StudyRefused.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.IN_USE));
    }
    StudyResult fresh =
        Study.run(
            study,
            Made.plan(Sampling.RANDOM, 6, 0, 0),
            Shard.ALL,
            true,
            Made::outcome,
            1,
            Thread::new,
            InstantSource.fixed(Made.NOW),
            Progress.NONE);
    assertThat(fresh.ranked()).hasSize(6);
    assertThat(Study.show(study)).isEqualTo(fresh);
  }

  @Test
  void shardsThatDoNotMakeAStudyAreRefused() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Path one = studies.resolve("one");
    Made.run(one, plan, new Shard(1, 2), 1);
    Path other = studies.resolve("other");
    Made.run(other, Made.plan(Sampling.RANDOM, 11, 0, 0), new Shard(2, 2), 1);
    Path into = studies.resolve("into");

    assertThatThrownBy(() -> Study.merge(List.of(one), into))
        .hasMessageContaining("that is 1 of 2 shards");
    assertThatThrownBy(() -> Study.merge(List.of(one, one), into))
        .hasMessageContaining("are the same shard");
    assertThatThrownBy(() -> Study.merge(List.of(one, other), into))
        .isInstanceOf(StudyRefused.class)
        .hasMessageContaining("another trials");
    assertThatThrownBy(
            () ->
                Made.run(
                    studies.resolve("c"), Made.plan(Sampling.CMAES, 10, 0, 0), new Shard(1, 2), 1))
        .hasMessageContaining("cannot be split into shards");
    assertThat(new File(into.toString())).doesNotExist();
  }

  @Test
  void whatAnExperimentThrowsEndsTheStudyAndKeepsWhatHasFinished() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 20, 0, 0);
    Path study = studies.resolve("study");
    AtomicInteger tried = new AtomicInteger();
    Experiment failing =
        (settings, span) -> {
          if (tried.incrementAndGet() == 11) {
            throw new IllegalStateException("no more");
          }
          return Made.outcome(settings, span);
        };

    assertThatThrownBy(() -> run("study", plan, failing, Made.NOW)).hasMessage("no more");
    assertThat(TrialStore.read(study)).hasSizeBetween(9, 12);
    assertThat(comparable(Made.run(study, plan, Shard.ALL, 1)))
        .isEqualTo(comparable(Made.run(studies.resolve("whole"), plan, Shard.ALL, 1)));
    assertThat(Optional.of(plan.id())).hasValueSatisfying(id -> assertThat(id).hasSize(12));
  }
}
