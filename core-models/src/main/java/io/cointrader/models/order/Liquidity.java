package io.cointrader.models.order;

/** Whether a fill rested in the book (maker) or took from it (taker). */
public enum Liquidity {
  MAKER,
  TAKER
}
