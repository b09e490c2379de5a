package io.cointrader.models.strategy;

/**
 * A stateless function from the market to a decision: equal views give equal decisions. Called on
 * the engine's thread once per closed candle of its timeframe, as soon as everything it requested
 * is warm.
 */
@FunctionalInterface
public interface Strategy {

  Decision decide(MarketView view);
}
