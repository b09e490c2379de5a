package io.cointrader.backtest;

import io.cointrader.models.plan.GateFailure;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What happened on the way to trades, counted.
 *
 * @param evaluations how often a strategy was asked, by strategy
 * @param idle how often a strategy had nothing to do, by strategy and its code
 * @param signals signals raised, by strategy
 * @param refused decisions to buy whose levels make no trade
 * @param denied how often each gate denied, by its code; one denial can name several gates
 * @param examples the newest denial of each gate
 * @param causes how often each cause was behind a denial of {@code restricted} (a restriction) or
 *     of {@code minimum_size} (the cap of the size), by gate; nothing in runs of builds without it
 * @param failed the strategies that were taken out of service, each with when and why; nothing in
 *     runs of builds without it
 * @param approved plans approved
 * @param bounds which cap decided the size of approved plans, by its code
 * @param entries entries sent
 * @param opened entries that filled, in part at least
 */
public record Activity(
    SortedMap<String, Long> evaluations,
    SortedMap<String, SortedMap<String, Long>> idle,
    SortedMap<String, Long> signals,
    long refused,
    SortedMap<String, Long> denied,
    SortedMap<String, GateFailure> examples,
    Optional<SortedMap<String, SortedMap<String, Long>>> causes,
    Optional<SortedMap<String, String>> failed,
    long approved,
    SortedMap<String, Long> bounds,
    long entries,
    long opened) {

  /** Signals of all strategies. */
  public long allSignals() {
    return signals.values().stream().mapToLong(count -> count).sum();
  }
}
