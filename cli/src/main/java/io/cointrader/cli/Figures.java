package io.cointrader.cli;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;

/** Figures as people read them; JSON always has them exact. */
final class Figures {

  private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);

  private Figures() {}

  static String money(Money value) {
    return rounded(value.value(), 2);
  }

  static String price(Price price) {
    return price(price.value());
  }

  /** An amount per unit, to six digits. */
  static String price(Decimal perUnit) {
    return Decimal.of(perUnit.toBigDecimal().round(SIX)).toString();
  }

  /** A plain number to two places; JSON has it exact. */
  static String rounded(String number) {
    return number.contains(".") ? rounded(Decimal.of(number), 2) : number;
  }

  /** To six digits; JSON has it exact. */
  static String quantity(Quantity quantity) {
    return Decimal.of(quantity.value().toBigDecimal().round(SIX)).toString();
  }

  static String percent(Fraction fraction) {
    return rounded(fraction.value().times(Decimal.of(100)), 2) + " %";
  }

  /** To the minute, UTC. */
  static String time(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  static String rounded(Decimal value, int places) {
    return value.toBigDecimal().setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }
}
