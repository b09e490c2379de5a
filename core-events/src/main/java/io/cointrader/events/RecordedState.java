package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.state.BotState;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.Storage;

/**
 * The state that the facts of a journal fold to.
 *
 * @param sequence the last record folded in, 0 when there is none
 */
public record RecordedState(BotState state, long sequence) {

  /** Folds the facts up to a place; reads without lock, beside a writer. */
  public static RecordedState read(Storage storage, Place until) {
    BotState state = new BotState();
    long[] last = {0};
    boolean[] past = {false};
    JournalReader.read(
        storage,
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
}
