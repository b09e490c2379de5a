package io.cointrader.models.position;

/** Why a position was reduced or closed. */
public enum ExitReason {
  /** The stop the position began with. */
  STOP("stop"),
  /** A stop that was raised to where the costs are covered. */
  BREAKEVEN("breakeven"),
  /** A stop that had followed the price. */
  TRAILING_STOP("trailing_stop"),
  TAKE_PROFIT_1("take_profit_1"),
  TAKE_PROFIT_2("take_profit_2"),
  /** It went nowhere for too long. */
  TIME_STOP("time_stop"),
  /** The strategy that opened it said so. */
  THESIS_INVALIDATED("thesis_invalidated"),
  OPERATOR("operator");

  private final String code;

  ExitReason(String code) {
    this.code = code;
  }

  /** Whether the exit goes on until nothing is held, whatever the price does meanwhile. */
  public boolean isUnconditional() {
    return this == THESIS_INVALIDATED || this == OPERATOR || this == TIME_STOP;
  }

  /** Whether a stop order at the venue can be the one that exits for it. */
  public boolean isStop() {
    return this == STOP || this == BREAKEVEN || this == TRAILING_STOP;
  }

  /** The stable code used in output. */
  public String code() {
    return code;
  }
}
