package io.cointrader.models.number;

/** An exact amount of the base asset, zero or more. */
public record Quantity(Decimal value) implements Comparable<Quantity> {

  public static final Quantity ZERO = new Quantity(Decimal.ZERO);

  /**
   * @throws IllegalArgumentException when the value is negative
   */
  public Quantity {
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a quantity must not be negative, found " + value);
    }
  }

  /**
   * @throws NumberFormatException when the text is not a decimal number
   */
  public static Quantity of(String text) {
    return new Quantity(Decimal.of(text));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.plus(other.value));
  }

  /**
   * @throws IllegalArgumentException when {@code other} is larger than this
   */
  public Quantity minus(Quantity other) {
    return new Quantity(value.minus(other.value));
  }

  public Quantity min(Quantity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  public double toDouble() {
    return value.toDouble();
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
