package io.cointrader.models.order;

public enum Side {
  BUY,
  SELL
}
