package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A search for settings in a directory of its own: the plan, every trial as soon as it has
 * finished, and at the end the same trials as Parquet. What is there already is not tried again, so
 * that a study goes on after a kill where it was, and gives what it would have given without.
 */
public final class Study {

  static final String PLAN = "study.json";

  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path directory;
  private final StudyPlan plan;
  private final Shard shard;
  private final Space space;
  private final Experiment experiment;
  private final Progress progress;
  private final TrialStore store;
  private final ExecutorService pool;
  private final Map<String, SortedMap<Integer, Trial>> stages = new TreeMap<>();
  private final double work;
  private double worked;

  private Study(
      Path directory,
      StudyPlan plan,
      Shard shard,
      Experiment experiment,
      Progress progress,
      TrialStore store,
      ExecutorService pool) {
    this.directory = directory;
    this.plan = plan;
    this.shard = shard;
    this.space = new Space(plan.parameters());
    this.experiment = experiment;
    this.progress = progress;
    this.store = store;
    this.pool = pool;
    this.work = work();
  }

  /**
   * Makes the study, or goes on with it, to its end.
   *
   * @param directory of the study; made when it is not there. The one it is in is that of all
   *     studies, where openings of held-out data are recorded
   * @param shard the part of the trials that is made here; with a part there is no walk-forward and
   *     nothing held out is opened: {@link #merge} comes first
   * @param fresh whether what is there is set aside
   * @param threads how many trials at a time; it changes nothing but the time
   * @param clock for the record of an opening; nothing is decided by it
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
      Study study = new Study(directory, plan, shard, experiment, progress, store, pool);
      return study.run(clock);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Opens the directory for a plan; the plan is on disk before the first trial. */
  private static TrialStore begin(Path directory, StudyPlan plan, Shard shard, boolean fresh) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw storage(directory, failed);
    }
    TrialStore store = TrialStore.open(directory);
    try {
      if (fresh) {
        store.clear();
      } else {
        known(directory).ifPresent(there -> same(directory, there, fields(plan, shard)));
      }
      write(directory.resolve(PLAN), INDENTED.writeValueAsString(fields(plan, shard)) + "\n");
      return store;
    } catch (RuntimeException | Error failed) {
      store.close();
      throw failed;
    }
  }

  private static Map<String, Object> fields(StudyPlan plan, Shard shard) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schemaVersion", 1);
    fields.put("id", plan.id());
    fields.putAll(plan.fields());
    fields.put("shard", shard.part() + "/" + shard.of());
    return fields;
  }

  private static Optional<JsonNode> known(Path directory) {
    Path file = directory.resolve(PLAN);
    try {
      return Optional.of(TrialJson.MAPPER.readTree(Files.readString(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failed) {
      throw storage(file, failed);
    } catch (JacksonException damaged) {
      throw damaged(file, damaged);
    }
  }

  private static StudyRefused damaged(Path file, RuntimeException why) {
    return new StudyRefused(ExitCode.BAD_DATA, file + " is no study; begin anew with --fresh", why);
  }

  private static void same(Path directory, JsonNode there, Map<String, Object> wanted) {
    JsonNode here = TrialJson.MAPPER.readTree(TrialJson.MAPPER.writeValueAsString(wanted));
    for (Map.Entry<String, JsonNode> field : here.properties()) {
      JsonNode before = there.get(field.getKey());
      if (!field.getKey().equals("id") && !field.getValue().equals(before)) {
        throw new StudyRefused(
            ExitCode.USAGE,
            "the study "
                + directory.getFileName()
                + " was begun with another "
                + field.getKey()
                + " ("
                + before
                + ", now "
                + field.getValue()
                + "); name another --study, or begin it anew with --fresh");
      }
    }
  }

  private static StudyRefused storage(Path file, IOException failed) {
    return new StudyRefused(
        ExitCode.STORAGE, file + ": " + failed.getMessage() + "; mend the disk and go on", failed);
  }

  /** Whole or not at all. */
  static void write(Path file, String text) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw storage(file, failed);
    }
  }

  private StudyResult run(InstantSource clock) {
    take(store.load());
    boolean whole = shard.of() == 1;
    if (whole) {
      one(StudyResult.CONFIGURED, new TreeMap<>(), plan.searched());
    }
    List<Trial> search = search(StudyResult.SEARCH, plan.searched());
    HoldoutLedger ledger = new HoldoutLedger(studies());
    if (whole) {
      int number = 1;
      for (StudyPlan.Window window : plan.walk()) {
        Optional<Trial> chosen =
            StudyResult.choose(search(StudyResult.before(number), window.before()), plan, space);
        if (chosen.isPresent()) {
          one(StudyResult.after(number), chosen.get().settings(), window.after());
        }
        number++;
      }
      Optional<Trial> best = StudyResult.choose(search, plan, space);
      if (best.isPresent() && plan.heldOut().isPresent()) {
        Instant now = clock.instant();
        ledger.open(plan, String.valueOf(directory.getFileName()), now);
        one(StudyResult.HOLDOUT, best.get().settings(), plan.heldOut().get());
      }
    }
    List<Trial> all = stages.values().stream().flatMap(one -> one.values().stream()).toList();
    TrialParquet.write(directory, plan, all);
    return result(directory, plan, stages, whole);
  }

  private Path studies() {
    return studies(directory);
  }

  private static Path studies(Path directory) {
    return directory.toAbsolutePath().normalize().resolveSibling(".").normalize();
  }

  private static StudyResult result(
      Path directory,
      StudyPlan plan,
      Map<String, SortedMap<Integer, Trial>> stages,
      boolean complete) {
    HoldoutLedger ledger = new HoldoutLedger(studies(directory));
    Map<String, List<Trial>> lists = new TreeMap<>();
    stages.forEach((stage, trials) -> lists.put(stage, List.copyOf(trials.values())));
    return StudyResult.of(
        String.valueOf(directory.getFileName()),
        plan,
        lists,
        ledger.of(plan),
        ledger.spent(plan),
        complete);
  }

  private void take(List<Trial> trials) {
    for (Trial trial : trials) {
      stages.computeIfAbsent(trial.stage(), stage -> new TreeMap<>()).put(trial.ordinal(), trial);
    }
  }

  /** The most trials that a search can have. */
  private int most() {
    return space.size().min(BigInteger.valueOf(plan.trials())).intValueExact();
  }

  private double work() {
    double search = plan.searched().days() * most() / shard.of();
    double walk =
        plan.walk().stream()
            .mapToDouble(one -> one.before().days() * most() + one.after().days())
            .sum();
    double held = plan.heldOut().map(Span::days).orElse(0.0);
    return shard.of() > 1 ? search : search + plan.searched().days() + walk + held;
  }

  private void one(String stage, SortedMap<String, String> settings, Span span) {
    attempt(stage, 1, List.of(new Wanted(0, settings)), span);
  }

  /** Lets a sampler choose, and tries what it chooses; every trial of the stage in order. */
  private List<Trial> search(String stage, Span span) {
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
      attempt(
          stage, most(), wanted.stream().filter(one -> shard.takes(one.ordinal())).toList(), span);
      SortedMap<Integer, Trial> known = stages.getOrDefault(stage, new TreeMap<>());
      for (Wanted one : wanted) {
        Trial trial = known.get(one.ordinal());
        if (trial != null) {
          values.put(
              space.point(trial.settings()),
              plan.objective().of(trial.outcome(), plan.leastTrades()));
        }
      }
    }
    return List.copyOf(stages.getOrDefault(stage, new TreeMap<>()).values());
  }

  private record Wanted(int ordinal, SortedMap<String, String> settings) {}

  /** Tries what is not known yet, as many at a time as there are threads. */
  private void attempt(String stage, int most, List<Wanted> wanted, Span span) {
    SortedMap<Integer, Trial> known = stages.computeIfAbsent(stage, one -> new TreeMap<>());
    ExecutorCompletionService<Trial> trying = new ExecutorCompletionService<>(pool);
    int waiting = 0;
    for (Wanted one : wanted) {
      Trial there = known.get(one.ordinal());
      if (there == null) {
        Future<Trial> submitted =
            trying.submit(
                () -> {
                  Trial trial =
                      new Trial(
                          stage,
                          one.ordinal(),
                          one.settings(),
                          experiment.run(one.settings(), span));
                  store.add(trial);
                  return trial;
                });
        waiting += submitted.isCancelled() ? 0 : 1;
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

  private void agree(Trial there, Wanted wanted) {
    if (!there.settings().equals(wanted.settings())) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          directory
              + ": trial "
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

  /**
   * The result as far as the study has come; tries nothing.
   *
   * @throws StudyRefused when there is no study, or it cannot be read
   */
  public static StudyResult show(Path directory) {
    Path file = directory.resolve(PLAN);
    JsonNode there =
        known(directory)
            .orElseThrow(
                () ->
                    new StudyRefused(
                        ExitCode.BAD_DATA,
                        "there is no study in " + directory + "; cointrader optimize makes one"));
    StudyPlan plan = plan(file, there);
    Map<String, SortedMap<Integer, Trial>> stages = new TreeMap<>();
    for (Trial trial : TrialStore.read(directory)) {
      stages.computeIfAbsent(trial.stage(), stage -> new TreeMap<>()).put(trial.ordinal(), trial);
    }
    return result(directory, plan, stages, isComplete(plan, there, stages));
  }

  private static boolean isComplete(
      StudyPlan plan, JsonNode there, Map<String, SortedMap<Integer, Trial>> stages) {
    boolean walked = plan.windows() == 0 || stages.containsKey(StudyResult.before(plan.windows()));
    boolean opened = plan.heldOut().isEmpty() || stages.containsKey(StudyResult.HOLDOUT);
    return there.required("shard").asString().equals("1/1")
        && stages.containsKey(StudyResult.SEARCH)
        && walked
        && opened;
  }

  private static StudyPlan plan(Path file, JsonNode there) {
    try {
      return StudyPlan.read(there);
    } catch (JacksonException | IllegalArgumentException damaged) {
      throw damaged(file, damaged);
    }
  }

  /**
   * Joins the shards of one study in a directory of its own, from their Parquet files. The search
   * is then complete; running the study there goes on with what follows it.
   *
   * @throws StudyRefused when they are not all the shards of one study
   */
  public static StudyResult merge(List<Path> shards, Path into) {
    StudyPlan plan = null;
    Map<Integer, Path> parts = new TreeMap<>();
    int of = 0;
    SortedMap<Integer, Trial> search = new TreeMap<>();
    for (Path directory : shards) {
      JsonNode there =
          known(directory)
              .orElseThrow(
                  () -> new StudyRefused(ExitCode.BAD_DATA, "there is no study in " + directory));
      StudyPlan own = plan(directory.resolve(PLAN), there);
      Shard shard = Shard.parse(there.required("shard").asString());
      if (plan != null && (!plan.id().equals(own.id()) || of != shard.of())) {
        same(directory, there, fields(plan, shard));
        throw new StudyRefused(
            ExitCode.USAGE, directory + " is no shard of the same study; name those of one study");
      }
      plan = own;
      of = shard.of();
      Path twice = parts.put(shard.part(), directory);
      if (twice != null) {
        throw new StudyRefused(
            ExitCode.USAGE,
            twice + " and " + directory + " are the same shard; name each shard once");
      }
      for (Trial trial : TrialParquet.read(directory, own)) {
        search.put(trial.ordinal(), trial);
      }
    }
    if (plan == null || parts.size() < of) {
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
    try (TrialStore store = begin(into, plan, Shard.ALL, false)) {
      List<Trial> there = store.load();
      if (there.isEmpty()) {
        search.values().forEach(store::add);
      }
    }
    Map<String, SortedMap<Integer, Trial>> stages = new TreeMap<>();
    stages.put(StudyResult.SEARCH, search);
    TrialParquet.write(into, plan, List.copyOf(search.values()));
    return result(into, plan, Collections.unmodifiableMap(stages), false);
  }
}
