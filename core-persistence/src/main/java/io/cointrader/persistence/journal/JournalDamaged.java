package io.cointrader.persistence.journal;

/** A journal that cannot be trusted: something before its last commit group does not verify. */
public final class JournalDamaged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String segment;
  private final long offset;
  private final long sequence;

  JournalDamaged(String segment, long offset, long sequence, String what) {
    super(
        "journal damaged after sequence "
            + sequence
            + " in segment "
            + segment
            + " at byte "
            + offset
            + ": "
            + what);
    this.segment = segment;
    this.offset = offset;
    this.sequence = sequence;
  }

  public String segment() {
    return segment;
  }

  /** The byte in the segment at which the damaged line begins. */
  public long offset() {
    return offset;
  }

  /** The last sequence number that verifies. */
  public long sequence() {
    return sequence;
  }
}
