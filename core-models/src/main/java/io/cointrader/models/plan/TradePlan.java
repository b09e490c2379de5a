package io.cointrader.models.plan;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderTerms;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be judged: a signal and how it would be carried out. The size is the verdict's.
 *
 * @param takeProfit1Share the share of the position sold at the first target, above 0 to 1; what is
 *     left is sold at the second target, or with the first when there is no second
 * @param entryTerms the order the entry would be
 * @param expiresAfter when an unfilled entry is given up; empty: never
 */
public record TradePlan(
    Signal signal,
    Fraction takeProfit1Share,
    OrderTerms entryTerms,
    Optional<Duration> expiresAfter) {

  /**
   * @throws IllegalArgumentException when the share is outside (0, 1]
   */
  public TradePlan {
    if (takeProfit1Share.signum() <= 0 || takeProfit1Share.compareTo(Fraction.ONE) > 0) {
      throw new IllegalArgumentException(
          "the share sold at the first target is above 0 and at most 1, found " + takeProfit1Share);
    }
  }

  public Symbol symbol() {
    return signal.symbol();
  }

  public String strategy() {
    return signal.strategy();
  }

  /** The quantity-weighted target per unit bought. */
  public Price weightedTarget() {
    if (signal.takeProfit2().isEmpty()) {
      return signal.takeProfit1();
    }
    Fraction rest = Fraction.ONE.minus(takeProfit1Share);
    return new Price(
        signal
            .takeProfit1()
            .value()
            .times(takeProfit1Share.value())
            .plus(signal.takeProfit2().get().value().times(rest.value())));
  }
}
