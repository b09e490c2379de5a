package io.cointrader.models.number;

import java.math.RoundingMode;

/** An exact share or rate as a plain fraction: 0.03 is what people write as 3 %. */
public record Fraction(Decimal value) implements Comparable<Fraction> {

  public static final Fraction ZERO = new Fraction(Decimal.ZERO);
  public static final Fraction ONE = new Fraction(Decimal.ONE);

  private static final int RATIO_PLACES = 12;

  /**
   * Reads {@code 0.03}, {@code 3%} or {@code 300bps}.
   *
   * @throws NumberFormatException when the text is none of these
   */
  public static Fraction of(String text) {
    String trimmed = text.strip();
    if (trimmed.endsWith("%")) {
      return scaled(trimmed.substring(0, trimmed.length() - 1), 2);
    }
    if (trimmed.endsWith("bps")) {
      return scaled(trimmed.substring(0, trimmed.length() - 3), 4);
    }
    return new Fraction(Decimal.of(trimmed));
  }

  /** {@code part / whole} rounded half-even to 12 places; zero when the whole is zero. */
  public static Fraction ratio(Money part, Money whole) {
    return whole.signum() == 0
        ? ZERO
        : new Fraction(part.value().dividedBy(whole.value(), RATIO_PLACES, RoundingMode.HALF_EVEN));
  }

  private static Fraction scaled(String number, int places) {
    return new Fraction(Decimal.of(number.strip()).times(Decimal.of(1, places)));
  }

  public Fraction plus(Fraction other) {
    return new Fraction(value.plus(other.value));
  }

  public Fraction minus(Fraction other) {
    return new Fraction(value.minus(other.value));
  }

  public Fraction times(Fraction other) {
    return new Fraction(value.times(other.value));
  }

  public int signum() {
    return value.signum();
  }

  public double toDouble() {
    return value.toDouble();
  }

  @Override
  public int compareTo(Fraction other) {
    return value.compareTo(other.value);
  }

  /** The plain fraction, for example {@code 0.03}. */
  @Override
  public String toString() {
    return value.toString();
  }

  /** As people write it, for example {@code 3%}. */
  public String toPercent() {
    return value.times(Decimal.of(100)) + "%";
  }
}
