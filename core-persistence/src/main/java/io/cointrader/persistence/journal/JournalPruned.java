package io.cointrader.persistence.journal;

/** What was asked for lies in segments that were pruned. */
public final class JournalPruned extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param prunedThrough the last sequence number that was pruned
   */
  public JournalPruned(long prunedThrough) {
    super(
        "the record was pruned before sequence "
            + (prunedThrough + 1)
            + " (storage.retain): what lies before it, and what needs the whole record, cannot be"
            + " told any more");
  }
}
