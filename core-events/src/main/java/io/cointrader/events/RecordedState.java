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
   * @throws JournalPruned when the place lies before that state
   */
  public static RecordedState read(Storage storage, Place until) {
    Optional<Snapshot> base = base(storage);
    BotState state = base.map(kept -> BotState.of(kept.state())).orElseGet(BotState::new);
    long from = base.map(Snapshot::sequence).orElse(0L);
    if (base.isPresent() && until.isBefore(from, state.at())) {
      throw new JournalPruned(from);
    }
    long[] last = {from};
    boolean[] past = {false};
    JournalReader.read(
        storage,
        entry -> {
          if (past[0] || entry.kind() != Kind.FACT || entry.sequence() <= from) {
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

  /** The state to begin with; empty where the record is there from its beginning. */
  private static Optional<Snapshot> base(Storage storage) {
    long pruned = JournalReader.prunedThrough(storage);
    if (pruned == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SnapshotStore(storage)
            .kept().stream()
                .filter(kept -> kept.sequence() >= pruned)
                .findFirst()
                .orElseThrow(() -> new JournalPruned(pruned)));
  }
}
