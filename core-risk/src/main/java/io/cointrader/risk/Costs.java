package io.cointrader.risk;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;

/**
 * What trading costs, as fractions of the price; each 0 or more and below 1.
 *
 * @param makerFee of a fill that rested
 * @param takerFee of a fill that took
 * @param spread between best bid and best ask
 * @param slippage of one market order beyond the best price
 */
public record Costs(Fraction makerFee, Fraction takerFee, Fraction spread, Fraction slippage) {

  private static final Fraction TWO = new Fraction(Decimal.of(2));

  /**
   * @throws IllegalArgumentException naming the cost that is out of range
   */
  public Costs {
    require("maker fee", makerFee);
    require("taker fee", takerFee);
    require("spread", spread);
    require("slippage", slippage);
  }

  private static void require(String name, Fraction value) {
    if (value.signum() < 0 || value.compareTo(Fraction.ONE) >= 0) {
      throw new IllegalArgumentException(name + " must be from 0 to below 1, found " + value);
    }
  }

  /** A market buy and a market sell: both taker fees, the spread once and the slippage twice. */
  public Fraction roundTrip() {
    return takerFee.plus(slippage).times(TWO).plus(spread);
  }

  /** {@link #roundTrip} of one unit bought at the price. */
  Decimal perUnit(Price price) {
    return price.value().times(roundTrip().value());
  }
}
