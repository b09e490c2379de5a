package io.cointrader.backtest.optimize;

import java.util.SortedMap;

/** What a study tries: the same configuration with some settings changed, on some of the data. */
@FunctionalInterface
public interface Experiment {

  /**
   * Tries settings on a stretch of the data, knowing nothing later. Equal arguments give equal
   * outcomes. Called from several threads.
   *
   * @param settings by full key, canonical; the rest of the configuration stays
   */
  Outcome run(SortedMap<String, String> settings, Span span);
}
