package io.cointrader.models.setting;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one setting: everything there is to know of it is said here and nowhere else.
 * Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * static final Setting<Fraction> DROP = Setting.fraction("drop").range("0.5%", "20%").defaultsTo("3%")
 *     .says("How far under the 1 h EMA the close must be.");
 * }</pre>
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

  /** What its values are, whatever form they are written in. */
  public enum Kind {
    /** A share or rate, with {@code %} or {@code bps}. */
    FRACTION,
    /** An amount of the account currency. */
    AMOUNT,
    /** A plain number. */
    NUMBER,
    /** A multiple of the stop distance, with {@code R}. */
    MULTIPLE,
    /** A whole number. */
    COUNT,
    /** A time span with its unit. */
    DURATION,
    /** A UTC date or time. */
    TIME,
    /** A number of bytes with its unit. */
    SIZE,
    /** {@code true} or {@code false}. */
    FLAG,
    /** One of {@link Setting#choices()}. */
    CHOICE,
    /** {@code BASE-QUOTE}. */
    SYMBOL,
    /** Any text. */
    TEXT
  }

  /** Which values of a limit allow less. */
  public enum Stricter {
    LOWER,
    HIGHER
  }

  /** What is said of a setting beside its key and type. Never changed once it is a setting's. */
  private static final class Traits {
    private @Nullable String least;
    private @Nullable String most;
    private @Nullable String standard;
    private boolean required;
    private boolean secret;
    private boolean reloadable;
    private @Nullable Stricter stricter;
    private boolean live;
    private boolean planned;
    private String sentence = "";

    Traits copy() {
      Traits copy = new Traits();
      copy.least = least;
      copy.most = most;
      copy.standard = standard;
      copy.required = required;
      copy.secret = secret;
      copy.reloadable = reloadable;
      copy.stricter = stricter;
      copy.live = live;
      copy.planned = planned;
      copy.sentence = sentence;
      return copy;
    }
  }

  private final String key;
  private final SettingType<T> type;
  private final Traits traits;

  private Setting(String key, SettingType<T> type, Traits traits) {
    this.key = key;
    this.type = type;
    this.traits = traits;
  }

  private static <T> Setting<T> of(String key, SettingType<T> type) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("a key is lower_snake with dots, found \"" + key + "\"");
    }
    return new Setting<>(key, type, new Traits());
  }

  /** A share or rate, written {@code 3%} or {@code 30bps}. */
  public static Setting<Fraction> fraction(String key) {
    return of(key, SettingType.FRACTION_TYPE);
  }

  /** An amount of the account currency. */
  public static Setting<Money> money(String key) {
    return of(key, SettingType.MONEY_TYPE);
  }

  /** A plain number without unit. */
  public static Setting<Decimal> number(String key) {
    return of(key, SettingType.DECIMAL_TYPE);
  }

  /** A multiple of R, the distance from entry to stop: {@code 1.5R}. */
  public static Setting<Decimal> multiple(String key) {
    return of(key, SettingType.MULTIPLE_TYPE);
  }

  /** A number of bytes with its unit: {@code 512MiB}, {@code 10GiB}. */
  public static Setting<Long> size(String key) {
    return of(key, SettingType.SIZE_TYPE);
  }

  /** A whole number of things. */
  public static Setting<Integer> count(String key) {
    return of(key, SettingType.COUNT_TYPE);
  }

  /** A whole number of 64 bits. */
  public static Setting<Long> whole(String key) {
    return of(key, SettingType.WHOLE_TYPE);
  }

  /** A time span with its unit: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 6h}, {@code 2d}. */
  public static Setting<Duration> duration(String key) {
    return of(key, SettingType.DURATION_TYPE);
  }

  /**
   * A moment: {@code 2021-05-20T12:00:00Z}, or {@code 2021-05-20} for the first of that day in UTC.
   */
  public static Setting<Instant> time(String key) {
    return of(key, SettingType.TIME_TYPE);
  }

  public static Setting<Boolean> flag(String key) {
    return of(key, SettingType.FLAG_TYPE);
  }

  public static Setting<String> text(String key) {
    return of(key, SettingType.TEXT_TYPE);
  }

  /** A list of different texts, separated by commas where it is written as one text. */
  public static Setting<List<String>> texts(String key) {
    return of(key, SettingType.listOf(SettingType.TEXT_TYPE));
  }

  /** The length of a candle: {@code 1m}, {@code 5m}, {@code 15m}, {@code 1h}. */
  public static Setting<Timeframe> timeframe(String key) {
    return of(key, SettingType.TIMEFRAME_TYPE);
  }

  public static Setting<Symbol> symbol(String key) {
    return of(key, SettingType.SYMBOL_TYPE);
  }

  public static Setting<List<Symbol>> symbols(String key) {
    return of(key, SettingType.listOf(SettingType.SYMBOL_TYPE));
  }

  /**
   * Files of data, each {@code [SYMBOL=]FILE} or a pattern; relative ones are relative to the
   * directory of the file they are written in, and where they are written in none, to the working
   * directory.
   */
  public static Setting<List<String>> dataFiles(String key) {
    return of(key, SettingType.DATA_FILES_TYPE);
  }

  /** Jars with their pins: a list of texts, or of groups with the keys of {@link PluginJar}. */
  public static Setting<List<PluginJar>> plugins(String key) {
    return of(key, SettingType.PLUGINS_TYPE);
  }

  /** One of the constants of an enum, written in lower case. */
  public static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type) {
    return of(key, SettingType.choice(type));
  }

  /**
   * The least and the most a value may be, both included.
   *
   * @throws IllegalArgumentException when one is no value of this setting, or the default is out of
   *     them, or values of this type have no order
   */
  public Setting<T> range(String from, String to) {
    if (type.order() == null) {
      throw new IllegalArgumentException(key + ": a " + type.name() + " has no bounds");
    }
    Setting<T> ranged =
        with(
            changed -> {
              changed.least = from;
              changed.most = to;
            });
    of(key, type).declared(from);
    of(key, type).declared(to);
    ranged.defaultText().ifPresent(ranged::declared);
    return ranged;
  }

  /**
   * The value where none is given. Without it the setting is optional.
   *
   * @throws IllegalArgumentException when it is no value of this setting
   */
  public Setting<T> defaultsTo(String value) {
    Setting<T> changed =
        with(
            traits -> {
              traits.standard = value;
              traits.required = false;
            });
    changed.declared(value);
    return changed;
  }

  /** Marks a setting that somebody must write, because no default would be right. */
  public Setting<T> asRequired() {
    return with(
        changed -> {
          changed.standard = null;
          changed.required = true;
        });
  }

  /** Marks a value that is never shown and never taken from the command line. */
  public Setting<T> asSecret() {
    return with(changed -> changed.secret = true);
  }

  /** Marks a value that may change while the engine runs; any change may allow more. */
  public Setting<T> asReloadable() {
    return with(changed -> changed.reloadable = true);
  }

  /** Marks a limit that may change while the engine runs, and which of its values allow less. */
  public Setting<T> asReloadable(Stricter values) {
    return with(
        changed -> {
          changed.reloadable = true;
          changed.stricter = values;
        });
  }

  /** Marks a setting that means something in live mode only. */
  public Setting<T> asLiveOnly() {
    return with(changed -> changed.live = true);
  }

  /** Marks a setting of a part that is not built yet: it is checked, and has no effect. */
  public Setting<T> asPlanned() {
    return with(changed -> changed.planned = true);
  }

  /** What it means, in one sentence. */
  public Setting<T> says(String meaning) {
    return with(changed -> changed.sentence = meaning);
  }

  /** The same setting inside a group: the key gets the prefix and a dot before it. */
  public Setting<T> under(String prefix) {
    return new Setting<>(prefix + "." + key, type, traits);
  }

  private Setting<T> with(Consumer<Traits> change) {
    Traits changed = traits.copy();
    change.accept(changed);
    return new Setting<>(key, type, changed);
  }

  private void declared(String text) {
    try {
      parse(text);
    } catch (InvalidSetting wrong) {
      throw new IllegalArgumentException(key + ": \"" + text + "\" " + wrong.rule(), wrong);
    }
  }

  /**
   * The value of a text.
   *
   * @throws InvalidSetting when it is no value of this setting, or out of its bounds
   */
  public T parse(String text) throws InvalidSetting {
    T value = type.parser().parse(text);
    Comparator<T> order = type.order();
    String least = traits.least;
    String most = traits.most;
    if (order != null && least != null && most != null) {
      if (order.compare(value, type.parser().parse(least)) < 0
          || order.compare(value, type.parser().parse(most)) > 0) {
        throw new InvalidSetting(
            "out_of_bounds",
            "must be from " + least + " to " + most,
            "write a value from " + least + " to " + most);
      }
    }
    return value;
  }

  /** The one text of a value; it parses to the same value. */
  public String render(T value) {
    return type.renderer().render(value);
  }

  /**
   * The canonical form of a text, so that {@code 0.50%} and {@code 50bps} are the same.
   *
   * @throws InvalidSetting when it is no value of this setting
   */
  public String canonical(String text) throws InvalidSetting {
    return render(parse(text));
  }

  /**
   * A canonical text with the data files it names made absolute; of any other setting the same
   * text.
   *
   * @param directory what they are relative to, absolute
   */
  public String absolute(String text, Path directory) {
    return type.equals(SettingType.DATA_FILES_TYPE) ? SettingType.absolute(text, directory) : text;
  }

  public String key() {
    return key;
  }

  public String typeName() {
    return type.name();
  }

  /** What its values are; of a list, what its items are. */
  public Kind kind() {
    return type.kind();
  }

  /** All values of a {@link Kind#CHOICE}; empty for every other kind. */
  public List<String> choices() {
    return type.choices();
  }

  public Optional<String> least() {
    return Optional.ofNullable(traits.least);
  }

  public Optional<String> most() {
    return Optional.ofNullable(traits.most);
  }

  public Optional<String> defaultText() {
    return Optional.ofNullable(traits.standard);
  }

  /** Whether several values may be given. */
  public boolean isList() {
    return type.list();
  }

  /**
   * Whether an item of its list may be a group, {@code { file: a.jar }}, which is the text {@code
   * #file=a.jar}.
   */
  public boolean takesGroups() {
    return type.equals(SettingType.PLUGINS_TYPE);
  }

  public boolean isRequired() {
    return traits.required;
  }

  public boolean isSecret() {
    return traits.secret;
  }

  public boolean isReloadable() {
    return traits.reloadable;
  }

  /**
   * Whether another value in place of this one may allow more. A limit that is not said allows
   * everything.
   *
   * @throws InvalidSetting when one is no value of this setting
   */
  public boolean isLoosened(Optional<String> before, Optional<String> after) throws InvalidSetting {
    if (before.equals(after)) {
      return false;
    }
    Comparator<T> order = type.order();
    Stricter stricter = traits.stricter;
    if (order == null || stricter == null || after.isEmpty()) {
      return true;
    }
    if (before.isEmpty()) {
      return false;
    }
    int change = order.compare(parse(after.get()), parse(before.get()));
    return stricter == Stricter.LOWER ? change > 0 : change < 0;
  }

  /** Whether it means something in live mode only. */
  public boolean isLiveOnly() {
    return traits.live;
  }

  /** Whether nothing reads it yet. */
  public boolean isPlanned() {
    return traits.planned;
  }

  public String sentence() {
    return traits.sentence;
  }

  @Override
  public String toString() {
    return key + " (" + type.name() + ")";
  }
}
