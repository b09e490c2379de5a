package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal without lock, beside a running writer: an incomplete last commit group is not
 * there yet. Creates and repairs nothing.
 */
public final class JournalReader {

  private JournalReader() {}

  /**
   * What a whole read found.
   *
   * @param identity the run the journal is of; empty when there is no journal
   * @param segments the files it is in
   * @param head the chain of the last commit group; empty when there is no journal
   * @param tornBytes bytes after it that make no whole group
   * @param prunedThrough the last sequence number that was pruned; 0 when nothing was
   */
  public record Verified(
      String identity,
      long records,
      long groups,
      int segments,
      long lastSequence,
      String head,
      long tornBytes,
      long prunedThrough) {}

  /**
   * Gives every record of every whole commit group, in order.
   *
   * @throws JournalDamaged when something before the last group does not verify
   */
  public static Verified read(Storage storage, Consumer<Entry> entries) {
    return read(storage, entries, head -> {});
  }

  /** The last sequence number that was pruned; 0 when nothing was. */
  public static long prunedThrough(Storage storage) {
    return Scanner.prunedThrough(storage);
  }

  /**
   * Gives the same of a journal that is there from its beginning.
   *
   * @throws JournalPruned when its first segments were pruned
   */
  public static Verified readWhole(Storage storage, Consumer<Entry> entries) {
    long pruned = prunedThrough(storage);
    if (pruned > 0) {
      throw new JournalPruned(pruned);
    }
    return read(storage, entries);
  }

  /**
   * Reads likewise.
   *
   * @param heads is given the place after each commit group, and the beginning, once the records
   *     before it were given
   */
  public static Verified read(Storage storage, Consumer<Entry> entries, Consumer<Anchor> heads) {
    Scanner scanner = new Scanner(storage, Optional.empty(), entries, heads);
    scanner.scan();
    return new Verified(
        scanner.identity(),
        scanner.records(),
        scanner.groups(),
        scanner.segments(),
        scanner.sequence(),
        scanner.chain(),
        scanner.tornBytes(),
        scanner.prunedThrough());
  }
}
