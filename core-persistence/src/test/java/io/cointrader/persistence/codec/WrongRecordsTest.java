package io.cointrader.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Bracket;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.Position;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Records of every type with some of their values replaced by wrong ones: what is read all the same
 * is valid by rules written down here, and comes back as it is.
 */
class WrongRecordsTest {

  /** A value in JSON, not the name of one. */
  private static final Pattern VALUE =
      Pattern.compile("(?<=[:\\[,])(\"(?:[^\"\\\\]|\\\\.)*\"(?!:)|-?[0-9][0-9.eE+-]*|true|false)");

  private static final List<String> WRONG =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "\"0\"",
          "\"-1\"",
          "\"NaN\"",
          "\"1e400\"",
          "\"-0.00000001\"",
          "\"99999999999999999999\"",
          "0",
          "-1",
          "0.5",
          "-0.5",
          "1e308",
          "-1e308",
          "1e999",
          "9223372036854775807",
          "-9223372036854775808",
          "true",
          "[]",
          "{}",
          "[null]",
          "NaN",
          "\"btc-usd\"",
          "\"BTC-\"",
          "\"SELL\"",
          "\"BUY\"",
          "\"1969-12-31T23:59:59Z\"",
          "\"2021-02-30T00:00:00Z\"",
          "\"2021-05-19T12:34:00\"",
          "\"\\u0000\"",
          "\"150%\"");

  private static final Map<String, Integer> COUNTS = new TreeMap<>();

  private static final List<GoldenBytesTest.Family<?>> FAMILIES =
      GoldenBytesTest.families().toList();

  @Provide
  Arbitrary<GoldenBytesTest.Family<?>> families() {
    return Arbitraries.of(FAMILIES);
  }

  @Provide
  Arbitrary<String> wrong() {
    return Arbitraries.of(WRONG);
  }

  /** Both happen, so that what is read is looked at. */
  @AfterContainer
  static void bothHappen() {
    System.out.println("wrong records: " + COUNTS);
    assertThat(COUNTS).containsOnlyKeys("read", "refused");
    assertThat(COUNTS.values()).allMatch(count -> count > 100);
  }

  /** One value replaced by a wrong one, and in some by two. */
  @Property(tries = 20_000)
  void isRefusedOrValidByRulesOfItsOwn(
      @ForAll("families") GoldenBytesTest.Family<?> family,
      @ForAll @IntRange(max = 1_000_000) int sample,
      @ForAll @IntRange(max = 1_000_000) int first,
      @ForAll("wrong") String one,
      @ForAll @IntRange(max = 1_000_000) int second,
      @ForAll("wrong") String two) {
    List<String> encoded = family.encoded();
    String json = encoded.get(sample % encoded.size());
    String changed = replaced(json, first, one);
    check(family, second % 3 == 0 ? replaced(changed, second, two) : changed);
  }

  private static String replaced(String json, int at, String value) {
    List<MatchResult> places = VALUE.matcher(json).results().toList();
    if (places.isEmpty()) {
      return json;
    }
    MatchResult place = places.get(at % places.size());
    return json.substring(0, place.start()) + value + json.substring(place.end());
  }

  private static <T> void check(GoldenBytesTest.Family<T> family, String json) {
    T read;
    try {
      read = ModelCodec.get().decode(json.getBytes(StandardCharsets.UTF_8), family.root());
    } catch (CodecException refused) {
      COUNTS.merge("refused", 1, Integer::sum);
      assertThat(refused).hasMessageMatching("(?s).+");
      return;
    }
    COUNTS.merge("read", 1, Integer::sum);
    List<String> broken = new ArrayList<>();
    walk(json, read, broken);
    assertThat(broken).as(json).isEmpty();
    byte[] again = ModelCodec.get().encode(family.root(), read);
    assertThat(ModelCodec.get().decode(again, family.root())).isEqualTo(read);
  }

  /** Looks at a value and all that is in it. */
  private static void walk(String where, Object value, List<String> broken) {
    if (!rule(value)) {
      broken.add(value.getClass().getSimpleName() + " " + value);
    }
    if (value instanceof Double real && !Double.isFinite(real)) {
      broken.add(where + " is " + real);
    } else if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(some -> walk(where, some, broken));
    } else if (value instanceof Iterable<?> all) {
      all.forEach(some -> walk(where, some, broken));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, some) -> walk(where + "." + key, some, broken));
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        String name = component.getName().toLowerCase(Locale.ROOT);
        Object some = component(component, value);
        if (some == null) {
          broken.add(value.getClass().getSimpleName() + "." + name + " is null");
        } else {
          walk(name, some, broken);
        }
      }
    }
  }

  private static Object component(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException hidden) {
      throw new AssertionError(hidden);
    }
  }

  /** What must hold of a value whoever made it. */
  private static boolean rule(Object value) {
    if (value instanceof Price price) {
      return price.value().signum() > 0;
    } else if (value instanceof Quantity quantity) {
      return quantity.value().signum() >= 0;
    } else if (value instanceof Candle c) {
      return c.low() > 0
          && c.low() <= Math.min(c.open(), c.close())
          && c.high() >= Math.max(c.open(), c.close())
          && c.volume() >= 0;
    } else if (value instanceof Quote quote) {
      return quote.bid() > 0 && quote.ask() > 0 && quote.bidSize() >= 0 && quote.askSize() >= 0;
    } else if (value instanceof Instrument instrument) {
      return instrument.priceIncrement().signum() > 0
          && instrument.quantityIncrement().signum() > 0
          && instrument.minNotional().signum() >= 0;
    } else if (value instanceof Bracket bracket) {
      return bracket.stop().compareTo(bracket.takeProfit1()) < 0
          && bracket.takeProfit2().stream()
              .allMatch(second -> second.compareTo(bracket.takeProfit1()) > 0);
    } else if (value instanceof Signal signal) {
      return signal.stop().compareTo(signal.entry()) < 0
          && signal.entry().compareTo(signal.takeProfit1()) < 0;
    } else if (value instanceof OrderIntent intent) {
      return intent.quantity().isPositive();
    } else if (value instanceof Fill fill) {
      return fill.quantity().isPositive() && !fill.id().isEmpty();
    } else if (value instanceof Exit exit) {
      return exit.quantity().isPositive();
    } else if (value instanceof Position position) {
      return position.quantity().isPositive()
          && position.quantity().compareTo(position.bought()) <= 0
          && position.stop().compareTo(position.initialStop()) >= 0
          && position.cost().signum() > 0
          && position.openCost().compareTo(position.cost()) <= 0;
    }
    return true;
  }
}
