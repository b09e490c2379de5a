package io.cointrader.backtest.optimize;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.InvalidSetting;
import io.cointrader.models.setting.Setting;
import java.math.BigDecimal;
import java.time.Duration;

/** The values of a kind of setting as numbers, so that there can be steps between two of them. */
final class Scale {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Setting.Kind kind;

  private Scale(Setting.Kind kind) {
    this.kind = kind;
  }

  static boolean isFor(Setting<?> setting) {
    return !setting.isList()
        && switch (setting.kind()) {
          case FRACTION, AMOUNT, NUMBER, MULTIPLE, COUNT, DURATION, SIZE -> true;
          case FLAG, CHOICE, SYMBOL, TEXT, TIME -> false;
        };
  }

  static Scale of(Setting<?> setting) {
    return new Scale(setting.kind());
  }

  /** Whether its values are whole numbers. */
  boolean isWhole() {
    return kind == Setting.Kind.COUNT || kind == Setting.Kind.SIZE || kind == Setting.Kind.DURATION;
  }

  /** The number of a text, whatever the bounds of the setting; also of a step. */
  BigDecimal number(String text) throws InvalidSetting {
    Object value =
        switch (kind) {
          case FRACTION -> Setting.fraction("step").parse(text);
          case AMOUNT -> Setting.money("step").parse(text);
          case NUMBER -> Setting.number("step").parse(text);
          case MULTIPLE -> Setting.multiple("step").parse(text);
          case COUNT -> Setting.whole("step").parse(text);
          case DURATION -> Setting.duration("step").parse(text);
          case SIZE -> Setting.size("step").parse(text);
          case FLAG, CHOICE, SYMBOL, TEXT, TIME ->
              throw new IllegalStateException("no scale: " + kind);
        };
    if (value instanceof Fraction fraction) {
      return fraction.value().toBigDecimal();
    }
    if (value instanceof Money money) {
      return money.value().toBigDecimal();
    }
    if (value instanceof Decimal decimal) {
      return decimal.toBigDecimal();
    }
    if (value instanceof Duration duration) {
      return BigDecimal.valueOf(duration.toMillis());
    }
    return BigDecimal.valueOf(((Number) value).longValue());
  }

  /** A text of the number; the setting has its canonical form. */
  String text(BigDecimal number) {
    return switch (kind) {
      case FRACTION -> number.multiply(HUNDRED).toPlainString() + "%";
      case MULTIPLE -> number.toPlainString() + "R";
      case DURATION -> number.toBigInteger() + "ms";
      case SIZE -> number.toBigInteger() + "B";
      case COUNT -> number.toBigInteger().toString();
      case AMOUNT, NUMBER -> number.toPlainString();
      case FLAG, CHOICE, SYMBOL, TEXT, TIME -> throw new IllegalStateException("no scale: " + kind);
    };
  }
}
