package io.cointrader.models.market;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import java.math.RoundingMode;

/**
 * The trading rules of one symbol.
 *
 * @param priceIncrement the tick size, above 0
 * @param quantityIncrement the lot size, above 0
 * @param minNotional the least value of an order, 0 or more
 */
public record Instrument(
    Symbol symbol, Decimal priceIncrement, Decimal quantityIncrement, Money minNotional) {

  /**
   * @throws IllegalArgumentException naming the value that breaks its rule
   */
  public Instrument {
    requirePositive(symbol, "price increment", priceIncrement);
    requirePositive(symbol, "quantity increment", quantityIncrement);
    if (minNotional.signum() < 0) {
      throw new IllegalArgumentException(
          symbol + ": minimum notional must not be negative, found " + minNotional);
    }
  }

  private static void requirePositive(Symbol symbol, String name, Decimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(symbol + ": " + name + " must be above 0, found " + value);
    }
  }

  /** The largest tradable quantity not above {@code value}; zero when there is none. */
  public Quantity floorQuantity(Decimal value) {
    return value.signum() <= 0
        ? Quantity.ZERO
        : new Quantity(value.toMultipleOf(quantityIncrement, RoundingMode.FLOOR));
  }

  /** The price rounded down to the tick: never pays more than asked. */
  public Price roundDown(Price price) {
    return price.toIncrement(priceIncrement, RoundingMode.FLOOR);
  }

  /** The price rounded up to the tick: a long position's stop moves towards safety. */
  public Price roundUp(Price price) {
    return price.toIncrement(priceIncrement, RoundingMode.CEILING);
  }

  /** Whether an order of this quantity at this price is worth at least the minimum notional. */
  public boolean meetsMinimum(Quantity quantity, Price price) {
    return quantity.isPositive() && price.times(quantity).compareTo(minNotional) >= 0;
  }
}
