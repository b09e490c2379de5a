package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalDamaged;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.journal.PrunedTrades;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads runs from disk: takes no lock, creates and repairs nothing. */
final class RunReader {

  private static final Logger LOG = LoggerFactory.getLogger(RunReader.class);

  private RunReader() {}

  /**
   * A run's state with the newest prices that were saved.
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

  /** The run asked for, or the newest. */
  static RunDirectories.Run choose(Path dataDir, Optional<String> runId) {
    List<RunDirectories.Run> runs = all(dataDir);
    if (runId.isEmpty()) {
      return runs.get(runs.size() - 1);
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
        () -> {
          JournalReader.read(
              run.storage(),
              entry -> {
                if (entry.kind() == Kind.INPUT && entry.isType("started")) {
                  starts.add((Started) entry.record());
                }
              });
          return starts;
        });
  }

  /** From where on the record of a run is kept; empty where all of it is. */
  static Optional<String> keptFrom(RunDirectories.Run run) {
    long pruned = guarded(() -> JournalReader.prunedThrough(run.storage()));
    if (pruned == 0) {
      return Optional.empty();
    }
    List<String> first = new ArrayList<>();
    guarded(
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
            + " on; what was before is pruned (storage.retain), closed trades excepted");
  }

  static View view(RunDirectories.Run run) {
    View view = guarded(() -> read(run.storage()));
    if (view.state().runId().isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "run "
              + run.identity().runId()
              + " has recorded nothing yet: it was ended while it started, or starts now");
    }
    return view;
  }

  private static View read(Storage storage) {
    List<ClosedTrade> trades = new ArrayList<>();
    SortedMap<String, String> started = new TreeMap<>();
    SortedMap<String, String> settings = new TreeMap<>();
    JournalReader.Verified verified =
        JournalReader.read(
            storage,
            entry -> {
              if (entry.kind() == Kind.INPUT && entry.record() instanceof Started start) {
                started.clear();
                started.putAll(start.settings());
                settings.clear();
                settings.putAll(started);
              } else if (entry.isType("position-closed")) {
                trades.add(trade(entry));
              } else if (entry.isType("setting-changed")) {
                Fact.SettingChanged changed = (Fact.SettingChanged) entry.record();
                changed
                    .after()
                    .ifPresentOrElse(
                        value -> settings.put(changed.key(), value),
                        () -> settings.remove(changed.key()));
              }
            });
    List<ClosedTrade> pruned = new ArrayList<>();
    PrunedTrades.read(
        storage,
        entry -> {
          if (entry.sequence() <= verified.prunedThrough()) { // more may be pruned by now
            pruned.add(trade(entry));
          }
        });
    trades.addAll(0, pruned);
    SortedMap<Symbol, Price> marks =
        new SnapshotStore(storage)
            .peek()
            .map(SnapshotStore.Snapshot::marks)
            .orElseGet(TreeMap::new);
    BotState state = RecordedState.read(storage, Place.END).state();
    return new View(state, marks, trades, started, settings);
  }

  private static ClosedTrade trade(Entry closed) {
    return ((Fact.PositionClosed) closed.record()).trade();
  }

  static <T> T guarded(Supplier<T> action) {
    try {
      return action.get();
    } catch (JournalDamaged
        | CodecException
        | StorageException
        | IllegalStateException unreadable) {
      throw new CommandFailure(ExitCode.BAD_DATA, String.valueOf(unreadable.getMessage()));
    }
  }
}
