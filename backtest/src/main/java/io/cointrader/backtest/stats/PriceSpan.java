package io.cointrader.backtest.stats;

import io.cointrader.models.number.Price;

/**
 * The first and the newest price of a symbol in a run: of closes, or bids where there are quotes.
 */
public record PriceSpan(Price first, Price last) {

  /** The last over the first, less 1. */
  public double change() {
    return last.toDouble() / first.toDouble() - 1;
  }
}
