package io.cointrader.models.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What symbols, instruments, quotes, candles and timeframes are made of and answer. */
class MarketValuesTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Instrument RULES =
      new Instrument(BTC, Decimal.of("0.05"), Decimal.of("0.002"), Money.of("10"));

  @Property
  void theProblemIsEmptyExactlyWhenACandleCanBeMade(
      @ForAll @DoubleRange(min = -2, max = 5) double open,
      @ForAll @DoubleRange(min = -2, max = 5) double high,
      @ForAll @DoubleRange(min = -2, max = 5) double low,
      @ForAll @DoubleRange(min = -2, max = 5) double close,
      @ForAll @DoubleRange(min = -1, max = 5) double volume) {
    String problem = Candle.problem(open, high, low, close, volume);
    boolean made;
    try {
      made = new Candle(0, open, high, low, close, volume).low() == low;
    } catch (IllegalArgumentException refused) {
      made = false;
      assertThat(refused).hasMessage(problem + " in the candle of 1970-01-01T00:00:00Z");
    }
    assertThat(problem.isEmpty()).isEqualTo(made);
  }

  @Test
  void theEndsOfTheRangeOfACandleAreInside() {
    double least = Candle.LEAST_PRICE;
    double most = Candle.MOST_PRICE;
    assertThat(Candle.problem(least, most, least, most, 0)).isEmpty();
    assertThat(Candle.problem(most, most, most, most, Candle.MOST_VOLUME)).isEmpty();
    assertThat(new Candle(1, 2, 2, 2, 2, 0).openTime().toEpochMilli()).isEqualTo(1);
  }

  @Property
  void roundingGoesToTheNextTickOnItsSide(@ForAll @LongRange(min = 1, max = 9_999_999) long cents) {
    Price price = new Price(Decimal.of(cents, 2));
    Price down = RULES.roundDown(price);
    Price up = RULES.roundUp(price);
    assertThat(up.isBelow(price)).isFalse();
    assertThat(up.value().minus(price.value())).isLessThan(RULES.priceIncrement());
    if (cents >= 5) { // at least one tick
      assertThat(down.isAbove(price)).isFalse();
      assertThat(price.value().minus(down.value())).isLessThan(RULES.priceIncrement());
    }
    assertThat(RULES.roundDown(up)).isEqualTo(up);
    assertThat(RULES.roundUp(down)).isEqualTo(down);
  }

  @Test
  void quantitiesAreFlooredToTheLot() {
    assertThat(RULES.floorQuantity(Decimal.of("0.0059"))).isEqualTo(Quantity.of("0.004"));
    assertThat(RULES.floorQuantity(Decimal.of("0.006"))).isEqualTo(Quantity.of("0.006"));
    assertThat(RULES.floorQuantity(Decimal.of("0.0019"))).isEqualTo(Quantity.ZERO);
    assertThat(RULES.floorQuantity(Decimal.of("-5"))).isEqualTo(Quantity.ZERO);
  }

  @Test
  void theMinimumNotionalIsEnoughAndAnythingBelowIsNot() {
    assertThat(RULES.meetsMinimum(Quantity.of("0.1"), Price.of("100"))).isTrue();
    assertThat(RULES.meetsMinimum(Quantity.of("0.1"), Price.of("99.95"))).isFalse();
    Instrument free = new Instrument(BTC, Decimal.ONE, Decimal.ONE, Money.ZERO);
    assertThat(free.meetsMinimum(Quantity.ZERO, Price.of("100"))).isFalse();
    assertThat(free.meetsMinimum(Quantity.of("1"), Price.of("1"))).isTrue();
  }

  @Test
  void aCrossedOrLockedOrEmptyBookIsSeenAndNotTradable() {
    assertThat(new Quote(BTC, 99, 101, 1, 1).isTradable()).isTrue();
    assertThat(new Quote(BTC, 101, 99, 1, 1).isTradable()).isFalse();
    assertThat(new Quote(BTC, 100, 100, 1, 1).isTradable()).isFalse();
    assertThat(new Quote(BTC, 99, 101, 0, 1).isTradable()).isFalse();
    assertThat(new Quote(BTC, 99, 101, 1, 0).isTradable()).isFalse();
  }

  @Test
  void theSpreadIsAShareOfTheMiddle() {
    Quote quote = new Quote(BTC, 99, 101, 1, 1);
    assertThat(quote.mid()).isEqualTo(100);
    assertThat(quote.spread()).isEqualTo(Fraction.of("2%"));
  }

  @Test
  void symbolsSortByBaseThenQuoteAndAreReadBack() {
    List<String> texts = List.of("1INCH-USD", "A-B", "BTC-EUR", "BTC-USD", "BTCX-EUR");
    TreeSet<Symbol> sorted = new TreeSet<>();
    List.of(4, 2, 0, 3, 1, 3).forEach(i -> sorted.add(Symbol.of(texts.get(i))));
    assertThat(sorted).extracting(Symbol::toString).containsExactlyElementsOf(texts);
    assertThat(Symbol.of("BTC-USD")).isEqualTo(BTC).hasSameHashCodeAs(BTC);
    assertThat(BTC).isEqualByComparingTo(new Symbol("BTC", "USD")).isNotEqualTo("BTC-USD");
  }

  @Property
  void aTimeLiesInTheCandleOfItsFloor(@ForAll @LongRange(min = -1L << 50, max = 1L << 50) long at) {
    for (Timeframe timeframe : Timeframe.values()) {
      long floor = timeframe.floor(at);
      assertThat(at - floor).isBetween(0L, timeframe.millis() - 1);
      assertThat(Math.floorMod(floor, timeframe.duration().toMillis())).isZero();
    }
  }

  @Test
  void timeframesAreReadByTheirLabels() {
    for (Timeframe timeframe : Timeframe.values()) {
      assertThat(Timeframe.parse(timeframe.label())).contains(timeframe);
    }
    for (String unknown : List.of("", "1M", "2m", "60m", "1H", "1w")) {
      assertThat(Timeframe.parse(unknown)).isEmpty();
    }
  }
}
