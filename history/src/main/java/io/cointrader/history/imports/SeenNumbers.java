package io.cointrader.history.imports;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which numbers have come. Kept as ranges, because those of trades follow one another, upwards or
 * downwards. Owned by one thread.
 */
final class SeenNumbers {

  /** The first of each range, and its last. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Whether the number is new. */
  boolean add(long number) {
    Map.Entry<Long, Long> below = ranges.floorEntry(number);
    if (below != null && below.getValue() >= number) {
      return false;
    }
    long first = below != null && below.getValue() == number - 1 ? below.getKey() : number;
    Long above = ranges.remove(number + 1);
    ranges.put(first, above == null ? number : above);
    return true;
  }
}
