package io.cointrader.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndicatorTest {

  private static final List<Candle> TEXTBOOK =
      List.of(
          new Candle(0, 10, 12, 9, 11, 4),
          new Candle(60_000, 11, 15, 11, 14, 6),
          new Candle(120_000, 13, 13, 8, 9, 2),
          new Candle(180_000, 9, 10, 9, 10, 8));

  static List<IntFunction<IndicatorSpec<DoubleReading>>> kinds() {
    return Catalogue.kinds();
  }

  static Stream<IndicatorSpec<DoubleReading>> specs() {
    return Stream.of(1, 2, 14).map(Catalogue::all).flatMap(List::stream);
  }

  /** Two specs of equal and one of other parameters. */
  static Stream<List<IndicatorSpec<?>>> equals() {
    return Stream.of(
        List.of(ZScore.ofCloses(9), ZScore.ofCloses(9), ZScore.ofCloses(8)),
        List.of(Slope.ofCloses(9), Slope.ofCloses(9), Slope.of(CandleField.HIGH, 9)),
        List.of(new SessionVwap(), new SessionVwap(), RollingVwap.of(1)),
        List.of(new Obv(), new Obv(), CandleField.VOLUME),
        List.of(Bollinger.of(20, 2), Bollinger.of(20, 2), Bollinger.of(20, 2.5)),
        List.of(Bollinger.of(20, 2).width(), Bollinger.of(20, 2).width(), Donchian.of(20).width()),
        List.of(Keltner.of(20, 10, 2), Keltner.of(20, 10, 2), Keltner.of(10, 20, 2)),
        List.of(Donchian.of(20), Donchian.of(20), Donchian.of(21)),
        List.of(Macd.of(12, 26, 9), Macd.of(12, 26, 9), Macd.of(12, 26, 8)),
        List.of(Adx.of(14), Adx.of(14), Adx.of(15)),
        List.of(Stochastic.of(14, 3), Stochastic.of(14, 3), Stochastic.of(14, 1)),
        List.of(Supertrend.of(10, 3), Supertrend.of(10, 3), Supertrend.of(10, 2)),
        List.of(Swings.of(2, 3), Swings.of(2, 3), Swings.of(3, 2)),
        List.of(new CandleShape(), new CandleShape(), new Obv()));
  }

  static Stream<ThrowingCallable> outOfBounds() {
    return Stream.of(
        () -> ZScore.ofCloses(1),
        () -> Slope.ofCloses(1),
        () -> Bollinger.of(0, 2),
        () -> Bollinger.of(20, 0),
        () -> Bollinger.of(20, Double.NaN),
        () -> Bollinger.of(20, 100.1),
        () -> Keltner.of(0, 10, 2),
        () -> Keltner.of(20, 0, 2),
        () -> Keltner.of(20, 10, -1),
        () -> Donchian.of(0),
        () -> Macd.of(0, 26, 9),
        () -> Macd.of(12, 26, 0),
        () -> Macd.of(12, 12, 9),
        () -> Adx.of(0),
        () -> Stochastic.of(0, 3),
        () -> Stochastic.of(14, 0),
        () -> Supertrend.of(0, 3),
        () -> Supertrend.of(10, 0),
        () -> Swings.of(0, 3),
        () -> Swings.of(2, 0));
  }

  @ParameterizedTest
  @MethodSource("equals")
  void specsOfManyParametersCompareByThem(List<IndicatorSpec<?>> three) {
    assertThat(three.get(0)).isEqualTo(three.get(1)).isNotEqualTo(three.get(2));
  }

  @ParameterizedTest
  @MethodSource("outOfBounds")
  void whatIsOutOfBoundsIsRefused(ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" needs a ");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void isNotANumberUntilWarmAndANumberEverAfter(IndicatorSpec<DoubleReading> spec) {
    Indicator<DoubleReading> indicator = spec.create();
    DoubleReading reading = indicator.reading();
    int count = 0;
    for (Candle candle : TestCandles.walk(7, 100)) {
      assertThat(indicator.isReady()).isEqualTo(count >= spec.warmup());
      assertThat(Double.isNaN(reading.value())).isEqualTo(count < spec.warmup());
      indicator.onCandle(candle);
      count++;
    }
    assertThat(indicator.reading()).isSameAs(reading);
    assertThat(reading.value()).isFinite();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void twoOfOneSpecShareNothing(IndicatorSpec<DoubleReading> spec) {
    List<Candle> candles = TestCandles.walk(3, 200);
    Indicator<DoubleReading> other = spec.create();
    TestCandles.walk(4, 50).forEach(other::onCandle);

    double[] first = TestCandles.readings(spec, candles);
    TestCandles.walk(5, 50).forEach(other::onCandle);

    assertThat(TestCandles.readings(spec, candles)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void equalParametersAreOneSpec(IntFunction<IndicatorSpec<DoubleReading>> kind) {
    assertThat(kind.apply(9)).isEqualTo(kind.apply(9)).isNotEqualTo(kind.apply(10));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLengthBelowOneIsRefused(IntFunction<IndicatorSpec<DoubleReading>> kind) {
    assertThatThrownBy(() -> kind.apply(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a length of 1 or more, found 0");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void anUpdateAllocatesNothing(IndicatorSpec<DoubleReading> spec) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Candle[] candles = TestCandles.walk(11, 100_000).toArray(Candle[]::new);
    Indicator<DoubleReading> indicator = spec.create();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (Candle candle : candles) {
        indicator.onCandle(candle);
      }
      least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(candles.length / 100);
  }

  @Test
  void smaIsTheMeanOfTheWindow() {
    assertThat(TestCandles.readings(Sma.ofCloses(3), TestCandles.closes(1, 2, 6, 7)))
        .containsExactly(Double.NaN, Double.NaN, 3, 5);
    assertThat(TestCandles.readings(Sma.ofVolumes(2), TEXTBOOK))
        .containsExactly(Double.NaN, 5, 4, 5);
  }

  @Test
  void smaForgetsALargeValueThatLeftTheWindow() {
    double[] closes = new double[40];
    Arrays.fill(closes, 0.1);
    closes[5] = 1e15;

    double[] means = TestCandles.readings(Sma.ofCloses(10), TestCandles.closes(closes));

    assertThat(means[39]).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void emaIsSeededWithTheFirstClose() {
    assertThat(TestCandles.readings(Ema.of(3), TestCandles.closes(8, 4, 2, 6)))
        .containsExactly(Double.NaN, Double.NaN, 4, 5);
  }

  @Test
  void atrStartsWithTheHeightOfTheFirstCandleAndCountsGaps() {
    // true ranges 3, 4, 6 (14 before, low 8), 1
    assertThat(TestCandles.readings(Atr.of(2), TEXTBOOK))
        .containsExactly(Double.NaN, 3.5, 4.75, 2.875);
  }

  @Test
  void rsiOfGainsOnlyIsHundredAndOfLossesOnlyZero() {
    assertThat(TestCandles.readings(Rsi.of(2), TestCandles.closes(1, 2, 3)))
        .containsExactly(Double.NaN, Double.NaN, 100);
    assertThat(TestCandles.readings(Rsi.of(2), TestCandles.closes(3, 2, 1)))
        .containsExactly(Double.NaN, Double.NaN, 0);
    assertThat(TestCandles.readings(Rsi.of(2), TestCandles.closes(3, 3, 3)))
        .containsExactly(Double.NaN, Double.NaN, 0);
  }

  @Test
  void rsiAveragesGainsAndLossesAsWilder() {
    // mean gain and loss after each change: 2 and 0, then 1 and 1, then 2 and 0.5
    assertThat(TestCandles.readings(Rsi.of(2), TestCandles.closes(10, 14, 12))[2])
        .isEqualTo(100 - 100 / (1 + 1.0 / 1.0));
    assertThat(TestCandles.readings(Rsi.of(2), TestCandles.closes(10, 14, 12, 15))[3])
        .isEqualTo(100 - 100 / (1 + 2.0 / 0.5));
  }

  @Test
  void extremesLookAtHighsAndLows() {
    assertThat(TestCandles.readings(Extreme.highestHigh(2), TEXTBOOK))
        .containsExactly(Double.NaN, 15, 15, 13);
    assertThat(TestCandles.readings(Extreme.lowestLow(2), TEXTBOOK))
        .containsExactly(Double.NaN, 9, 8, 8);
  }

  @Test
  void lowestLooksAtReadyReadingsOnly() {
    // means of two closes: none, 3, 4, 5, 3.25, 7.75
    assertThat(
            TestCandles.readings(
                Lowest.of(Sma.ofCloses(2), 3), TestCandles.closes(2, 4, 4, 6, 0.5, 15)))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, 3, 3.25, 3.25);
  }

  @Property(tries = 200)
  void extremesAreThoseOfTheWindow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int length) {
    List<Candle> candles = TestCandles.walk(seed, 120);
    double[] high = TestCandles.readings(Extreme.highestHigh(length), candles);
    double[] low = TestCandles.readings(Extreme.lowestLow(length), candles);

    for (int i = length - 1; i < candles.size(); i++) {
      List<Candle> window = candles.subList(i - length + 1, i + 1);
      assertThat(high[i]).isEqualTo(window.stream().mapToDouble(Candle::high).max().orElseThrow());
      assertThat(low[i]).isEqualTo(window.stream().mapToDouble(Candle::low).min().orElseThrow());
    }
  }
}
