package io.cointrader.models.position;

/** Why a position was reduced or closed. */
public enum ExitReason {
  STOP("stop"),
  TAKE_PROFIT_1("take_profit_1"),
  TAKE_PROFIT_2("take_profit_2"),
  THESIS_INVALIDATED("thesis_invalidated"),
  OPERATOR("operator");

  private final String code;

  ExitReason(String code) {
    this.code = code;
  }

  /** Whether the exit goes on until nothing is held, whatever the price does meanwhile. */
  public boolean isUnconditional() {
    return this == THESIS_INVALIDATED || this == OPERATOR;
  }

  /** The stable code used in output. */
  public String code() {
    return code;
  }
}
