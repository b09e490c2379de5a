package io.cointrader.models.order;

import io.cointrader.models.number.Price;
import java.util.Optional;

/** The levels that an entry brings along: stop &lt; takeProfit1 &lt; takeProfit2. */
public record Bracket(Price stop, Price takeProfit1, Optional<Price> takeProfit2) {

  /**
   * @throws IllegalArgumentException naming the level that is on the wrong side
   */
  public Bracket {
    if (!stop.isBelow(takeProfit1)) {
      throw new IllegalArgumentException(
          "stop " + stop + " is not below the first target " + takeProfit1);
    }
    if (takeProfit2.isPresent() && !takeProfit2.get().isAbove(takeProfit1)) {
      throw new IllegalArgumentException(
          "second target " + takeProfit2.get() + " is not above the first " + takeProfit1);
    }
  }
}
