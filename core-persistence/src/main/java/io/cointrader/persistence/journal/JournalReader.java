package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

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
   * Gives every record of every whole commit group that is kept, in order.
   *
   * @throws JournalDamaged when something before the last group does not verify
   * @throws JournalPruned when retention pruned what comes next while this read
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
   * @throws JournalPruned when its first segments were pruned; where that happened while this read,
   *     some records may have been given
   */
  public static Verified readWhole(Storage storage, Consumer<Entry> entries) {
    return readAfter(storage, 0, entries);
  }

  /**
   * Gives every record after a place.
   *
   * @throws JournalPruned when any of them were pruned; where that happened while this read, some
   *     may have been given
   */
  public static Verified readAfter(Storage storage, long place, Consumer<Entry> entries) {
    refusePruned(prunedThrough(storage), place);
    boolean[] begun = {false};
    Verified verified =
        read(
            storage,
            entry -> {
              if (!begun[0]) {
                begun[0] = true;
                refusePruned(entry.sequence() - 1, place);
              }
              if (entry.sequence() > place) {
                entries.accept(entry);
              }
            });
    refusePruned(verified.prunedThrough(), place);
    return verified;
  }

  /**
   * Reads what is kept, and begins anew when retention prunes what is needed while that goes on.
   *
   * @param reading is given the last sequence number that was pruned, 0 when nothing was; called
   *     again after a {@link JournalPruned} when more is pruned by then
   * @throws JournalPruned when it throws that, and no more is pruned
   */
  public static <T> T readKept(Storage storage, LongFunction<T> reading) {
    while (true) {
      long pruned = prunedThrough(storage);
      try {
        return reading.apply(pruned);
      } catch (JournalPruned refused) {
        if (prunedThrough(storage) == pruned) {
          throw refused;
        }
      }
    }
  }

  private static void refusePruned(long pruned, long place) {
    if (pruned > place) {
      throw new JournalPruned(pruned);
    }
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
