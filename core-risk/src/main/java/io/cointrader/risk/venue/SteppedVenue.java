package io.cointrader.risk.venue;

import io.cointrader.models.input.Input;
import io.cointrader.models.state.BotState;

/** An in-process venue: a deterministic machine whose market moves only when the loop steps it. */
public interface SteppedVenue extends ExecutionVenue {

  /** Takes over the orders that a restored state says are working. */
  void restore(BotState state);

  /**
   * Moves the market on by one input, before the core sees it. Reports go to the sink during the
   * call.
   *
   * @return whether to be called again with the same input, once its reports have been acted on: a
   *     candle opens first and then trades through its range
   */
  boolean step(Input input);

  /**
   * The price above which candles of the only symbol change nothing here, until an order or a
   * cancel is given, but what the last of them says: to be stepped by that one alone is enough.
   * Positive infinity, when there is no such price or the venue does not know.
   */
  default double quietAbove() {
    return Double.POSITIVE_INFINITY;
  }
}
