package io.cointrader.models.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices, quantities, money and fractions: exact, of their own kind, and in their own range. */
class AmountsTest {

  @Provide
  Arbitrary<BigDecimal> positive() {
    return Combinators.combine(
            Arbitraries.longs().between(1, Long.MAX_VALUE), Arbitraries.integers().between(0, 15))
        .as(BigDecimal::valueOf);
  }

  @Provide
  Arbitrary<BigDecimal> increments() {
    return Combinators.combine(
            Arbitraries.of(1L, 2L, 5L, 25L), Arbitraries.integers().between(0, 8))
        .as(BigDecimal::valueOf);
  }

  @Property
  void moneyIsPriceTimesQuantityToTheLastDigit(
      @ForAll("positive") BigDecimal price,
      @ForAll("positive") BigDecimal quantity,
      @ForAll("positive") BigDecimal rate) {
    Money value = new Price(Decimal.of(price)).times(new Quantity(Decimal.of(quantity)));
    assertThat(value.value().toBigDecimal()).isEqualByComparingTo(price.multiply(quantity));
    Money fee = value.times(new Fraction(Decimal.of(rate)));
    assertThat(fee.value().toBigDecimal())
        .isEqualByComparingTo(price.multiply(quantity).multiply(rate));
    assertThat(value.plus(fee).minus(fee)).isEqualTo(value);
    assertThat(value.minus(fee).negate()).isEqualTo(fee.minus(value));
    assertThat(value.max(fee)).isEqualTo(value.compareTo(fee) >= 0 ? value : fee);
    assertThat(value.min(fee)).isEqualTo(value.compareTo(fee) <= 0 ? value : fee);
  }

  @Property
  void aPriceGoesToTheIncrementInTheDirectionAsked(
      @ForAll("positive") BigDecimal value, @ForAll("increments") BigDecimal increment) {
    Price price = new Price(Decimal.of(value));
    Decimal step = Decimal.of(increment);
    BigDecimal down = value.divide(increment, 0, RoundingMode.FLOOR).multiply(increment);
    BigDecimal up = value.divide(increment, 0, RoundingMode.CEILING).multiply(increment);
    assertThat(price.toIncrement(step, RoundingMode.FLOOR).value().toBigDecimal())
        .isEqualByComparingTo(down.max(increment));
    assertThat(price.toIncrement(step, RoundingMode.CEILING).value().toBigDecimal())
        .isEqualByComparingTo(up);
  }

  @Property
  void equalAmountsAreEqualHoweverTheyWereWritten(@ForAll("positive") BigDecimal value) {
    String written = value.toPlainString();
    String padded = value.setScale(value.scale() + 3).toPlainString();
    same(written, padded, Price::of);
    same(written, padded, Quantity::of);
    same(written, padded, Money::of);
    same("-" + written, "-" + padded, Money::of);
    same(written, padded, Fraction::of);
  }

  private static <T extends Comparable<T>> void same(
      String written, String padded, Function<String, T> reader) {
    T one = reader.apply(written);
    T other = reader.apply(padded);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isEqualByComparingTo(other);
    assertThat(reader.apply(one.toString())).isEqualTo(one);
  }

  @Property
  void orderIsThatOfTheNumbers(
      @ForAll("positive") BigDecimal one, @ForAll("positive") BigDecimal other) {
    int expected = one.compareTo(other);
    Price price = new Price(Decimal.of(one));
    Price second = new Price(Decimal.of(other));
    assertThat(Integer.signum(price.compareTo(second))).isEqualTo(expected);
    assertThat(price.isBelow(second)).isEqualTo(expected < 0);
    assertThat(price.isAbove(second)).isEqualTo(expected > 0);
    Quantity quantity = new Quantity(price.value());
    Quantity least = quantity.min(new Quantity(second.value()));
    assertThat(least.value().toBigDecimal()).isEqualByComparingTo(one.min(other));
    assertThat(Integer.signum(new Money(price.value()).compareTo(new Money(second.value()))))
        .isEqualTo(expected);
    assertThat(Integer.signum(new Fraction(price.value()).compareTo(new Fraction(second.value()))))
        .isEqualTo(expected);
  }

  @Property
  void aRatioIsTheQuotientHalfEvenToTwelvePlaces(
      @ForAll("positive") BigDecimal part, @ForAll("positive") BigDecimal whole) {
    assertThat(
            Fraction.ratio(new Money(Decimal.of(part)), new Money(Decimal.of(whole)))
                .value()
                .toBigDecimal())
        .isEqualByComparingTo(part.divide(whole, 12, RoundingMode.HALF_EVEN));
  }

  @Test
  void aRatioToNothingIsZero() {
    assertThat(Fraction.ratio(Money.of("5"), Money.ZERO)).isEqualTo(Fraction.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.01", "-1e30"})
  void aPriceIsAboveZero(String text) {
    assertThatThrownBy(() -> Price.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a price must be above 0, found " + Decimal.of(text));
  }

  @Test
  void aPriceOfMarketDataIsAboveZeroAndFinite() {
    assertThat(Price.ofDouble(0.1)).isEqualTo(Price.of("0.1"));
    assertThatThrownBy(() -> Price.ofDouble(-1.5))
        .hasMessage("a price must be above 0, found -1.5");
    for (double value : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> Price.ofDouble(value)).isInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void aQuantityIsNeverNegative() {
    assertThatThrownBy(() -> Quantity.of("-0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quantity must not be negative, found -0.1");
    Quantity held = Quantity.of("0.3");
    assertThat(held.minus(held)).isEqualTo(Quantity.ZERO);
    assertThat(Quantity.ZERO.isZero()).isTrue();
    assertThat(Quantity.ZERO.isPositive()).isFalse();
    assertThat(held.plus(held).isPositive()).isTrue();
    assertThatThrownBy(() -> held.minus(Quantity.of("0.31")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quantity must not be negative, found -0.01");
  }

  @ParameterizedTest
  @CsvSource({
    "0.03, 0.03, 3%",
    "3%, 0.03, 3%",
    "3 %, 0.03, 3%",
    "300bps, 0.03, 3%",
    "300 bps, 0.03, 3%",
    "0.5%, 0.005, 0.5%",
    "-1.5%, -0.015, -1.5%",
    "1bps, 0.0001, 0.01%",
    "0, 0, 0%",
  })
  void aFractionIsReadAsPeopleWriteIt(String text, String plain, String percent) {
    Fraction fraction = Fraction.of(text);
    assertThat(fraction).hasToString(plain).isEqualTo(Fraction.of(fraction.toPercent()));
    assertThat(fraction.toPercent()).isEqualTo(percent);
    assertThat(fraction.signum()).isEqualTo(Double.compare(fraction.toDouble(), 0.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "bps", "NaN%", "Infinity", "3%%", "three", "1e999%", "3percent"})
  void whatIsNoFractionIsRefused(String text) {
    assertThatThrownBy(() -> Fraction.of(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void fractionsAddSubtractAndMultiplyExactly() {
    Fraction third = Fraction.of("33.3333%");
    assertThat(third.plus(Fraction.of("1bps"))).isEqualTo(Fraction.of("0.333433"));
    assertThat(Fraction.ONE.minus(third)).isEqualTo(Fraction.of("0.666667"));
    assertThat(third.times(third)).isEqualTo(Fraction.of("0.111110888889"));
  }

  @Test
  void anAmountIsOnlyEqualToItsOwnKind() {
    Decimal one = Decimal.ONE;
    assertThat(List.of(new Price(one), new Quantity(one), new Money(one), new Fraction(one), one))
        .doesNotHaveDuplicates();
  }
}
