package io.cointrader.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.Indicator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Readings of several numbers, on candles small enough to work out by hand. */
class ReadingsTest {

  private static final long MINUTE = 60_000;

  private static <R> R after(Indicator<R> indicator, List<Candle> candles) {
    candles.forEach(indicator::onCandle);
    return indicator.reading();
  }

  private static List<Candle> highs(double... highs) {
    return TestCandles.closes(highs);
  }

  @Test
  void nothingIsReadBeforeItIsReady() {
    List<Candle> one = TestCandles.walk(1, 1);

    BandsReading bands = after(Bollinger.of(2, 2).create(), one);
    assertThat(List.of(bands.upper(), bands.middle(), bands.lower(), bands.width()))
        .containsOnly(Double.NaN);
    MacdReading macd = after(Macd.of(1, 2, 1).create(), one);
    assertThat(List.of(macd.line(), macd.signal(), macd.histogram())).containsOnly(Double.NaN);
    AdxReading adx = after(Adx.of(1).create(), one);
    assertThat(List.of(adx.adx(), adx.plusDi(), adx.minusDi())).containsOnly(Double.NaN);
    StochasticReading stochastic = after(Stochastic.of(1, 2).create(), one);
    assertThat(List.of(stochastic.k(), stochastic.d())).containsOnly(Double.NaN);
    SupertrendReading supertrend = after(Supertrend.of(1, 1).create(), one);
    assertThat(supertrend.value()).isNaN();
    assertThat(supertrend.isUp()).isFalse();
    CandleShapeReading shape = new CandleShape().create().reading();
    assertThat(List.of(shape.body(), shape.closePosition())).containsOnly(Double.NaN);
    assertThat(shape.greens()).isZero();
    SwingsReading swings = Swings.of(1, 1).create().reading();
    assertThat(swings.highs() + swings.lows()).isZero();
  }

  @Test
  void bollingerBands() {
    BandsReading bands = after(Bollinger.of(4, 2).create(), TestCandles.closes(100, 2, 4, 4, 6));
    double deviation = StrictMath.sqrt(2);

    assertThat(bands.middle()).isEqualTo(4);
    assertThat(bands.upper()).isCloseTo(4 + 2 * deviation, within(1e-15));
    assertThat(bands.lower()).isCloseTo(4 - 2 * deviation, within(1e-15));
    assertThat(bands.width()).isCloseTo(deviation, within(1e-15));
  }

  @Test
  void supertrendTurnsWhenACloseCrossesItsLine() {
    Indicator<SupertrendReading> indicator = Supertrend.of(1, 1).create();
    SupertrendReading reading = indicator.reading();
    indicator.onCandle(new Candle(0, 10, 11, 9, 10, 1));

    indicator.onCandle(new Candle(MINUTE, 10, 12, 10, 12, 1)); // range 2, midpoint 11
    assertThat(reading.value()).isEqualTo(9);
    assertThat(reading.isUp()).isTrue();

    indicator.onCandle(new Candle(2 * MINUTE, 12, 12, 11, 11.5, 1)); // range 1: 10.5 is higher
    assertThat(reading.value()).isEqualTo(10.5);

    indicator.onCandle(new Candle(3 * MINUTE, 11, 11.5, 10.5, 11, 1)); // range 1: 10 is lower
    assertThat(reading.value()).isEqualTo(10.5);

    indicator.onCandle(new Candle(4 * MINUTE, 11, 11, 9, 10, 1)); // range 2, midpoint 10
    assertThat(reading.value()).isEqualTo(12);
    assertThat(reading.isUp()).isFalse();

    indicator.onCandle(new Candle(5 * MINUTE, 10, 13, 10, 12, 1)); // at the line is not above it
    assertThat(reading.isUp()).isFalse();

    indicator.onCandle(new Candle(6 * MINUTE, 12, 13, 12, 12.5, 1));
    assertThat(reading.isUp()).isTrue();
    assertThat(reading.value()).isEqualTo(11.5);
  }

  @Test
  void aSwingIsKnownWhenItsLastNeighbourHasClosed() {
    Indicator<SwingsReading> indicator = Swings.of(2, 2).create();
    SwingsReading swings = indicator.reading();

    highs(1, 2, 5, 3).forEach(indicator::onCandle);
    assertThat(indicator.isReady()).isFalse();
    assertThat(swings.highs()).isZero();

    indicator.onCandle(highs(4).get(0));
    assertThat(indicator.isReady()).isTrue();
    assertThat(swings.highs()).isEqualTo(1);
    assertThat(swings.high(0)).isEqualTo(5);
    assertThat(swings.highAge(0)).isEqualTo(2);
    assertThat(swings.lows()).isZero();
    assertThatThrownBy(() -> swings.high(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> swings.low(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> swings.lowAge(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theNewestSwingsAreKept() {
    SwingsReading swings =
        after(Swings.of(1, 2).create(), highs(1, 9, 2, 7, 3, 8, 4, 6, 6, 5, 5.5));

    assertThat(swings.highs()).isEqualTo(2);
    assertThat(swings.high(0)).isEqualTo(8);
    assertThat(swings.highAge(0)).isEqualTo(5);
    assertThat(swings.high(1)).isEqualTo(7);
    assertThat(swings.highAge(1)).isEqualTo(7);
    assertThat(swings.lows()).isEqualTo(2);
    assertThat(swings.low(0)).isEqualTo(5);
    assertThat(swings.lowAge(0)).isEqualTo(1);
    assertThat(swings.low(1)).isEqualTo(4);
    assertThat(swings.lowAge(1)).isEqualTo(4);
  }

  @Test
  void shapesOfCandles() {
    Indicator<CandleShapeReading> indicator = new CandleShape().create();
    CandleShapeReading shape = indicator.reading();

    indicator.onCandle(new Candle(0, 10, 14, 10, 13, 1));
    assertThat(shape.body()).isEqualTo(0.75);
    assertThat(shape.closePosition()).isEqualTo(0.75);
    assertThat(shape.greens()).isEqualTo(1);
    assertThat(shape.greensBefore()).isZero();

    indicator.onCandle(new Candle(MINUTE, 13, 13, 13, 13, 1));
    assertThat(shape.body()).isZero();
    assertThat(shape.closePosition()).isEqualTo(0.5);
    assertThat(shape.greens()).isEqualTo(2);

    indicator.onCandle(new Candle(2 * MINUTE, 13, 14, 10, 11, 1));
    assertThat(shape.body()).isEqualTo(0.5);
    assertThat(shape.closePosition()).isEqualTo(0.25);
    assertThat(shape.greens()).isZero();
    assertThat(shape.greensBefore()).isEqualTo(2);
  }

  @Test
  void theSessionBeginsAtMidnightUtc() {
    List<Candle> candles =
        List.of(
            new Candle(-2 * MINUTE, 8, 8, 8, 8, 1),
            new Candle(-MINUTE, 4, 4, 4, 4, 3),
            new Candle(0, 7, 7, 7, 7, 0),
            new Candle(MINUTE, 9, 9, 9, 9, 2),
            new Candle(1_441 * MINUTE, 2, 2, 2, 2, 5));

    assertThat(TestCandles.readings(new SessionVwap(), candles)).containsExactly(8, 5, 7, 9, 2);
  }

  @Test
  void aSpikeIsMeasuredByTheCandlesBefore() {
    List<Candle> candles =
        List.of(
            new Candle(0, 1, 1, 1, 1, 2),
            new Candle(MINUTE, 1, 1, 1, 1, 4),
            new Candle(2 * MINUTE, 1, 1, 1, 1, 9));

    assertThat(TestCandles.readings(VolumeSpike.of(2), candles))
        .containsExactly(Double.NaN, Double.NaN, 3);
  }

  @Test
  void anIndicatorOfAnotherWaitsUntilThatIsReady() {
    assertThat(TestCandles.readings(Lag.of(Sma.ofCloses(2), 1), TestCandles.closes(1, 3, 5, 7)))
        .containsExactly(Double.NaN, Double.NaN, 2, 4);
    assertThat(Median.of(Lag.of(Rsi.of(14), 2), 5).warmup()).isEqualTo(21);
  }

  @Property(tries = 100)
  void numbersStayWithinTheirBounds(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int length) {
    BandsReading bands;
    Indicator<BandsReading> bollinger = Bollinger.of(length, 2).create();
    Indicator<AdxReading> adx = Adx.of(length).create();
    Indicator<StochasticReading> stochastic = Stochastic.of(length, 3).create();
    Indicator<SupertrendReading> supertrend = Supertrend.of(length, 3).create();
    bands = bollinger.reading();
    for (Candle candle : TestCandles.walk(seed, 200)) {
      bollinger.onCandle(candle);
      adx.onCandle(candle);
      stochastic.onCandle(candle);
      supertrend.onCandle(candle);
      if (adx.isReady() && stochastic.isReady()) {
        assertThat(bands.upper()).isGreaterThanOrEqualTo(bands.middle());
        assertThat(bands.middle()).isGreaterThanOrEqualTo(bands.lower());
        assertThat(
                List.of(
                    adx.reading().adx(),
                    adx.reading().plusDi(),
                    adx.reading().minusDi(),
                    stochastic.reading().k(),
                    stochastic.reading().d()))
            .allSatisfy(value -> assertThat(value).isBetween(0.0, 100 + 1e-10));
        assertThat(candle.close() >= supertrend.reading().value())
            .isEqualTo(supertrend.reading().isUp());
      }
    }
  }

  @Test
  void columnsBecomeCandles() {
    double[] one = {1, 1};
    double[] two = {2, 2};

    assertThat(Indicators.candles(new long[] {0, MINUTE}, one, two, one, two, one))
        .containsExactly(new Candle(0, 1, 2, 1, 2, 1), new Candle(MINUTE, 1, 2, 1, 2, 1));
    assertThatThrownBy(() -> Indicators.candles(new long[] {0}, one, two, one, two, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a column has 2 rows, the times have 1");
    assertThat(
            Indicators.series(
                Donchian.of(2),
                BandsReading::upper,
                Indicators.candles(new long[] {0, MINUTE}, one, two, one, two, one)))
        .containsExactly(Double.NaN, 2);
  }
}
