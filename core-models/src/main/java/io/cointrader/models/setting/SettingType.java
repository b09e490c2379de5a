package io.cointrader.models.setting;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value and back.
 *
 * @param order null where bounds make no sense
 */
record SettingType<T>(
    String name, Parser<T> parser, Renderer<T> renderer, @Nullable Comparator<T> order) {

  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern ISO_DURATION = Pattern.compile("P[0-9DTHMS.]+");

  static final SettingType<Fraction> FRACTION =
      new SettingType<Fraction>(
          "fraction", SettingType::fraction, Fraction::toPercent, Comparator.naturalOrder());
  static final SettingType<Money> MONEY =
      new SettingType<Money>(
          "amount", text -> new Money(decimal(text)), Money::toString, Comparator.naturalOrder());
  static final SettingType<Decimal> DECIMAL =
      new SettingType<Decimal>(
          "number", SettingType::decimal, Decimal::toString, Comparator.naturalOrder());
  static final SettingType<Integer> COUNT =
      new SettingType<Integer>(
          "count", SettingType::count, Object::toString, Comparator.naturalOrder());
  static final SettingType<Long> WHOLE =
      new SettingType<Long>(
          "whole number", SettingType::whole, Object::toString, Comparator.naturalOrder());
  static final SettingType<Duration> DURATION_TYPE =
      new SettingType<Duration>(
          "duration", SettingType::duration, SettingType::render, Comparator.naturalOrder());
  static final SettingType<Boolean> FLAG =
      new SettingType<Boolean>("true or false", SettingType::flag, Object::toString, null);
  static final SettingType<String> TEXT =
      new SettingType<>("text", text -> text, text -> text, null);
  static final SettingType<Timeframe> TIMEFRAME =
      new SettingType<>("timeframe", SettingType::timeframe, Timeframe::label, null);
  static final SettingType<Symbol> SYMBOL =
      new SettingType<>("symbol", SettingType::symbol, Symbol::toString, null);

  /** Text to value. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String text) throws InvalidSetting;
  }

  /** Value to text that parses to the same value. */
  @FunctionalInterface
  interface Renderer<T> {
    String render(T value);
  }

  static <T> SettingType<List<T>> listOf(SettingType<T> item) {
    return new SettingType<>(
        "list of " + item.name(),
        text -> {
          List<T> values = new ArrayList<>();
          for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
              values.add(item.parser().parse(part.strip()));
            }
          }
          return List.copyOf(values);
        },
        values -> String.join(",", values.stream().map(item.renderer()::render).toList()),
        null);
  }

  static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(SettingType::label).toList();
    return new SettingType<>(
        String.join(" | ", names),
        text -> {
          for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(text.strip())) {
              return constant;
            }
          }
          throw new InvalidSetting(
              "unknown_choice",
              "must be one of " + String.join(", ", names),
              "write one of " + String.join(", ", names));
        },
        SettingType::label,
        null);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Fraction fraction(String text) throws InvalidSetting {
    String trimmed = text.strip();
    String unit = trimmed.endsWith("%") ? "%" : trimmed.endsWith("bps") ? "bps" : "";
    String number = trimmed.substring(0, trimmed.length() - unit.length()).strip();
    decimal(number);
    if (unit.isEmpty() && !number.equals("0")) {
      throw new InvalidSetting(
          "missing_unit",
          "a fraction needs a unit: % or bps",
          "write " + number + "% if you mean " + number + " percent");
    }
    return Fraction.of(number + unit);
  }

  private static Decimal decimal(String text) throws InvalidSetting {
    String trimmed = text.strip();
    if (!PLAIN_NUMBER.matcher(trimmed).matches() || trimmed.length() > 40) {
      throw new InvalidSetting(
          "not_a_number", "must be a number", "write a plain number, for example 25 or 0.5");
    }
    try {
      return Decimal.of(trimmed);
    } catch (NumberFormatException outOfBounds) {
      throw new InvalidSetting(
          "not_a_number", "is too large or too small a number", "write a plain number");
    }
  }

  private static Long whole(String text) throws InvalidSetting {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException notWhole) {
      throw new InvalidSetting(
          "not_a_number", "must be a whole number", "write digits only, for example 5");
    }
  }

  private static Integer count(String text) throws InvalidSetting {
    long value = whole(text);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new InvalidSetting("out_of_bounds", "is too large", "write a smaller whole number");
    }
    return (int) value;
  }

  private static Duration duration(String text) throws InvalidSetting {
    String trimmed = text.strip();
    Matcher matcher = DURATION.matcher(trimmed);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
    if (ISO_DURATION.matcher(trimmed).matches()) {
      throw new InvalidSetting(
          "wrong_unit",
          "a duration is a number and a unit",
          "write for example 90s, 10m, 6h or 2d");
    }
    throw new InvalidSetting(
        PLAIN_NUMBER.matcher(trimmed).matches() ? "missing_unit" : "not_a_duration",
        "a duration needs a unit: ms, s, m, h or d",
        PLAIN_NUMBER.matcher(trimmed).matches()
            ? "write " + trimmed + "s for seconds or " + trimmed + "m for minutes"
            : "write for example 90s, 10m, 6h or 2d");
  }

  private static String render(Duration value) {
    long millis = value.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Boolean flag(String text) throws InvalidSetting {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSetting("not_a_flag", "must be true or false", "write true or false");
    };
  }

  private static Timeframe timeframe(String text) throws InvalidSetting {
    Optional<Timeframe> timeframe = Timeframe.parse(text.strip());
    if (timeframe.isEmpty()) {
      String all =
          String.join(", ", Arrays.stream(Timeframe.values()).map(Timeframe::label).toList());
      throw new InvalidSetting("unknown_choice", "must be one of " + all, "write one of " + all);
    }
    return timeframe.get();
  }

  private static Symbol symbol(String text) throws InvalidSetting {
    try {
      return Symbol.of(text.strip());
    } catch (IllegalArgumentException notASymbol) {
      throw new InvalidSetting(
          "not_a_symbol",
          "must be BASE-QUOTE in capital letters and digits",
          "write for example BTC-USD");
    }
  }
}
