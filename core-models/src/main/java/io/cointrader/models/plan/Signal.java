package io.cointrader.models.plan;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Bracket;
import java.util.Optional;

/**
 * A strategy's wish to buy, with its levels: stop &lt; entry &lt; takeProfit1 &lt; takeProfit2.
 *
 * @param score 0 to 100
 */
public record Signal(
    Symbol symbol,
    String strategy,
    Price entry,
    Price stop,
    Price takeProfit1,
    Optional<Price> takeProfit2,
    int score,
    String reason) {

  /**
   * @throws IllegalArgumentException naming the level that is on the wrong side
   */
  public Signal {
    if (!stop.isBelow(entry)) {
      throw new IllegalArgumentException(
          symbol + ": stop " + stop + " is not below the entry " + entry);
    }
    if (!takeProfit1.isAbove(entry)) {
      throw new IllegalArgumentException(
          symbol + ": first target " + takeProfit1 + " is not above the entry " + entry);
    }
    if (takeProfit2.isPresent() && !takeProfit2.get().isAbove(takeProfit1)) {
      throw new IllegalArgumentException(
          symbol
              + ": second target "
              + takeProfit2.get()
              + " is not above the first "
              + takeProfit1);
    }
    if (score < 0 || score > 100) {
      throw new IllegalArgumentException(symbol + ": score " + score + " is outside 0 to 100");
    }
  }

  /** The levels a position of this signal has. */
  public Bracket bracket() {
    return new Bracket(stop, takeProfit1, takeProfit2);
  }
}
