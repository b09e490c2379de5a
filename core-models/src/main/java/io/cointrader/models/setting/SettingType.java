package io.cointrader.models.setting;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value and back.
 *
 * @param order null where bounds make no sense
 */
record SettingType<T>(
    String name,
    Setting.Kind kind,
    List<String> choices,
    Parser<T> parser,
    Renderer<T> renderer,
    @Nullable Comparator<T> order,
    boolean list) {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,13})\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})\\s*(B|KiB|MiB|GiB|TiB)");
  private static final List<String> SIZE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int MAX_LENGTH = 40;
  private static final String DURATION_EXAMPLE = "write for example 90s, 10m, 6h or 2d";
  private static final Decimal ONE_HUNDRED = Decimal.of(100);

  static final SettingType<Fraction> FRACTION_TYPE =
      ordered("fraction", Setting.Kind.FRACTION, SettingType::fraction, Fraction::toPercent);
  static final SettingType<Money> MONEY_TYPE =
      ordered("amount", Setting.Kind.AMOUNT, text -> new Money(decimal(text)), Money::toString);
  static final SettingType<Decimal> DECIMAL_TYPE =
      ordered("number", Setting.Kind.NUMBER, SettingType::decimal, Decimal::toString);
  static final SettingType<Decimal> MULTIPLE_TYPE =
      ordered("multiple of R", Setting.Kind.MULTIPLE, SettingType::multiple, r -> r + "R");
  static final SettingType<Integer> COUNT_TYPE =
      ordered("count", Setting.Kind.COUNT, SettingType::count, Object::toString);
  static final SettingType<Long> WHOLE_TYPE =
      ordered("whole number", Setting.Kind.COUNT, SettingType::whole, Object::toString);
  static final SettingType<Duration> DURATION_TYPE =
      ordered("duration", Setting.Kind.DURATION, SettingType::duration, SettingType::render);
  static final SettingType<Long> SIZE_TYPE =
      ordered("size", Setting.Kind.SIZE, SettingType::size, SettingType::renderSize);
  static final SettingType<Boolean> FLAG_TYPE =
      unordered("true or false", Setting.Kind.FLAG, List.of(), SettingType::flag, Object::toString);
  static final SettingType<String> TEXT_TYPE =
      unordered("text", Setting.Kind.TEXT, List.of(), text -> text, text -> text);
  static final SettingType<Timeframe> TIMEFRAME_TYPE =
      unordered(
          "timeframe",
          Setting.Kind.CHOICE,
          Arrays.stream(Timeframe.values()).map(Timeframe::label).toList(),
          text -> oneOf(text, Timeframe::label, Timeframe.values()),
          Timeframe::label);
  static final SettingType<Symbol> SYMBOL_TYPE =
      unordered("symbol", Setting.Kind.SYMBOL, List.of(), SettingType::symbol, Symbol::toString);

  static final SettingType<Instant> TIME_TYPE =
      ordered("time", Setting.Kind.TIME, SettingType::time, Instant::toString);

  static final SettingType<List<String>> DATA_FILES_TYPE = listOf(TEXT_TYPE);

  static final SettingType<List<PluginJar>> PLUGINS_TYPE =
      listOf(
          unordered("plugin", Setting.Kind.TEXT, List.of(), PluginJar::parse, PluginJar::toString));

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

  private static <T extends Comparable<T>> SettingType<T> ordered(
      String name, Setting.Kind kind, Parser<T> parser, Renderer<T> renderer) {
    return new SettingType<>(
        name, kind, List.of(), parser, renderer, Comparator.naturalOrder(), false);
  }

  private static <T> SettingType<T> unordered(
      String name,
      Setting.Kind kind,
      List<String> choices,
      Parser<T> parser,
      Renderer<T> renderer) {
    return new SettingType<>(name, kind, choices, parser, renderer, null, false);
  }

  /** Items separated by commas; a comma inside an item has a backslash before it. */
  static <T> SettingType<List<T>> listOf(SettingType<T> item) {
    return new SettingType<>(
        "list of " + item.name(),
        item.kind(),
        item.choices(),
        text -> items(item, text),
        values ->
            values.stream()
                .map(value -> item.renderer().render(value).replace(",", "\\,"))
                .collect(Collectors.joining(",")),
        null,
        true);
  }

  private static <T> List<T> items(SettingType<T> item, String text) throws InvalidSetting {
    List<T> values = new ArrayList<>();
    if (text.isBlank()) {
      return List.copyOf(values);
    }
    for (String part : parts(text)) {
      if (part.isBlank()) {
        throw new InvalidSetting(
            "no_value", "has an item without value", "write one comma between two items");
      }
      T value = item.parser().parse(part.strip());
      if (values.contains(value)) {
        throw new InvalidSetting(
            "repeated_item", "names " + part.strip() + " twice", "write it once");
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  /** A list of {@code [SYMBOL=]FILE} with the relative files put under a directory. */
  static String absolute(String text, Path directory) {
    return parts(text).stream()
        .filter(item -> !item.isBlank())
        .map(item -> absoluteFile(item.strip(), directory).replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  private static String absoluteFile(String item, Path directory) {
    int name = item.indexOf('=') + 1;
    try {
      return item.substring(0, name) + directory.resolve(item.substring(name));
    } catch (InvalidPathException noPath) {
      return item; // as who opens it will say
    }
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        part.append(',');
        i++;
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> labels = Arrays.stream(constants).map(SettingType::label).toList();
    return unordered(
        String.join(" | ", labels),
        Setting.Kind.CHOICE,
        labels,
        text -> oneOf(text, SettingType::label, constants),
        SettingType::label);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @SafeVarargs
  private static <T> T oneOf(String text, Renderer<T> renderer, T... values) throws InvalidSetting {
    List<String> labels = new ArrayList<>();
    String fix = "";
    for (T value : values) {
      String label = renderer.render(value);
      if (label.equals(text.strip())) {
        return value;
      }
      if (label.equals(text.strip().toLowerCase(Locale.ROOT).replace('-', '_'))) {
        fix = "write " + label;
      }
      labels.add(label);
    }
    String all = String.join(", ", labels);
    throw new InvalidSetting(
        "unknown_choice", "must be one of " + all, fix.isEmpty() ? "write one of " + all : fix);
  }

  private static Fraction fraction(String text) throws InvalidSetting {
    String trimmed = text.strip();
    String unit = trimmed.endsWith("%") ? "%" : trimmed.endsWith("bps") ? "bps" : "";
    String number = trimmed.substring(0, trimmed.length() - unit.length()).strip();
    Decimal value = number(number, "write for example 3% or 50bps");
    if (unit.isEmpty() && value.signum() != 0) {
      boolean share = value.abs().compareTo(Decimal.ONE) <= 0;
      throw new InvalidSetting(
          "missing_unit",
          "needs a unit: % or bps",
          "write " + number + "%" + (share ? ", or " + value.times(ONE_HUNDRED) + "%" : ""));
    }
    try {
      return Fraction.of(number + unit);
    } catch (NumberFormatException | ArithmeticException outOfBounds) {
      throw outOfReach();
    }
  }

  private static Decimal decimal(String text) throws InvalidSetting {
    return number(text.strip(), "write the number alone, for example 25 or 0.5");
  }

  private static Decimal number(String text, String fix) throws InvalidSetting {
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidSetting("not_a_number", "must be a number", fix);
    }
    if (text.length() > MAX_LENGTH) {
      throw outOfReach();
    }
    try {
      return Decimal.of(text);
    } catch (NumberFormatException | ArithmeticException outOfBounds) {
      throw outOfReach();
    }
  }

  /** A multiple of R, the distance from entry to stop. */
  private static Decimal multiple(String text) throws InvalidSetting {
    String trimmed = text.strip();
    boolean unit = trimmed.endsWith("R");
    Decimal value =
        number(unit ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed, "write 1.5R");
    if (!unit) {
      throw new InvalidSetting(
          "missing_unit", "needs the unit R, the stop distance", "write " + trimmed + "R");
    }
    return value;
  }

  private static Long size(String text) throws InvalidSetting {
    String trimmed = text.strip();
    Matcher matcher = SIZE.matcher(trimmed);
    if (!matcher.matches()) {
      boolean bare = WHOLE_NUMBER.matcher(trimmed).matches() && !trimmed.startsWith("-");
      throw new InvalidSetting(
          bare ? "missing_unit" : "not_a_size",
          bare
              ? "needs a unit: B, KiB, MiB, GiB or TiB"
              : "must be a whole number and a unit: B, KiB, MiB, GiB or TiB",
          bare ? "write " + trimmed + "MiB or " + trimmed + "GiB" : "write for example 10GiB");
    }
    try {
      return Math.multiplyExact(
          Long.parseLong(matcher.group(1)), 1L << (10 * SIZE_UNITS.indexOf(matcher.group(2))));
    } catch (ArithmeticException tooLarge) {
      throw outOfReach();
    }
  }

  private static String renderSize(Long bytes) {
    int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, 4);
    return (bytes >> (10 * unit)) + SIZE_UNITS.get(unit);
  }

  private static InvalidSetting outOfReach() {
    return new InvalidSetting(
        "out_of_bounds", "is too large or has too many digits", "write a plain, shorter number");
  }

  private static Long whole(String text) throws InvalidSetting {
    String trimmed = text.strip();
    if (!WHOLE_NUMBER.matcher(trimmed).matches()) {
      throw new InvalidSetting(
          "not_a_whole_number", "must be a whole number", "write digits only, for example 5");
    }
    try {
      return Long.valueOf(trimmed);
    } catch (NumberFormatException tooLarge) {
      throw outOfReach();
    }
  }

  private static Integer count(String text) throws InvalidSetting {
    long value = whole(text);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw outOfReach();
    }
    return (int) value;
  }

  private static Duration duration(String text) throws InvalidSetting {
    String trimmed = text.strip();
    Matcher matcher = DURATION.matcher(trimmed);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration value =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (value.compareTo(LONGEST) > 0) {
        throw new InvalidSetting("out_of_bounds", "is too long", "write a shorter time");
      }
      return value;
    }
    if (NUMBER.matcher(trimmed).matches()) {
      throw new InvalidSetting(
          "missing_unit",
          "needs a unit: ms, s, m, h or d",
          WHOLE_NUMBER.matcher(trimmed).matches() && !trimmed.startsWith("-")
              ? "write " + trimmed + "s for seconds or " + trimmed + "m for minutes"
              : DURATION_EXAMPLE);
    }
    throw new InvalidSetting(
        "not_a_duration", "must be a whole number and a unit: ms, s, m, h or d", DURATION_EXAMPLE);
  }

  /** A date stands for its first moment. */
  private static Instant time(String text) throws InvalidSetting {
    String trimmed = text.strip();
    try {
      Instant time =
          trimmed.contains("T")
              ? Instant.parse(trimmed)
              : LocalDate.parse(trimmed).atStartOfDay(ZoneOffset.UTC).toInstant();
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
        throw new InvalidSetting(
            "out_of_bounds", "must be from 1970 to 9999", "write for example 2021-05-20");
      }
      return time;
    } catch (DateTimeParseException notATime) {
      throw new InvalidSetting(
          "not_a_time",
          "must be a UTC date or time",
          "write for example 2021-05-20 or 2021-05-20T12:00:00Z");
    }
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
          throw new InvalidSetting(
              "not_a_flag",
              "must be true or false",
              switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "y", "1" -> "write true";
                case "false", "no", "off", "n", "0" -> "write false";
                default -> "write true or false";
              });
    };
  }

  private static Symbol symbol(String text) throws InvalidSetting {
    try {
      return Symbol.of(text.strip());
    } catch (IllegalArgumentException notASymbol) {
      throw new InvalidSetting(
          "not_a_symbol",
          "must be BASE-QUOTE in capital letters and digits",
          "write " + likelySymbol(text));
    }
  }

  private static String likelySymbol(String text) {
    String likely = text.strip().toUpperCase(Locale.ROOT).replace('/', '-').replace('_', '-');
    try {
      return Symbol.of(likely).toString();
    } catch (IllegalArgumentException unlikely) {
      return "for example BTC-USD";
    }
  }
}
