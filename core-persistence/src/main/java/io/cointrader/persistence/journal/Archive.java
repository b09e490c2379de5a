package io.cointrader.persistence.journal;

/**
 * Keeps outside a record what leaves it, and what vouches for it: with a head noted there, {@code
 * journal verify --expect} finds a record that was rolled back or written anew. One thread at a
 * time.
 */
public interface Archive {

  /** An archive that keeps nothing. */
  Archive NONE =
      new Archive() {
        @Override
        public void keep(String runId, String segment, byte[] gzip) {}

        @Override
        public void note(Anchor head) {}
      };

  /**
   * Looks, at the start of a run, whether anything can be kept.
   *
   * @throws RuntimeException when not
   */
  default void check() {}

  /**
   * Keeps a segment that is about to be pruned; the same one may come again. When this throws, the
   * segment is not pruned.
   *
   * @param segment its file name, without the ending of compression
   * @param gzip its compressed content
   */
  void keep(String runId, String segment, byte[] gzip);

  /** Notes the chain's head as of a stop. */
  void note(Anchor head);
}
