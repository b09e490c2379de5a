package io.cointrader.backtest.optimize;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings tried on a stretch of the data.
 *
 * @param stage which part of the study: {@code search}, {@code walk-1}, {@code walk-1-after} …
 * @param ordinal from 0, in the order of the sampler
 */
public record Trial(
    String stage, int ordinal, SortedMap<String, String> settings, Outcome outcome) {

  static final Comparator<Trial> ORDER =
      Comparator.comparing(Trial::stage).thenComparingInt(Trial::ordinal);

  public Trial {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  boolean decidesAs(Trial other) {
    return outcome.decisionsHash().equals(other.outcome.decisionsHash());
  }
}
