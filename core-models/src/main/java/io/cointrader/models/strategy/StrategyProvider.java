package io.cointrader.models.strategy;

import io.cointrader.models.market.Candle;
import java.util.List;

/**
 * A strategy as a plugin: found by {@code ServiceLoader} or passed as an instance. Implementations
 * are immutable.
 */
public interface StrategyProvider {

  StrategySpec spec();

  /**
   * Makes the strategy for one symbol, requesting what it needs from {@code setup}. No I/O, no
   * clock.
   *
   * @throws IllegalArgumentException when the settings contradict each other; the message says how
   */
  Strategy create(StrategySetup setup);

  /**
   * A market on which the strategy, as it is by default, buys once, on closed candles of its
   * default timeframe and beside a benchmark that does not move: the self-test holds it to that.
   * Empty: it is tested on the built-in markets only.
   */
  default List<Candle> example() {
    return List.of();
  }
}
