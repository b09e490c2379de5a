package io.cointrader.models.order;

import io.cointrader.models.number.Price;

/** How an order may be filled. */
public sealed interface OrderTerms {

  /** At the next available price. */
  record Market() implements OrderTerms {}

  /** At this price or better; a post-only order is refused where it would take. */
  record Limit(Price price, boolean postOnly) implements OrderTerms {}

  /**
   * Rests at the venue and becomes a market order once the market trades at the trigger or beyond.
   */
  record Stop(Price trigger) implements OrderTerms {}

  /**
   * A market order sent because the engine's own watch saw the market reach the level. Where only
   * candles exist it fills at the level inside the candle that reached it, or at that candle's open
   * when it opened beyond.
   *
   * @param rising whether the level was reached from below, as a target is
   */
  record Touched(Price level, boolean rising) implements OrderTerms {}
}
