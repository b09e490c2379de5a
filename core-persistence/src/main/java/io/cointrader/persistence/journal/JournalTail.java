package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a journal beside its writer, without lock; creates and repairs nothing. Owned by one
 * thread.
 */
public final class JournalTail {

  private final Scanner scanner;

  /**
   * @param entries is given every record of every whole commit group, in order, once
   */
  public JournalTail(Storage storage, Consumer<Entry> entries) {
    scanner = new Scanner(storage, Optional.empty(), entries);
  }

  /**
   * Gives what has come since the last call, all there is at the first.
   *
   * @throws JournalDamaged when something before the last group does not verify, or the journal is
   *     gone since the last call
   * @throws JournalPruned when what comes next was pruned
   */
  public void poll() {
    scanner.scan();
  }
}
