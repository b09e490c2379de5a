package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.journal.JournalPruned;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.snapshot.SnapshotStore;
import io.cointrader.persistence.snapshot.SnapshotStore.Snapshot;
import io.cointrader.persistence.storage.Storage;
import java.util.Optional;

/**
 * The state that the facts of a journal fold to.
 *
 * @param sequence the last record folded in, 0 when there is none
 */
public record RecordedState(BotState state, long sequence) {

  /**
   * Folds the facts up to a place; reads without lock, beside a writer. Where the first records are
   * pruned, it begins with the oldest state that is kept.
   *
   * @throws JournalPruned when the place lies before that state; names the first place and the last
   *     of which there is a state
   */
  public static RecordedState read(Storage storage, Place until) {
    return JournalReader.readKept(storage, pruned -> read(storage, until, pruned));
  }

  private static RecordedState read(Storage storage, Place until, long pruned) {
    Optional<Snapshot> base = base(storage, pruned);
    BotState state = base.map(kept -> BotState.of(kept.state())).orElseGet(BotState::new);
    long from = base.map(Snapshot::sequence).orElse(0L);
    if (base.isPresent() && until.isBefore(from, state.at())) {
      RecordedState last = read(storage, Place.END);
      throw new JournalPruned(
          pruned,
          "there is a state of every place from "
              + place(from, state)
              + " to "
              + place(last.sequence(), last.state())
              + ", and of none before");
    }
    long[] last = {from};
    boolean[] past = {false};
    JournalReader.readAfter(
        storage,
        from,
        entry -> {
          if (past[0] || entry.kind() != Kind.FACT) {
            return;
          }
          Fact fact = (Fact) entry.record();
          past[0] = until.isBefore(entry.sequence(), fact.at());
          if (!past[0]) {
            state.apply(fact);
            last[0] = entry.sequence();
          }
        });
    return new RecordedState(state, last[0]);
  }

  /**
   * Holds every snapshot that is kept against what the facts before it fold to.
   *
   * @throws IllegalStateException when one holds another state; names its place
   */
  public static void verifySnapshots(Storage storage) {
    for (Snapshot snapshot : new SnapshotStore(storage).kept()) {
      BotState state = read(storage, new Place.AtSequence(snapshot.sequence())).state();
      if (!state.snapshot().equals(snapshot.state())) {
        throw new IllegalStateException(
            "the snapshot at sequence "
                + snapshot.sequence()
                + " holds another state than the record before it gives");
      }
    }
  }

  private static String place(long sequence, BotState state) {
    return new Place.AtSequence(sequence) + " (" + state.at() + ")";
  }

  /** The state to begin with; empty where the record is there from its beginning. */
  private static Optional<Snapshot> base(Storage storage, long pruned) {
    if (pruned == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SnapshotStore(storage)
            .kept().stream()
                .filter(kept -> kept.sequence() >= pruned)
                .findFirst()
                .orElseThrow(
                    () ->
                        new JournalPruned(
                            pruned, "no state is kept from which what follows can be told")));
  }
}
