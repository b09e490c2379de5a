package io.cointrader.models.strategy;

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
}
