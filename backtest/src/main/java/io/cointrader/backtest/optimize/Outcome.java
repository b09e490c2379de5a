package io.cointrader.backtest.optimize;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backtest came to.
 *
 * @param trades the closed ones
 * @param figures by name; what is undefined is left out
 * @param returns of each UTC day, as fractions of the equity before it
 * @param profits the net profit of each closed trade as a fraction of the starting equity, in order
 * @param decisionsHash empty when nothing ran
 * @param refused why the settings cannot run together, if they cannot
 */
public record Outcome(
    int trades,
    SortedMap<String, Double> figures,
    List<Double> returns,
    List<Double> profits,
    String decisionsHash,
    Optional<String> refused) {

  public Outcome {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    returns = List.copyOf(returns);
    profits = List.copyOf(profits);
  }

  /** Of settings that contradict each other. */
  public static Outcome refused(String why) {
    return new Outcome(0, new TreeMap<>(), List.of(), List.of(), "", Optional.of(why));
  }
}
