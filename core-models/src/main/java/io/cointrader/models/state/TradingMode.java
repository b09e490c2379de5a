package io.cointrader.models.state;

/** The strictest restriction on everything, or NORMAL. */
public enum TradingMode {
  NORMAL,
  PROTECT,
  HALT
}
