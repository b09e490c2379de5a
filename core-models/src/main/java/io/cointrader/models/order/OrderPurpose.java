package io.cointrader.models.order;

/** Why an order exists. Everything but an entry can only reduce a position. */
public enum OrderPurpose {
  ENTRY,
  PROTECTIVE_STOP,
  EXIT
}
