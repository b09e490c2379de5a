package io.cointrader.models.input;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.number.Fraction;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A process has begun, or gone on with, a run. It carries all the core is configured by, so that a
 * journal can be replayed from itself.
 *
 * @param resumed whether the run was begun by an earlier process
 * @param build the identity of the code
 * @param settings the effective values of all settings but secrets, by key, as text
 * @param plugins SHA-256 of each plugin jar by file name
 * @param makerFee of the venue, as a fraction
 * @param takerFee of the venue, as a fraction
 * @param instruments the trading rules of each symbol, sorted by symbol
 */
public record Started(
    long timeMillis,
    long receivedMillis,
    String runId,
    boolean resumed,
    String mode,
    String build,
    String configHash,
    SortedMap<String, String> settings,
    SortedMap<String, String> plugins,
    FeedTraits feed,
    Fraction makerFee,
    Fraction takerFee,
    List<Instrument> instruments)
    implements Input {

  public Started {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    plugins = Collections.unmodifiableSortedMap(new TreeMap<>(plugins));
    instruments = List.copyOf(instruments);
  }
}
