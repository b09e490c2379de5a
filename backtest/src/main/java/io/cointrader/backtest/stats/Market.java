package io.cointrader.backtest.stats;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What the market did meanwhile.
 *
 * @param change the mean change of the symbols, from first to last price
 * @param buyAndHold the return of equity spread evenly over the symbols at their first price and
 *     sold at the last, with the costs of market orders; nothing without prices
 */
public record Market(OptionalDouble change, OptionalDouble buyAndHold) {

  /** Of a run's first and last prices and its costs. */
  public static Market of(SortedMap<Symbol, PriceSpan> prices, Started started) {
    if (prices.isEmpty()) {
      return new Market(OptionalDouble.empty(), OptionalDouble.empty());
    }
    double change = 0;
    double value = 0;
    double bought = bought(started);
    double sold = sold(started);
    for (PriceSpan span : prices.values()) {
      change += span.change();
      value += bought * (1 + span.change()) * sold;
    }
    int count = prices.size();
    return new Market(OptionalDouble.of(change / count), OptionalDouble.of(value / count - 1));
  }

  /** What 1 of cash buys at a price of 1, after the costs of a market order. */
  public static double bought(Started started) {
    return 1 / ((1 + cost(started)) * (1 + started.takerFee().toDouble()));
  }

  /** What 1 sold at a price of 1 brings, after the costs of a market order. */
  public static double sold(Started started) {
    return (1 - cost(started)) * (1 - started.takerFee().toDouble());
  }

  /** Half the modelled spread, where there are no quotes, and the slippage. */
  private static double cost(Started started) {
    FeedTraits traits = started.feed();
    return traits.slippage().toDouble() + (traits.quotes() ? 0 : traits.spread().toDouble() / 2);
  }
}
