package io.cointrader.models.number;

/** An exact amount of the account currency (the one quote currency of a run), of either sign. */
public record Money(Decimal value) implements Comparable<Money> {

  public static final Money ZERO = new Money(Decimal.ZERO);

  /**
   * @throws NumberFormatException when the text is not a decimal number
   */
  public static Money of(String text) {
    return new Money(Decimal.of(text));
  }

  public Money plus(Money other) {
    return new Money(value.plus(other.value));
  }

  public Money minus(Money other) {
    return new Money(value.minus(other.value));
  }

  /** The exact product; nothing is rounded. */
  public Money times(Fraction fraction) {
    return new Money(value.times(fraction.value()));
  }

  public Money negate() {
    return new Money(value.negate());
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public int signum() {
    return value.signum();
  }

  public double toDouble() {
    return value.toDouble();
  }

  @Override
  public int compareTo(Money other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
