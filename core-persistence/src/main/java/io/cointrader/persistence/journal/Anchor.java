package io.cointrader.persistence.journal;

/**
 * A place in a journal that something outside it vouches for.
 *
 * @param identity the run the journal is of
 * @param sequence the sequence number of a commit, or 0 for the beginning
 * @param head the chain at that place
 */
public record Anchor(String identity, long sequence, String head) {}
