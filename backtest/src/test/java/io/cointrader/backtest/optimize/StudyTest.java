package io.cointrader.backtest.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.engine.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies from their plan to their result, on real files. */
final class StudyTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Made.NOW);

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
        result.repeatable(),
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
  void aMergeElsewhereRecordsThereThatTheDataWasSearched() throws IOException {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Made.run(studies.resolve("shard1"), plan, new Shard(1, 2), 1);
    Made.run(studies.resolve("shard2"), plan, new Shard(2, 2), 1);
    Path elsewhere = Files.createDirectory(studies.resolve("elsewhere"));
    Study.merge(
        List.of(studies.resolve("shard1"), studies.resolve("shard2")),
        elsewhere.resolve("merged"),
        CLOCK);
    assertThat(Files.readAllLines(elsewhere.resolve(HoldoutLedger.FILE)))
        .singleElement()
        .asString()
        .contains("searched", plan.id());
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
        Study.merge(List.of(studies.resolve("shard2"), studies.resolve("shard1")), merged, CLOCK);
    assertThat(search.ranked()).hasSize(60);
    assertThat(search.complete()).isFalse();
    StudyResult whole = Made.run(merged, plan, Shard.ALL, 2); // goes on with what follows

    assertThat(trials("one")).hasSize(62); // and the configuration as it is, and the best again
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
      Process process = java(Victim.class, killed.toString());
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
    Files.write(
        study.resolve(TrialStore.FILE),
        Files.readAllLines(study.resolve(TrialStore.FILE)).subList(0, 1),
        StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Study.show(study))
        .isInstanceOf(StudyRefused.class)
        .hasMessageContaining("is there twice");
    Files.write(study.resolve(TrialStore.FILE), bytes);
    Files.writeString(study.resolve(TrialStore.FILE), "{}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Study.show(study))
        .isInstanceOf(StudyRefused.class)
        .hasMessageContaining(
            "is no trial: it has no settings; its optimize command with"
                + " --fresh begins it anew");
  }

  @Test
  void theTrialsAreAParquetTableWithAColumnForEachSettingAndFigure() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Made.run(studies.resolve("study"), plan, Shard.ALL, 1);

    List<Trial> table = TrialParquet.read(studies.resolve("study"), plan);
    assertThat(table).hasSize(12).isEqualTo(trials("study"));
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
    assertThat(holdout.isSpent()).isFalse();
    assertThat(second.holdout().orElseThrow().openedBefore()).containsExactly(Made.NOW);
    assertThat(heldOut.length()).isEqualTo(Duration.ofDays(73));
  }

  @Test
  void whatDecidesByChanceIsNotRecommendedAndOpensNothing() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 30, 0.2, 0);
    AtomicInteger calls = new AtomicInteger();
    Experiment chance =
        (settings, span) -> {
          Outcome one = Made.outcome(settings, span);
          return new Outcome(
              one.trades(),
              one.figures(),
              one.returns(),
              one.profits(),
              one.decisionsHash() + calls.incrementAndGet(),
              one.refused());
        };

    StudyResult odd = run("odd", plan, chance, Made.NOW);
    StudyResult sound = run("sound", plan, Made::outcome, Made.NOW.plusSeconds(9));

    assertThat(sound.repeatable()).isTrue();
    assertThat(sound.objections()).noneMatch(one -> one.contains("decided otherwise"));
    assertThat(odd.repeatable()).isFalse();
    assertThat(odd.holdout()).as("held-out data is not spent on it").isEmpty();
    assertThat(sound.holdout().orElseThrow().openedBefore()).isEmpty();
    assertThat(odd.objections()).first().asString().contains("decided otherwise");
  }

  @Test
  void dataThatAnotherStudySearchedIsSpentToo() {
    StudyPlan all = Made.plan(Sampling.RANDOM, 5, 0, 0);
    StudyPlan shorter = Made.plan(Sampling.RANDOM, 6, 0.3, 0);
    StudyPlan last = Made.plan(Sampling.RANDOM, 7, 0.2, 0);
    Instant later = Made.NOW.plusSeconds(60);
    Instant latest = Made.NOW.plusSeconds(120);

    StudyResult first = run("first", shorter, Made::outcome, Made.NOW);
    StudyResult second = run("second", last, Made::outcome, later);
    StudyResult whole = run("whole", all, Made::outcome, latest);
    StudyResult third =
        run("third", Made.plan(Sampling.RANDOM, 8, 0.2, 0), Made::outcome, latest.plusSeconds(60));

    // the first searched 70 %, and opened the 30 % after it
    assertThat(first.holdout().orElseThrow().isSpent()).isFalse();
    assertThat(second.holdout().orElseThrow())
        .extracting(StudyResult.Holdout::openedBefore, StudyResult.Holdout::searchedBefore)
        .containsExactly(List.of(Made.NOW), List.of());
    assertThat(whole.holdout()).isEmpty();
    assertThat(third.holdout().orElseThrow())
        .extracting(StudyResult.Holdout::openedBefore, StudyResult.Holdout::searchedBefore)
        .containsExactly(List.of(Made.NOW, later), List.of(latest));
    assertThat(Study.show(studies.resolve("third"))).isEqualTo(third);
  }

  @Test
  void aSearchThatWasOnlyBegunSpendsItsDataAndAnotherSymbolSpendsNothing() {
    StudyPlan all = Made.plan(Sampling.RANDOM, 5, 0, 0);
    Experiment broken =
        (settings, span) -> {
          throw new IllegalStateException("no more");
        };
    assertThatThrownBy(() -> run("broken", all, broken, Made.NOW)).hasMessage("no more");
    StudyPlan held = Made.plan(Sampling.RANDOM, 5, 0.2, 0);

    StudyResult other = run("other", Made.of("ETH-USD", "build", held), Made::outcome, Made.NOW);
    StudyResult same = run("same", held, Made::outcome, Made.NOW.plusSeconds(9));

    assertThat(other.holdout().orElseThrow().isSpent()).isFalse();
    assertThat(same.holdout().orElseThrow().searchedBefore()).containsExactly(Made.NOW);
  }

  @Test
  void otherCodeIsAnotherStudyAndFreshOpensTheHoldoutOnceMore() {
    StudyPlan before = Made.plan(Sampling.RANDOM, 5, 0.2, 0);
    StudyPlan after = Made.of("BTC-USD", "build, edited", before);
    Instant later = Made.NOW.plusSeconds(60);
    Instant latest = Made.NOW.plusSeconds(120);
    run("study", before, false, Made::outcome, Made.NOW);

    assertThatThrownBy(() -> run("study", after, false, Made::outcome, later))
        .hasMessageContaining("was begun with another build: build, now build, edited");
    StudyResult edited = run("study", after, true, Made::outcome, later);
    StudyResult again = run("study", after, true, Made::outcome, latest);

    assertThat(edited.holdout().orElseThrow())
        .extracting(StudyResult.Holdout::opened, StudyResult.Holdout::openedBefore)
        .containsExactly(later, List.of(Made.NOW));
    assertThat(again.holdout().orElseThrow())
        .extracting(StudyResult.Holdout::opened, StudyResult.Holdout::openedBefore)
        .containsExactly(latest, List.of(Made.NOW, later));
  }

  /** Holds out data and opens it, in a process of its own. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      HoldoutLedger ledger = new HoldoutLedger(Path.of(args[0]));
      for (int i = 0; i < 25; i++) {
        StudyPlan plan = Made.of("BTC-USD", args[1] + i, Made.plan(Sampling.RANDOM, 5, 0.2, 0));
        ledger.open(plan, "study", false, InstantSource.fixed(Made.NOW));
      }
    }
  }

  @Test
  void noOpeningOfStudiesThatRunAtTheSameTimeIsLost() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      processes.add(java(Opener.class, studies.toString(), name));
    }
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("c", "d")) {
      Thread thread = new Thread(() -> Opener.main(new String[] {studies.toString(), name}));
      thread.start();
      threads.add(thread);
    }
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Files.readAllLines(studies.resolve(HoldoutLedger.FILE)))
        .hasSize(100)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  private static Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aStudyIsCompleteOnceItHasRunToItsEnd() throws Exception {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 6, 0, 2);
    Path study = studies.resolve("study");
    AtomicInteger tried = new AtomicInteger();
    Experiment failing =
        (settings, span) -> {
          if (tried.incrementAndGet() == 20) { // of 1 + 6 + 2 * (6 + 1), in the last window
            throw new IllegalStateException("no more");
          }
          return Made.outcome(settings, span);
        };

    assertThatThrownBy(() -> run("study", plan, failing, Made.NOW)).hasMessage("no more");
    assertThat(TrialStore.read(study)).anyMatch(trial -> trial.stage().equals("walk-2"));
    assertThat(Study.show(study).complete()).isFalse();
    assertThat(run("study", plan, Made::outcome, Made.NOW).complete()).isTrue();
    assertThat(Study.show(study).complete()).isTrue();
  }

  @Test
  void aMergeTakesNoTrialOfAnOlderStudyAndLacksNone() throws Exception {
    StudyPlan older = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Path one = studies.resolve("one");
    Path two = studies.resolve("two");
    Made.run(one, older, new Shard(1, 2), 1);
    Made.run(two, older, new Shard(2, 2), 1);
    StudyPlan newer = Made.of("BTC-USD", "edited", older);
    Experiment broken =
        (settings, span) -> {
          throw new IllegalStateException("no more");
        };
    assertThatThrownBy(() -> begin(one, newer, new Shard(1, 2), broken)).hasMessage("no more");
    begin(two, newer, new Shard(2, 2), Made::outcome);
    Path into = studies.resolve("into");

    assertThat(one.resolve(TrialParquet.FILE)).doesNotExist();
    assertThatThrownBy(() -> Study.merge(List.of(one, two), into, CLOCK))
        .isInstanceOf(StudyRefused.class);
    begin(one, newer, new Shard(1, 2), Made::outcome);
    List<Trial> some = TrialParquet.read(one, newer);
    TrialParquet.write(one, newer, some.subList(0, some.size() - 1));
    assertThatThrownBy(() -> Study.merge(List.of(one, two), into, CLOCK))
        .isInstanceOf(StudyRefused.class)
        .hasMessage(
            one + ": trials.parquet lacks trial 8; run its optimize --shard 1/2 to the end");
    assertThat(into).doesNotExist();
  }

  private static void begin(Path directory, StudyPlan plan, Shard shard, Experiment experiment) {
    Study.run(
        directory,
        plan,
        shard,
        true,
        experiment,
        1,
        Thread::new,
        InstantSource.fixed(Made.NOW),
        Progress.NONE);
  }

  /** Of 5 by 5 points, those with b = 4 never trade; there is a peak, and a hill around (2, 1). */
  @Test
  void aPlateauIsTheBestMeanOfWhatHasAValueAndNotTheEdgeOfWhatCannotTrade() {
    StudyPlan plan = Made.plateau(List.of(Made.whole("a", 5), Made.whole("b", 5)));
    Experiment experiment =
        (settings, span) -> {
          int a = Integer.parseInt(settings.getOrDefault("a", "0"));
          int b = Integer.parseInt(settings.getOrDefault("b", "0"));
          double sharpe =
              a == 4 && b == 0 ? 0 : -1 - (a - 2) * (a - 2) - 0.1 * (b - 1.4) * (b - 1.4);
          return new Outcome(
              b == 4 ? 0 : 50,
              b == 4 ? new TreeMap<>() : new TreeMap<>(Map.of("sharpe", sharpe, "net", 0.0)),
              List.of(),
              List.of(),
              "",
              Optional.empty());
        };
    StudyResult result = run("study", plan, experiment, Made.NOW);

    // with nothing counted as 0, points beside b = 4 would be the best, all values being below 0
    assertThat(result.best().orElseThrow().settings()).isEqualTo(Map.of("a", "2", "b", "1"));
    assertThat(result.ranked().get(0).settings()).containsEntry("a", "4").containsEntry("b", "0");
  }

  @Test
  void aPointWithMoreUndefinedThanDefinedNeighboursIsNoPlateau() {
    OptionalDouble mean = OptionalDouble.of(4);
    assertThat(new Plateau(4, 2, mean, mean).height(1)).hasValue(3);
    assertThat(new Plateau(4, 3, mean, mean).height(1)).isEmpty();
    assertThat(new Plateau(0, 0, OptionalDouble.empty(), OptionalDouble.empty()).height(1))
        .isEmpty();
  }

  private StudyResult run(String name, StudyPlan plan, Experiment experiment, Instant now) {
    return run(name, plan, false, experiment, now);
  }

  private StudyResult run(
      String name, StudyPlan plan, boolean fresh, Experiment experiment, Instant now) {
    return Study.run(
        studies.resolve(name),
        plan,
        Shard.ALL,
        fresh,
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
            "the study study was begun with --trials 5, now 6; name another --study, or begin it"
                + " anew with --fresh");
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
  void whatDiffersFromTheStudyThatWasBegunIsSaidAsItIsTyped() {
    Parameter few = new Parameter("a.b", List.of("1", "2"), true);
    Parameter many =
        new Parameter("a.b", IntStream.range(0, 40).mapToObj(Integer::toString).toList(), true);
    StudyPlan plan = Made.plan(Sampling.RANDOM, 50, 0, 0);
    assertThat(with(List.of(few), Sampling.GRID, 50, 0).differences(plan))
        .singleElement()
        .asString()
        .startsWith("--param a.b=1,2, now --param ");
    assertThat(
            with(List.of(few), Sampling.GRID, 50, 0)
                .differences(with(List.of(many), Sampling.CMAES, 5, 0.2)))
        .containsExactly(
            "--param a.b=1,2, now --param a.b=0,1,2,…,39 (40 values)",
            "--trials 50, now 5",
            "--holdout 0%, now 20%");
    assertThat(
            with(List.of(few), Sampling.GRID, 50, 0)
                .differences(with(List.of(few), Sampling.RANDOM, 50, 0)))
        .containsExactly("--sampler grid, now random");
  }

  private static StudyPlan with(
      List<Parameter> parameters, Sampling sampling, int trials, double holdout) {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 50, 0, 0);
    return new StudyPlan(
        parameters,
        plan.objective(),
        sampling,
        trials,
        plan.seed(),
        holdout,
        plan.windows(),
        plan.leastTrades(),
        plan.plateau(),
        plan.span(),
        plan.symbols(),
        plan.data(),
        plan.config(),
        plan.build());
  }

  @Test
  void shardsThatDoNotMakeAStudyAreRefused() {
    StudyPlan plan = Made.plan(Sampling.RANDOM, 10, 0, 0);
    Path one = studies.resolve("one");
    Made.run(one, plan, new Shard(1, 2), 1);
    Path other = studies.resolve("other");
    Made.run(other, Made.plan(Sampling.RANDOM, 11, 0, 0), new Shard(2, 2), 1);
    Path into = studies.resolve("into");

    assertThatThrownBy(() -> Study.merge(List.of(one), into, CLOCK))
        .hasMessageContaining("that is 1 of 2 shards");
    assertThatThrownBy(() -> Study.merge(List.of(one, one), into, CLOCK))
        .hasMessageContaining("are the same shard");
    assertThatThrownBy(() -> Study.merge(List.of(one, other), into, CLOCK))
        .isInstanceOf(StudyRefused.class)
        .hasMessageContaining("begun with --trials ");
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
