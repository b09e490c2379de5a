package io.cointrader.persistence.journal;

/** What was asked for lies in segments that were pruned. */
public final class JournalPruned extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param prunedThrough the last sequence number that was pruned
   */
  public JournalPruned(long prunedThrough) {
    this(
        prunedThrough,
        "what lies before it, and what needs the whole record, cannot be told any more");
  }

  /**
   * @param left what can be told all the same, and what not
   */
  public JournalPruned(long prunedThrough, String left) {
    super(
        "the record was pruned before sequence "
            + (prunedThrough + 1)
            + " (storage.retain): "
            + left);
  }
}
