package io.cointrader.models.number;

import java.math.RoundingMode;

/** An exact price above zero, in quote currency per unit of base. */
public record Price(Decimal value) implements Comparable<Price> {

  /**
   * @throws IllegalArgumentException when the value is not above zero
   */
  public Price {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("a price must be above 0, found " + value);
    }
  }

  /**
   * @throws NumberFormatException when the text is not a decimal number
   */
  public static Price of(String text) {
    return new Price(Decimal.of(text));
  }

  /** A price from market data, see {@link Decimal#ofDouble}. */
  public static Price ofDouble(double value) {
    return new Price(Decimal.ofDouble(value));
  }

  /** The exact amount of {@code quantity} at this price. */
  public Money times(Quantity quantity) {
    return new Money(value.times(quantity.value()));
  }

  /** The multiple of {@code increment} next to this price, at least one increment. */
  public Price toIncrement(Decimal increment, RoundingMode rounding) {
    Decimal rounded = value.toMultipleOf(increment, rounding);
    return rounded.equals(value) ? this : new Price(rounded.max(increment));
  }

  public boolean isBelow(Price other) {
    return compareTo(other) < 0;
  }

  public boolean isAbove(Price other) {
    return compareTo(other) > 0;
  }

  public double toDouble() {
    return value.toDouble();
  }

  @Override
  public int compareTo(Price other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
