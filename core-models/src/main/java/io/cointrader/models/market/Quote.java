package io.cointrader.models.market;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;

/**
 * The best bid and ask of a symbol with the base quantity offered at each. Prices 1e-15 to 1e15,
 * sizes 0 or more; a crossed or locked book can be observed and is not tradable.
 */
public record Quote(Symbol symbol, double bid, double ask, double bidSize, double askSize) {

  /**
   * @throws IllegalArgumentException naming the first rule that is broken
   */
  public Quote {
    require(symbol, "bid", bid, Candle.isPrice(bid));
    require(symbol, "ask", ask, Candle.isPrice(ask));
    require(symbol, "bid size", bidSize, bidSize >= 0);
    require(symbol, "ask size", askSize, askSize >= 0);
  }

  private static void require(Symbol symbol, String name, double value, boolean inRange) {
    if (!inRange || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(symbol + ": " + name + " " + value + " is out of range");
    }
  }

  public boolean isTradable() {
    return bid < ask && bidSize > 0 && askSize > 0;
  }

  public double mid() {
    return (bid + ask) / 2;
  }

  /** (ask - bid) / mid. */
  public Fraction spread() {
    return new Fraction(Decimal.ofDouble((ask - bid) / mid()));
  }
}
