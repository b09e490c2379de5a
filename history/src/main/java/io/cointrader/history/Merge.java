package io.cointrader.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of candles that were written to a store.
 *
 * @param added times that were not there
 * @param equal times that were there with the same numbers
 * @param revised times that were there with other numbers, which have given way
 * @param kept times that were there with other numbers, which have stayed
 * @param conflicts the first few times of those revised or kept
 */
public record Merge(long added, long equal, long revised, long kept, List<Instant> conflicts) {

  private static final int TOLD = 3;
  private static final int MANY = 10;

  /** Nothing was written. */
  public static final Merge NOTHING = new Merge(0, 0, 0, 0, List.of());

  public Merge {
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Whether it is another source than the one stored: of many times that were there most have other
   * numbers, which an exchange that restates a candle now and then does not explain.
   */
  public boolean isOtherSource() {
    long different = revised + kept;
    return different >= MANY && different > equal;
  }

  Merge plus(Merge more) {
    List<Instant> told = new ArrayList<>(conflicts);
    told.addAll(more.conflicts);
    return new Merge(
        added + more.added,
        equal + more.equal,
        revised + more.revised,
        kept + more.kept,
        told.subList(0, Math.min(TOLD, told.size())));
  }

  /** Counts while two tables become one. Owned by one thread. */
  static final class Count {
    private long added;
    private long equal;
    private long revised;
    private long kept;
    private final List<Instant> conflicts = new ArrayList<>();

    void added() {
      added++;
    }

    void equal() {
      equal++;
    }

    void conflict(long openMillis, boolean replaced) {
      if (replaced) {
        revised++;
      } else {
        kept++;
      }
      if (conflicts.size() < TOLD) {
        conflicts.add(Instant.ofEpochMilli(openMillis));
      }
    }

    boolean changes() {
      return added + revised > 0;
    }

    Merge done() {
      return new Merge(added, equal, revised, kept, conflicts);
    }
  }
}
