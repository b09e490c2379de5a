package io.cointrader.models.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation does what {@link BigDecimal} does, inside a {@code long} and beyond. */
class DecimalTest {

  /** Numbers about the borders of a {@code long}, of ties and of zero, and all between. */
  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> small = Arbitraries.bigIntegers().between(big(-1000), big(1000));
    Arbitrary<BigInteger> longs =
        Arbitraries.longs().map(BigInteger::valueOf); // edge cases: the ends of the range
    Arbitrary<BigInteger> roundHalves =
        Arbitraries.longs()
            .between(-2_000_000, 2_000_000)
            .map(n -> BigInteger.valueOf(n).multiply(BigInteger.TEN.pow(12)).multiply(big(5)));
    BigInteger limit = BigInteger.TEN.pow(38);
    Arbitrary<BigInteger> wide = Arbitraries.bigIntegers().between(limit.negate(), limit);
    return Combinators.combine(
            Arbitraries.oneOf(small, longs, roundHalves, wide),
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 8), Arbitraries.integers().between(0, 24)))
        .as(BigDecimal::new);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  /** The same number, and held as the only object that equals it. */
  private static void same(Decimal found, BigDecimal expected) {
    assertThat(found.toBigDecimal()).isEqualByComparingTo(expected);
    Decimal read = Decimal.of(expected);
    assertThat(found).isEqualTo(read).hasSameHashCodeAs(read).isEqualByComparingTo(read);
    assertThat(found.toString()).isEqualTo(plain(expected));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  @Property
  void addsSubtractsAndMultipliesExactly(
      @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal other) {
    Decimal a = Decimal.of(one);
    Decimal b = Decimal.of(other);
    same(a.plus(b), one.add(other));
    same(a.minus(b), one.subtract(other));
    same(a.times(b), one.multiply(other));
    same(a.negate(), one.negate());
    same(a.abs(), one.abs());
    same(a.min(b), one.min(other));
    same(a.max(b), one.max(other));
    assertThat(a.signum()).isEqualTo(one.signum());
  }

  @Property
  void whatIsAddedCanBeTakenAwayAgain(
      @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal other) {
    Decimal a = Decimal.of(one);
    Decimal b = Decimal.of(other);
    assertThat(a.plus(b).minus(b)).isEqualTo(a);
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.times(b)).isEqualTo(b.times(a));
    assertThat(a.minus(a)).isSameAs(Decimal.ZERO);
  }

  @Property
  void dividesAsAskedInEveryRoundingMode(
      @ForAll("numbers") BigDecimal dividend,
      @ForAll("numbers") BigDecimal divisor,
      @ForAll @IntRange(min = -6, max = 20) int places,
      @ForAll RoundingMode rounding) {
    compare(
        () -> Decimal.of(dividend).dividedBy(Decimal.of(divisor), places, rounding),
        () -> dividend.divide(divisor, places, rounding));
  }

  /** Quotients that end in exactly a half, where the modes differ. */
  @Property
  void dividesTiesAsAskedInEveryRoundingMode(
      @ForAll @IntRange(min = -999, max = 999) int half,
      @ForAll @IntRange(min = 1, max = 1_000_000) int divisor,
      @ForAll @IntRange(max = 9) int places,
      @ForAll RoundingMode rounding) {
    BigDecimal quotient = new BigDecimal(BigInteger.valueOf(10L * half + 5), places + 1);
    BigDecimal dividend = quotient.multiply(BigDecimal.valueOf(divisor));
    compare(
        () -> Decimal.of(dividend).dividedBy(Decimal.of(divisor), places, rounding),
        () -> quotient.setScale(places, rounding));
  }

  @Property
  void roundsToPlacesAsAskedInEveryRoundingMode(
      @ForAll("numbers") BigDecimal value,
      @ForAll @IntRange(max = 26) int places,
      @ForAll RoundingMode rounding) {
    compare(
        () -> Decimal.of(value).rounded(places, rounding), () -> value.setScale(places, rounding));
  }

  @Property
  void findsTheMultipleAsAskedInEveryRoundingMode(
      @ForAll("numbers") BigDecimal value,
      @ForAll("numbers") BigDecimal number,
      @ForAll RoundingMode rounding) {
    BigDecimal increment = number.signum() == 0 ? BigDecimal.ONE : number.abs();
    compare(
        () -> Decimal.of(value).toMultipleOf(Decimal.of(increment), rounding),
        () -> value.divide(increment, 0, rounding).multiply(increment));
  }

  /** The same result, or a refusal by both. */
  private static void compare(Supplier<Decimal> found, Supplier<BigDecimal> oracle) {
    BigDecimal expected;
    try {
      expected = oracle.get();
    } catch (ArithmeticException refused) {
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(found::get);
      return;
    }
    same(found.get(), expected);
  }

  @Property
  void ordersAsTheNumbersDo(
      @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal other) {
    Decimal a = Decimal.of(one);
    Decimal b = Decimal.of(other);
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(one.compareTo(other));
    assertThat(Integer.signum(b.compareTo(a))).isEqualTo(other.compareTo(one));
    assertThat(a.equals(b)).isEqualTo(one.compareTo(other) == 0);
  }

  /** Neighbours at every distance of scale: where a shifted comparison would go wrong first. */
  @Property
  void neighboursAreInOrder(
      @ForAll("numbers") BigDecimal value, @ForAll @IntRange(max = 30) int places) {
    Decimal a = Decimal.of(value);
    Decimal next = Decimal.of(value.add(BigDecimal.ONE.movePointLeft(places)));
    assertThat(a).isLessThan(next).isNotEqualTo(next);
    assertThat(next).isGreaterThan(a);
  }

  @Property
  void trailingZerosMakeNoDifference(
      @ForAll("numbers") BigDecimal value, @ForAll @IntRange(max = 12) int zeros) {
    Decimal a = Decimal.of(value);
    Decimal padded = Decimal.of(value.setScale(value.scale() + zeros));
    assertThat(padded)
        .isEqualTo(a)
        .hasSameHashCodeAs(a)
        .isEqualByComparingTo(a)
        .hasToString(a + "");
  }

  @Property
  void whatIsPrintedIsReadBack(@ForAll("numbers") BigDecimal value) {
    Decimal a = Decimal.of(value);
    assertThat(Decimal.of(a.toString())).isEqualTo(a);
    assertThat(Decimal.of(value.toString())).isEqualTo(a);
    assertThat(Decimal.of(value.toEngineeringString())).isEqualTo(a);
  }

  @Property
  void unscaledAndScaleMakeTheNumber(
      @ForAll long unscaled, @ForAll @IntRange(max = Decimal.MAX_SCALE) int scale) {
    same(Decimal.of(unscaled, scale), BigDecimal.valueOf(unscaled, scale));
    same(Decimal.of(unscaled), BigDecimal.valueOf(unscaled));
  }

  @Property
  void marketDataIsRoundedHalfEvenToFifteenDigits(@ForAll("marketNumbers") double value) {
    same(
        Decimal.ofDouble(value),
        new BigDecimal(value).round(new MathContext(15, RoundingMode.HALF_EVEN)));
  }

  @Provide
  Arbitrary<Double> marketNumbers() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-1e15, 1e15),
        Arbitraries.doubles().between(-1, 1).ofScale(18),
        Arbitraries.doubles().between(-1e6, 1e6).ofScale(8),
        Arbitraries.longs().map(bits -> (bits >> 11) * 0x1.0p-40),
        Arbitraries.doubles().between(1e15, 1e21));
  }

  @Property
  void whatAnExchangeWroteComesBack(@ForAll("quotedPrices") BigDecimal written) {
    assertThat(Decimal.ofDouble(Double.parseDouble(written.toString())))
        .isEqualTo(Decimal.of(written));
    assertThat(Decimal.of(written).toDouble()).isEqualTo(written.doubleValue());
  }

  @Provide
  Arbitrary<BigDecimal> quotedPrices() {
    long most = 999_999_999_999_999L;
    return Combinators.combine(
            Arbitraries.longs().between(-most, most), Arbitraries.integers().between(0, 15))
        .as(BigDecimal::valueOf);
  }

  @Property
  void asDoubleItIsOneOfTheTwoNearest(@ForAll("numbers") BigDecimal value) {
    double exact = value.doubleValue();
    assertThat(Decimal.of(value).toDouble()).isBetween(Math.nextDown(exact), Math.nextUp(exact));
  }

  @Test
  void resultsBeyondALongWidenAndComeBack() {
    Decimal most = Decimal.of(Long.MAX_VALUE);
    Decimal wide = most.plus(Decimal.ONE);
    assertThat(wide).hasToString("9223372036854775808");
    assertThat(wide.minus(Decimal.ONE)).isEqualTo(most).hasSameHashCodeAs(most);
    assertThat(Decimal.of(Long.MIN_VALUE).negate()).isEqualTo(wide);
    assertThat(wide.negate()).isEqualTo(Decimal.of(Long.MIN_VALUE));
    assertThat(most.times(most).dividedBy(most, 0, RoundingMode.UNNECESSARY)).isEqualTo(most);
    assertThat(Decimal.ZERO.minus(Decimal.of(Long.MIN_VALUE))).isEqualTo(wide);
    assertThat(wide).isGreaterThan(most);
    assertThat(wide.negate().minus(Decimal.ONE)).isLessThan(Decimal.of(Long.MIN_VALUE));
  }

  @Test
  void theBoundsAreHeldAndNamed() {
    String most = "9".repeat(Decimal.MAX_DIGITS);
    assertThat(Decimal.of(most)).hasToString(most);
    assertThatThrownBy(() -> Decimal.of(most).plus(Decimal.ONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("121 digits");
    Decimal least = Decimal.of(1, Decimal.MAX_SCALE);
    assertThat(least).hasToString("0." + "0".repeat(59) + "1");
    assertThatThrownBy(() -> least.times(Decimal.of("0.1")))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("scale 61");
    assertThatThrownBy(() -> Decimal.of(1, 61))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("scale 61 is outside 0..60");
    assertThatThrownBy(() -> Decimal.of(1, -1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("scale -1 is outside 0..60");
  }

  @Test
  void zeroIsOneObjectWhateverItsScale() {
    for (String zero : List.of("0", "-0", "0.000", "0e99", "0E-40")) {
      assertThat(Decimal.of(zero)).isSameAs(Decimal.ZERO).hasToString("0");
    }
    assertThat(Decimal.ofDouble(-0.0)).isSameAs(Decimal.ZERO);
    assertThat(Decimal.ZERO.negate()).isSameAs(Decimal.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-8, 0.00000001",
    "1E3, 1000",
    "+5, 5",
    "-.5, -0.5",
    "2.50, 2.5",
    "123456789012345678901234567890.10, 123456789012345678901234567890.1",
  })
  void readsPlainAndExponentNotation(String text, String plain) {
    assertThat(Decimal.of(text)).hasToString(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1,5",
        "1 ",
        " 1",
        "0x10",
        "1.2.3",
        "e5",
        "1e",
        "--1",
        "1d",
        "1f",
        ".",
        "-",
        "1_000"
      })
  void whatIsNoNumberIsRefusedWithWhatWasFound(String text) {
    assertThatThrownBy(() -> Decimal.of(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("not a decimal number: \"" + text + "\"");
  }

  /** An exponent must not make a number that takes the memory of the machine to print. */
  @ParameterizedTest
  @ValueSource(strings = {"1e121", "1e999999999", "-1e999999999", "1e-61", "1e-999999999"})
  void anExponentOutOfBoundsIsRefusedWithWhatWasFound(String text) {
    assertThatThrownBy(() -> Decimal.of(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("out of bounds");
  }

  @Test
  void emptyAndEndlessTextsAreRefused() {
    assertThatThrownBy(() -> Decimal.of(""))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("a decimal has 1 to 122 characters, found 0");
    assertThatThrownBy(() -> Decimal.of("1".repeat(123)))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("a decimal has 1 to 122 characters, found 123");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoFiniteDoubleIsRefused(double value) {
    assertThatThrownBy(() -> Decimal.ofDouble(value)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void divisionByZeroAndMultiplesOfNothingAreRefused() {
    for (Decimal dividend : List.of(Decimal.ZERO, Decimal.ONE, Decimal.of("1e30"))) {
      assertThatThrownBy(() -> dividend.dividedBy(Decimal.ZERO, 2, RoundingMode.HALF_EVEN))
          .isInstanceOf(ArithmeticException.class);
      for (String increment : List.of("0", "-0.01")) {
        assertThatThrownBy(
                () -> dividend.toMultipleOf(Decimal.of(increment), RoundingMode.HALF_EVEN))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("increment must be above 0, found " + increment);
      }
    }
  }

  @Test
  void sortsAsTheNumbersDo() {
    List<Decimal> sorted = new ArrayList<>();
    for (String text :
        List.of("1e30", "-1e30", "0", "9223372036854775807", "1e-20", "-1e-20", "1", "-1", "1.5")) {
      sorted.add(Decimal.of(text));
    }
    sorted.sort(null);
    assertThat(sorted)
        .extracting(Decimal::toString)
        .containsExactly(
            "-" + "1" + "0".repeat(30),
            "-1",
            "-0.00000000000000000001",
            "0",
            "0.00000000000000000001",
            "1",
            "1.5",
            "9223372036854775807",
            "1" + "0".repeat(30));
  }
}
