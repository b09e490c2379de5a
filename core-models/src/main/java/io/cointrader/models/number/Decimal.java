package io.cointrader.models.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number: an unscaled integer and a scale of 0 or more, normalised so that equal
 * numbers are equal objects ({@code 2.0} equals {@code 2.00}). Held as a scaled {@code long} and
 * widened to {@link BigDecimal} only when a result does not fit; no operation loses a digit unless
 * it takes a {@link RoundingMode}.
 *
 * <p>Bounds: at most {@value #MAX_DIGITS} significant digits and a scale of at most {@value
 * #MAX_SCALE}; a result beyond them is an {@link ArithmeticException}. NaN and infinity do not
 * exist. Immutable and thread-safe.
 */
public final class Decimal implements Comparable<Decimal> {

  /** The most significant digits a value may have. */
  public static final int MAX_DIGITS = 120;

  /** The most digits after the decimal point. */
  public static final int MAX_SCALE = 60;

  public static final Decimal ZERO = new Decimal(0, 0, null);
  public static final Decimal ONE = new Decimal(1, 0, null);

  private static final int LONG_DIGITS = 18;
  private static final MathContext MARKET = new MathContext(15, RoundingMode.HALF_EVEN);
  private static final double EXACT_LIMIT = 1e15;
  private static final long MASK_32 = 0xFFFF_FFFFL;
  private static final long[] POW10 = new long[LONG_DIGITS + 1];
  private static final double[] POW10_DOUBLE = new double[23];

  static {
    long power = 1;
    for (int i = 0; i <= LONG_DIGITS; i++, power *= 10) {
      POW10[i] = power;
    }
    for (int i = 0; i < POW10_DOUBLE.length; i++) {
      POW10_DOUBLE[i] = BigDecimal.TEN.pow(i).doubleValue();
    }
  }

  private final long unscaled;
  private final int scale;
  private final @Nullable BigDecimal big;

  private Decimal(long unscaled, int scale, @Nullable BigDecimal big) {
    this.unscaled = unscaled;
    this.scale = scale;
    this.big = big;
  }

  /**
   * {@code unscaled × 10^-scale}.
   *
   * @throws ArithmeticException when the scale is negative or above {@value #MAX_SCALE}
   */
  public static Decimal of(long unscaled, int scale) {
    if (scale < 0 || scale > MAX_SCALE) {
      throw new ArithmeticException("scale " + scale + " is outside 0.." + MAX_SCALE);
    }
    long value = unscaled;
    int places = scale;
    if (value == 0) {
      return ZERO;
    }
    while (places > 0 && (value & 1) == 0 && value % 10 == 0) {
      value /= 10;
      places--;
    }
    return new Decimal(value, places, null);
  }

  public static Decimal of(long value) {
    return value == 0 ? ZERO : new Decimal(value, 0, null);
  }

  /**
   * @throws ArithmeticException when the value is beyond the bounds of this type
   */
  public static Decimal of(BigDecimal value) {
    if (value.signum() == 0) {
      return ZERO;
    }
    if (value.scale() >= 0 && value.scale() <= MAX_SCALE && value.precision() <= LONG_DIGITS) {
      return of(value.unscaledValue().longValue(), value.scale());
    }
    if (value.scale() < -MAX_DIGITS || value.scale() > MAX_DIGITS) {
      throw new ArithmeticException("a decimal of scale " + value.scale() + " is out of bounds");
    }
    BigDecimal normal = value.stripTrailingZeros();
    if (normal.scale() < 0) {
      normal = normal.setScale(0, RoundingMode.UNNECESSARY);
    }
    if (normal.scale() > MAX_SCALE || normal.precision() > MAX_DIGITS) {
      throw new ArithmeticException(
          "a decimal of "
              + normal.precision()
              + " digits and scale "
              + normal.scale()
              + " is out of bounds");
    }
    BigInteger digits = normal.unscaledValue();
    return digits.bitLength() <= 63
        ? new Decimal(digits.longValue(), normal.scale(), null)
        : new Decimal(0, normal.scale(), normal);
  }

  /**
   * Reads plain or exponent notation, for example {@code 0.00000001} or {@code 1e-8}.
   *
   * @throws NumberFormatException when the text is not a finite decimal number within the bounds
   */
  public static Decimal of(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS + 2) {
      throw new NumberFormatException(
          "a decimal has 1 to " + (MAX_DIGITS + 2) + " characters, found " + text.length());
    }
    try {
      return of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      throw new NumberFormatException("not a decimal number: \"" + text + "\"");
    } catch (ArithmeticException outOfBounds) {
      throw new NumberFormatException("\"" + text + "\": " + outOfBounds.getMessage());
    }
  }

  /**
   * The one place where market data becomes decimal: the value rounded half-even to 15 significant
   * digits, which gives back exactly what an exchange wrote with up to 15 digits.
   *
   * @throws NumberFormatException when the value is NaN or infinite
   */
  public static Decimal ofDouble(double value) {
    double shifted = value;
    int places = 0;
    while (Math.abs(shifted) < EXACT_LIMIT) {
      double whole = Math.rint(shifted);
      if (whole / POW10_DOUBLE[places] == value) {
        return of((long) whole, places);
      }
      if (places == LONG_DIGITS || Math.abs(value * POW10_DOUBLE[places + 1]) >= EXACT_LIMIT) {
        // All 15 digits: the product is off by at most 1/16, which matters near a tie only.
        return Math.abs(shifted) >= EXACT_LIMIT / 10 && Math.abs(shifted - whole) < 0.4
            ? of((long) whole, places)
            : of(new BigDecimal(value).round(MARKET));
      }
      places++;
      shifted = value * POW10_DOUBLE[places];
    }
    return of(new BigDecimal(value).round(MARKET));
  }

  private boolean isZero() {
    return unscaled == 0 && big == null;
  }

  public Decimal plus(Decimal other) {
    if (other.isZero()) {
      return this;
    }
    if (isZero()) {
      return other;
    }
    return big == null && other.big == null
        ? plus(other.unscaled, other.scale)
        : of(toBigDecimal().add(other.toBigDecimal()));
  }

  public Decimal minus(Decimal other) {
    if (other.isZero()) {
      return this;
    }
    return big == null && other.big == null && other.unscaled != Long.MIN_VALUE
        ? plus(-other.unscaled, other.scale)
        : of(toBigDecimal().subtract(other.toBigDecimal()));
  }

  private Decimal plus(long otherUnscaled, int otherScale) {
    int shift = scale - otherScale;
    long coarse = shift >= 0 ? otherUnscaled : unscaled;
    long fine = shift >= 0 ? unscaled : otherUnscaled;
    int places = Math.abs(shift);
    if (places <= LONG_DIGITS) {
      long high = Math.multiplyHigh(coarse, POW10[places]);
      long low = coarse * POW10[places];
      long sum = low + fine;
      if (fits(high, low) && ((low ^ sum) & (fine ^ sum)) >= 0) {
        return of(sum, Math.max(scale, otherScale));
      }
    }
    return of(
        BigDecimal.valueOf(unscaled, scale).add(BigDecimal.valueOf(otherUnscaled, otherScale)));
  }

  public Decimal times(Decimal other) {
    if (big == null && other.big == null && scale + other.scale <= MAX_SCALE) {
      long high = Math.multiplyHigh(unscaled, other.unscaled);
      long low = unscaled * other.unscaled;
      if (fits(high, low)) {
        return of(low, scale + other.scale);
      }
    }
    return of(toBigDecimal().multiply(other.toBigDecimal()));
  }

  /**
   * The quotient rounded to {@code places} digits after the point; before it when negative.
   *
   * @throws ArithmeticException when the divisor is zero
   */
  public Decimal dividedBy(Decimal divisor, int places, RoundingMode rounding) {
    int shift = places + divisor.scale - scale;
    if (big == null && divisor.big == null && shift >= 0 && shift <= LONG_DIGITS) {
      long dividend = Math.abs(unscaled);
      long by = Math.abs(divisor.unscaled);
      long high = Math.multiplyHigh(dividend, POW10[shift]);
      if (dividend >= 0 && by > 0 && high < by && places >= 0 && places <= MAX_SCALE) {
        long low = dividend * POW10[shift];
        long quotient = high == 0 && low >= 0 ? low / by : divideWide(high, low, by);
        long rest = low - quotient * by;
        int sign = Long.signum(unscaled) * Long.signum(divisor.unscaled);
        if (quotient >= 0 && quotient < Long.MAX_VALUE && rounding != RoundingMode.UNNECESSARY) {
          long rounded = quotient + (roundsAway(quotient, rest, by, sign, rounding) ? 1 : 0);
          return of(sign * rounded, places);
        }
      }
    }
    return of(toBigDecimal().divide(divisor.toBigDecimal(), places, rounding));
  }

  /**
   * The unsigned quotient of a dividend of 128 bits, for {@code high < divisor} and a divisor above
   * 0 (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D, with two digits of 32 bits).
   */
  private static long divideWide(long high, long low, long divisor) {
    int shift = Long.numberOfLeadingZeros(divisor);
    long by = divisor << shift;
    long byHigh = by >>> 32;
    long byLow = by & MASK_32;
    long top = shift == 0 ? high : high << shift | low >>> Long.SIZE - shift;
    long bottom = low << shift;
    long first = digit(top, bottom >>> 32, byHigh, byLow);
    long rest = (top << 32 | bottom >>> 32) - first * by;
    long second = digit(rest, bottom & MASK_32, byHigh, byLow);
    return (first << 32) + second;
  }

  /** One digit of 32 bits of the quotient of {@code (rest, next)} by {@code (byHigh, byLow)}. */
  private static long digit(long rest, long next, long byHigh, long byLow) {
    long digit = Long.divideUnsigned(rest, byHigh);
    long left = rest - digit * byHigh;
    while (digit > MASK_32 || Long.compareUnsigned(digit * byLow, left << 32 | next) > 0) {
      digit--;
      left += byHigh;
      if (left > MASK_32) {
        break;
      }
    }
    return digit;
  }

  /** Whether the magnitude of a quotient grows by one when what is left over is rounded. */
  private static boolean roundsAway(
      long quotient, long rest, long divisor, int sign, RoundingMode rounding) {
    if (rest == 0) {
      return false;
    }
    int half = Long.compare(rest, divisor - rest);
    return switch (rounding) {
      case UP -> true;
      case DOWN, UNNECESSARY -> false;
      case CEILING -> sign > 0;
      case FLOOR -> sign < 0;
      case HALF_UP -> half >= 0;
      case HALF_DOWN -> half > 0;
      case HALF_EVEN -> half > 0 || half == 0 && (quotient & 1) == 1;
    };
  }

  /**
   * The nearest multiple of a positive increment in the direction of {@code rounding}.
   *
   * @throws IllegalArgumentException when the increment is not positive
   */
  public Decimal toMultipleOf(Decimal increment, RoundingMode rounding) {
    if (increment.signum() <= 0) {
      throw new IllegalArgumentException("increment must be above 0, found " + increment);
    }
    if (big == null && increment.big == null) {
      int common = Math.max(scale, increment.scale);
      int up = common - scale;
      int incrementUp = common - increment.scale;
      if (up <= LONG_DIGITS && incrementUp <= LONG_DIGITS) {
        long high = Math.multiplyHigh(unscaled, POW10[up]);
        long value = unscaled * POW10[up];
        long stepHigh = Math.multiplyHigh(increment.unscaled, POW10[incrementUp]);
        long step = increment.unscaled * POW10[incrementUp];
        if (high == 0 && value >= 0 && fits(stepHigh, step)) {
          if (value % step == 0) {
            return this;
          }
          long below = value / step * step;
          if (rounding == RoundingMode.FLOOR || rounding == RoundingMode.DOWN) {
            return of(below, common);
          }
          if (rounding == RoundingMode.CEILING && below <= Long.MAX_VALUE - step) {
            return of(below + step, common);
          }
        }
      }
    }
    BigDecimal step = increment.toBigDecimal();
    return of(toBigDecimal().divide(step, 0, rounding).multiply(step));
  }

  /** This value with at most {@code places} digits after the point. */
  public Decimal rounded(int places, RoundingMode rounding) {
    return scale <= places ? this : of(toBigDecimal().setScale(places, rounding));
  }

  public Decimal negate() {
    if (big == null && unscaled != Long.MIN_VALUE) {
      return unscaled == 0 ? this : new Decimal(-unscaled, scale, null);
    }
    return of(toBigDecimal().negate());
  }

  public Decimal abs() {
    return signum() < 0 ? negate() : this;
  }

  public Decimal min(Decimal other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Decimal max(Decimal other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public int signum() {
    return big == null ? Long.signum(unscaled) : big.signum();
  }

  /**
   * The nearest double for up to 15 significant digits, one of the two nearest beyond; for charts,
   * statistics and comparison with market data.
   */
  public double toDouble() {
    if (big == null && scale < POW10_DOUBLE.length) {
      return unscaled / POW10_DOUBLE[scale];
    }
    return toBigDecimal().doubleValue();
  }

  public BigDecimal toBigDecimal() {
    return big == null ? BigDecimal.valueOf(unscaled, scale) : big;
  }

  @Override
  public int compareTo(Decimal other) {
    if (big == null && other.big == null) {
      if (scale == other.scale) {
        return Long.compare(unscaled, other.unscaled);
      }
      int sign = Long.signum(unscaled);
      int otherSign = Long.signum(other.unscaled);
      if (sign != otherSign) {
        return Integer.compare(sign, otherSign);
      }
      int shift = Math.abs(scale - other.scale);
      if (shift <= LONG_DIGITS) {
        boolean coarse = scale < other.scale;
        long shifted = coarse ? unscaled : other.unscaled;
        long high = Math.multiplyHigh(shifted, POW10[shift]);
        long low = shifted * POW10[shift];
        int order = fits(high, low) ? Long.compare(low, coarse ? other.unscaled : unscaled) : sign;
        return coarse ? order : -order;
      }
    }
    return toBigDecimal().compareTo(other.toBigDecimal());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Decimal that
        && scale == that.scale
        && unscaled == that.unscaled
        && (big == null ? that.big == null : big.equals(that.big));
  }

  @Override
  public int hashCode() {
    return big == null ? 31 * Long.hashCode(unscaled) + scale : big.hashCode();
  }

  /** Plain notation without exponent or trailing zeros. */
  @Override
  public String toString() {
    if (big != null) {
      return big.toPlainString();
    }
    if (scale == 0) {
      return Long.toString(unscaled);
    }
    String digits = Long.toString(unscaled);
    int sign = unscaled < 0 ? 1 : 0;
    int whole = digits.length() - sign - scale;
    StringBuilder text = new StringBuilder(digits.length() + scale + 2);
    text.append(digits, 0, sign);
    if (whole > 0) {
      text.append(digits, sign, sign + whole)
          .append('.')
          .append(digits, sign + whole, digits.length());
    } else {
      text.append("0.").append("0".repeat(-whole)).append(digits, sign, digits.length());
    }
    return text.toString();
  }

  private static boolean fits(long high, long low) {
    return high == 0 && low >= 0 || high == -1 && low < 0;
  }
}
