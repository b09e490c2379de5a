package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalDamaged;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.journal.PrunedRecords;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads runs from disk: takes no lock, creates and repairs nothing. */
final class RunReader {

  private static final Logger LOG = LoggerFactory.getLogger(RunReader.class);

  private RunReader() {}

  /**
   * A run's state with the newest prices that were saved. Both kinds of settings are empty when the
   * start was pruned by a build that did not keep it.
   *
   * @param started the settings of the newest start
   * @param settings the same with what reloads have changed since
   */
  record View(
      BotState state,
      SortedMap<Symbol, Price> marks,
      List<ClosedTrade> trades,
      SortedMap<String, String> started,
      SortedMap<String, String> settings) {}

  /** Every run that can be read; the others are told. */
  static List<RunDirectories.Run> runs(Path dataDir) {
    return guarded(() -> RunDirectories.find(dataDir, LOG::warn));
  }

  static List<RunDirectories.Run> all(Path dataDir) {
    List<RunDirectories.Run> runs = runs(dataDir);
    if (runs.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "there is no run under "
              + dataDir.toAbsolutePath().normalize()
              + "; start one with cointrader run, or name another --data-dir");
    }
    return runs;
  }

  /**
   * The run asked for, or the newest; of those that were set aside only where there is no other.
   */
  static RunDirectories.Run choose(Path dataDir, Optional<String> runId) {
    List<RunDirectories.Run> runs = all(dataDir);
    if (runId.isEmpty()) {
      return runs.stream()
          .filter(run -> !run.archived())
          .reduce((earlier, later) -> later)
          .orElse(runs.get(runs.size() - 1));
    }
    return runs.stream()
        .filter(run -> run.identity().runId().equals(runId.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.BAD_DATA,
                    "there is no run "
                        + runId.get()
                        + " under "
                        + dataDir
                        + "; `cointrader runs` lists them"));
  }

  /** Whether prices of the run are made by the simulated market, as its stream's name says. */
  static boolean isSimulated(RunDirectories.Run run) {
    return run.identity().stream().startsWith("sim-");
  }

  /** What must stand beside figures of simulated prices. */
  static Optional<String> label(RunDirectories.Run run) {
    return isSimulated(run)
        ? Optional.of("SIMULATED prices: these figures prove nothing")
        : Optional.empty();
  }

  /** Every start of a run's processes, in order. */
  static List<Started> starts(RunDirectories.Run run) {
    List<Started> starts = new ArrayList<>();
    return guarded(
        run,
        () -> {
          JournalReader.read(
              run.storage(),
              entry -> {
                if (entry.kind() == Kind.INPUT && entry.isType("started")) {
                  Started start = (Started) entry.record();
                  refuseForeign(run, start.runId());
                  starts.add(start);
                }
              });
          return starts;
        });
  }

  /** From where on the record of a run is kept; empty where all of it is. */
  static Optional<String> keptFrom(RunDirectories.Run run) {
    long pruned = guarded(run, () -> JournalReader.prunedThrough(run.storage()));
    if (pruned == 0) {
      return Optional.empty();
    }
    List<String> first = new ArrayList<>();
    guarded(
        run,
        () ->
            JournalReader.read(
                run.storage(),
                entry -> {
                  if (first.isEmpty() && entry.kind() == Kind.FACT) {
                    first.add(" (" + ((Fact) entry.record()).at() + ")");
                  }
                }));
    return Optional.of(
        "the record is kept from sequence "
            + (pruned + 1)
            + String.join("", first)
            + " on; what was before is pruned (storage.retain), closed trades and settings excepted");
  }

  /** The state of a run at a place. */
  static RecordedState recorded(RunDirectories.Run run, Place until) {
    return guarded(
        run,
        () -> {
          RecordedState recorded = RecordedState.read(run.storage(), until);
          refuseForeign(run, recorded.state().runId());
          return recorded;
        });
  }

  /** Whose journal it is must be what stands beside it. */
  private static void refuseForeign(RunDirectories.Run run, String recorded) {
    if (!recorded.isEmpty() && !recorded.equals(run.identity().runId())) {
      throw new IllegalStateException("its journal is of run " + recorded);
    }
  }

  static View view(RunDirectories.Run run) {
    View view = guarded(run, () -> read(run));
    if (view.state().runId().isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "run "
              + run.identity().runId()
              + " has recorded nothing yet: it was ended while it started, or starts now;"
              + " `cointrader runs` lists the others");
    }
    return view;
  }

  /** A run with its settings; fails without them. */
  static View configured(RunDirectories.Run run) {
    View view = view(run);
    if (view.started().isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "the settings of run "
              + run.identity().runId()
              + " were pruned with the record of its start (storage.retain); its next start records"
              + " them again");
    }
    return view;
  }

  /** Reads all of a run, and holds its snapshots against what the record folds to. */
  static View check(RunDirectories.Run run) {
    return guarded(
        run,
        () -> {
          View view = read(run);
          RecordedState.verifySnapshots(run.storage());
          return view;
        });
  }

  /** Whether the directory still holds the run. */
  static boolean isStillThere(RunDirectories.Run run) {
    return guarded(() -> RunDirectories.find(run.directory(), told -> {})).stream()
        .anyMatch(
            now ->
                now.directory().equals(run.directory())
                    && now.identity().runId().equals(run.identity().runId()));
  }

  /**
   * Reads a run, and refuses one whose parts contradict each other: a snapshot, or an end, that the
   * record does not reach, or trades that are counted and not there.
   */
  private static View read(RunDirectories.Run run) {
    Storage storage = run.storage();
    Optional<SnapshotStore.Snapshot> newest = new SnapshotStore(storage).peek();
    Told told = JournalReader.readKept(storage, pruned -> told(storage, pruned));
    if (newest.isPresent() && newest.get().sequence() > told.end) {
      throw new IllegalStateException(
          "its journal ends at sequence "
              + told.end
              + ", and a snapshot is of sequence "
              + newest.get().sequence()
              + ": records are missing");
    }
    SortedMap<Symbol, Price> marks =
        newest.map(SnapshotStore.Snapshot::marks).orElseGet(TreeMap::new);
    BotState state = RecordedState.read(storage, new Place.AtSequence(told.end)).state();
    refuseForeign(run, state.runId());
    if (told.trades.size() != state.totals().trades()) {
      throw new IllegalStateException(
          told.trades.size()
              + " closed trades are recorded, and "
              + state.totals().trades()
              + " were counted: records are missing");
    }
    if (run.identity().finished().isPresent() && !state.isFinished()) {
      throw new IllegalStateException(
          "it has finished, and the end of its journal does not say so: records are missing");
    }
    return new View(state, marks, told.trades, told.started, told.settings);
  }

  /** What the pruned records that are kept tell, and those that are not pruned. */
  private static Told told(Storage storage, long pruned) {
    Told told = new Told();
    Consumer<Entry> kept =
        entry -> {
          if (entry.sequence() <= pruned) { // more may be pruned by now
            told.take(entry);
          }
        };
    PrunedRecords.TRADES.read(storage, kept);
    PrunedRecords.SETTINGS.read(storage, kept);
    told.end = JournalReader.readAfter(storage, pruned, told::take).lastSequence();
    return told;
  }

  /** Trades and settings, record by record. */
  private static final class Told {
    private final List<ClosedTrade> trades = new ArrayList<>();
    private final SortedMap<String, String> started = new TreeMap<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private long end;

    void take(Entry entry) {
      if (entry.kind() == Kind.INPUT && entry.isType("started")) {
        started.clear();
        started.putAll(((Started) entry.record()).settings());
        settings.clear();
        settings.putAll(started);
      } else if (entry.isType("position-closed")) {
        trades.add(((Fact.PositionClosed) entry.record()).trade());
      } else if (entry.isType("setting-changed")) {
        Fact.SettingChanged changed = (Fact.SettingChanged) entry.record();
        changed
            .after()
            .ifPresentOrElse(
                value -> settings.put(changed.key(), value), () -> settings.remove(changed.key()));
      }
    }
  }

  /** What to fail with where a record's settings are none to this build; other faults stay. */
  static RuntimeException otherBuild(RunDirectories.Run run, IllegalArgumentException unfit) {
    return unfit.getCause() instanceof InvalidSetting
        ? new CommandFailure(
            ExitCode.BAD_DATA,
            "this build cannot go by the settings of run "
                + run.identity().runId()
                + ", which another may have made: "
                + unfit.getMessage())
        : unfit;
  }

  static <T> T guarded(Supplier<T> action) {
    return guarded("", action);
  }

  /** The same; what cannot be read is told with where it is. */
  static <T> T guarded(RunDirectories.Run run, Supplier<T> action) {
    return guarded(
        "run "
            + run.identity().runId()
            + " in "
            + run.directory().toAbsolutePath().normalize()
            + ": ",
        action);
  }

  private static <T> T guarded(String where, Supplier<T> action) {
    try {
      return action.get();
    } catch (JournalDamaged
        | CodecException
        | StorageException
        | DateTimeException
        | IllegalStateException unreadable) {
      throw new CommandFailure(ExitCode.BAD_DATA, where + unreadable.getMessage());
    }
  }
}
