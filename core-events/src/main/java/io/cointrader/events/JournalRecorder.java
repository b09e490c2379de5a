package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.persistence.journal.Journal;

/** Records into a journal and hashes the decisions on the way. */
public final class JournalRecorder implements Recorder {

  private static final int GROUP_BYTES = 64 << 10;

  private final Journal journal;
  private final DecisionsHash hash;

  public JournalRecorder(Journal journal, DecisionsHash hash) {
    this.journal = journal;
    this.hash = hash;
  }

  @Override
  public void input(Input input) {
    journal.append(input);
  }

  @Override
  public void reference(InputReference reference) {
    journal.append(reference);
  }

  @Override
  public void fact(Fact fact) {
    journal.append(fact, hash::add);
  }

  @Override
  public void commit() {
    if (journal.pendingBytes() >= GROUP_BYTES) {
      journal.commit();
    }
  }

  @Override
  public void force() {
    journal.force();
  }
}
