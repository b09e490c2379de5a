package io.cointrader.models.market;

import static io.cointrader.models.market.CandleSeries.Offer.APPENDED;
import static io.cointrader.models.market.CandleSeries.Offer.DUPLICATE;
import static io.cointrader.models.market.CandleSeries.Offer.LATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series holds the newest candles in order of time, and no more than its capacity. */
class CandleSeriesTest {

  private static Candle at(long minute) {
    return new Candle(
        minute * 60_000, 100 + minute, 103 + minute, 99 + minute, 101 + minute, minute);
  }

  private static List<Candle> held(CandleSeries series) {
    List<Candle> held = new ArrayList<>();
    for (int back = series.view().size() - 1; back >= 0; back--) {
      held.add(series.view().candle(back));
    }
    return held;
  }

  @Property
  void theNewestGiveTheOldestTheirPlace(
      @ForAll @IntRange(min = 1, max = 40) int capacity, @ForAll @IntRange(max = 200) int candles) {
    CandleSeries series = new CandleSeries(Timeframe.M1, capacity);
    List<Candle> all = new ArrayList<>();
    for (int minute = 0; minute < candles; minute++) {
      assertThat(series.offer(at(minute))).isEqualTo(APPENDED);
      all.add(at(minute));
      assertThat(held(series))
          .isEqualTo(all.subList(Math.max(0, all.size() - capacity), all.size()));
    }
    assertThat(series.view().total()).isEqualTo(candles);
    assertThat(series.capacity()).isEqualTo(capacity);
  }

  /** Duplicates, late ones and gaps in any order: as a list that takes only what is later. */
  @Property
  void onlyWhatIsLaterIsTaken(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> minutes,
      @ForAll @IntRange(min = 1, max = 9) int capacity) {
    CandleSeries series = new CandleSeries(Timeframe.M1, capacity);
    List<Candle> taken = new ArrayList<>();
    for (int minute : minutes) {
      long newest = taken.isEmpty() ? -1 : taken.get(taken.size() - 1).openMillis() / 60_000;
      assertThat(series.offer(at(minute)))
          .isEqualTo(minute > newest ? APPENDED : minute == newest ? DUPLICATE : LATE);
      if (minute > newest) {
        taken.add(at(minute));
      }
    }
    assertThat(held(series))
        .isEqualTo(taken.subList(Math.max(0, taken.size() - capacity), taken.size()));
    assertThat(series.view().total()).isEqualTo(taken.size());
  }

  @Test
  void aDuplicateDoesNotChangeWhatIsHeld() {
    CandleSeries series = new CandleSeries(Timeframe.M1, 4);
    series.offer(at(5));
    assertThat(series.offer(new Candle(5 * 60_000, 1, 2, 1, 2, 9))).isEqualTo(DUPLICATE);
    assertThat(series.offer(new Candle(4 * 60_000, 1, 2, 1, 2, 9))).isEqualTo(LATE);
    assertThat(held(series)).containsExactly(at(5));
  }

  @Test
  void aGapIsLeftOpenAndNothingIsFilledIn() {
    CandleSeries series = new CandleSeries(Timeframe.M1, 4);
    List.of(at(1), at(2), at(9)).forEach(series::offer);
    assertThat(held(series)).containsExactly(at(1), at(2), at(9));
  }

  @Test
  void timesBeforeTheEpochAreTimesToo() {
    CandleSeries series = new CandleSeries(Timeframe.M1, 2);
    Candle before = new Candle(-120_000, 1, 1, 1, 1, 0);
    assertThat(series.offer(before)).isEqualTo(APPENDED);
    assertThat(series.offer(new Candle(-180_000, 1, 1, 1, 1, 0))).isEqualTo(LATE);
    assertThat(held(series)).containsExactly(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1_000_001, Integer.MAX_VALUE})
  void aCapacityOutOfBoundsIsRefused(int capacity) {
    assertThatThrownBy(() -> new CandleSeries(Timeframe.M1, capacity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a series holds 1 to 1000000 candles, found " + capacity);
  }

  @Test
  void theLargestCapacityWorks() {
    CandleSeries series = new CandleSeries(Timeframe.M1, 1_000_000);
    series.offer(at(1));
    assertThat(held(series)).containsExactly(at(1));
  }

  @Test
  void theViewFollowsTheSeriesAndReadsEveryColumn() {
    CandleSeries series = new CandleSeries(Timeframe.M5, 3);
    CandleView view = series.view();
    assertThat(view.size()).isZero();
    List.of(at(5), at(10)).forEach(series::offer);
    assertThat(series.view()).isSameAs(view);
    assertThat(view.timeframe()).isEqualTo(Timeframe.M5);
    assertThat(view.candle(1)).isEqualTo(at(5));
    assertThat(
            new Candle(
                view.openMillis(0),
                view.open(0),
                view.high(0),
                view.low(0),
                view.close(0),
                view.volume(0)))
        .isEqualTo(at(10));
    assertThat(view.openTime(0)).isEqualTo(Instant.ofEpochMilli(600_000));
  }

  @Test
  void nothingOutsideWhatIsHeldCanBeRead() {
    CandleSeries series = new CandleSeries(Timeframe.M1, 3); // kept in a ring of four
    for (int minute = 0; minute < 9; minute++) {
      series.offer(at(minute));
    }
    CandleView view = series.view();
    for (int back : List.of(-1, 3, 4, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
      assertThatThrownBy(() -> view.close(back))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("candle " + back + " back of 3 held");
      assertThatThrownBy(() -> view.candle(back)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> view.openTime(back)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** A view gives out numbers and immutable values, takes only an index, and cannot be made. */
  @Test
  void nobodyCanChangeASeriesThroughItsView() {
    assertThat(CandleView.class.getConstructors()).isEmpty();
    assertThat(Modifier.isFinal(CandleView.class.getModifiers())).isTrue();
    assertThat(CandleView.class.getFields()).isEmpty();
    for (Method method : CandleView.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        Class<?> type = method.getReturnType();
        assertThat(type.isPrimitive() || type.isRecord() || type.isEnum() || type == Instant.class)
            .as(method.toString())
            .isTrue();
        assertThat(type).as(method.toString()).isNotEqualTo(void.class);
        assertThat(Arrays.asList(method.getParameterTypes()))
            .as(method.toString())
            .allMatch(parameter -> parameter == int.class);
      }
    }
  }
}
