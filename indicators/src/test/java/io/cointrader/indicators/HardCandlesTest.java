package io.cointrader.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read where there is nothing to read: constant, few, empty, absent and falling candles.
 */
class HardCandlesTest {

  private static final int LENGTH = 20;
  private static final long MINUTE = 60_000;

  private static double newest(IndicatorSpec<DoubleReading> spec, List<Candle> candles) {
    return TestCandles.readings(spec, candles)[candles.size() - 1];
  }

  /** The parts that are known exactly, the rest to the last digit. */
  @ParameterizedTest
  @ValueSource(doubles = {1e9, 1_000_000_000.1, 0.1, 1e-15, 1e15})
  void constantSeries(double price) {
    List<Candle> candles =
        IntStream.range(0, 200)
            .mapToObj(i -> new Candle(i * MINUTE, price, price, price, price, 3))
            .toList();
    Macd macd = Macd.of(12, 26, 9);
    Adx adx = Adx.of(14);
    Stochastic stochastic = Stochastic.of(14, 3);
    Bollinger bollinger = Bollinger.of(LENGTH, 2);

    assertThat(
            Stream.of(
                    StdDev.ofCloses(LENGTH),
                    ZScore.ofCloses(LENGTH),
                    Slope.ofCloses(LENGTH),
                    bollinger.width(),
                    Keltner.of(LENGTH, 10, 2).width(),
                    Donchian.of(LENGTH).width(),
                    Part.of(macd, MacdReading::line),
                    Part.of(macd, MacdReading::histogram),
                    Part.of(adx, AdxReading::adx),
                    Part.of(adx, AdxReading::plusDi),
                    Part.of(adx, AdxReading::minusDi),
                    Part.of(new CandleShape(), CandleShapeReading::body),
                    Part.of(Swings.of(2, 3), SwingsReading::highs),
                    Part.of(Swings.of(2, 3), SwingsReading::lows),
                    Atr.of(14),
                    Rsi.of(14),
                    new Obv())
                .mapToDouble(spec -> newest(spec, candles)))
        .containsOnly(0.0);
    assertThat(
            Stream.of(
                    Part.of(stochastic, StochasticReading::k),
                    Part.of(stochastic, StochasticReading::d),
                    Mfi.of(14))
                .mapToDouble(spec -> newest(spec, candles)))
        .containsOnly(50.0);
    assertThat(newest(VolumeSpike.of(LENGTH), candles)).isEqualTo(1);
    assertThat(
            Stream.of(
                    Sma.ofCloses(LENGTH),
                    Ema.of(LENGTH),
                    Wma.ofCloses(LENGTH),
                    Median.ofCloses(LENGTH),
                    RollingVwap.of(LENGTH),
                    new SessionVwap(),
                    Part.of(bollinger, BandsReading::upper),
                    Part.of(Supertrend.of(10, 3), SupertrendReading::value))
                .mapToDouble(spec -> newest(spec, candles)))
        .allSatisfy(value -> assertThat(value).isCloseTo(price, within(1e-14 * price)));
  }

  @Test
  void smallMovesOfALargePriceKeepTheirDigits() {
    double[] closes =
        IntStream.range(0, 1_000).mapToDouble(i -> i % 2 == 0 ? 1e9 : 1e9 + 0.5).toArray();
    List<Candle> candles = TestCandles.closes(closes);

    assertThat(newest(StdDev.ofCloses(LENGTH), candles)).isCloseTo(0.25, within(1e-15));
    assertThat(newest(ZScore.ofCloses(LENGTH), candles)).isCloseTo(1, within(1e-15));
  }

  @Test
  void oneLargeVolumeLeavesNothingBehind() {
    List<Candle> candles = new ArrayList<>(TestCandles.closes(1, 2, 1, 2));
    candles.add(new Candle(4 * MINUTE, 1, 1, 1, 1, 1e21));
    IntStream.range(5, 10).forEach(i -> candles.add(new Candle(i * MINUTE, 1, 1, 1, 1, i)));

    assertThat(newest(Sma.ofVolumes(5), candles)).isEqualTo(7);
    assertThat(newest(StdDev.of(CandleField.VOLUME, 5), candles))
        .isCloseTo(StrictMath.sqrt(2), within(1e-15));
    assertThat(newest(RollingVwap.of(5), candles)).isEqualTo(1);
    assertThat(newest(VolumeSpike.of(4), candles)).isEqualTo(9 / 6.5);
  }

  static Stream<IndicatorSpec<DoubleReading>> all() {
    return Catalogue.all(14).stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleCandleIsANumberOrNotReady(IndicatorSpec<DoubleReading> spec) {
    Indicator<DoubleReading> indicator = spec.create();
    indicator.onCandle(new Candle(0, 2, 4, 1, 3, 0));

    assertThat(indicator.isReady()).isEqualTo(spec.warmup() == 1);
    assertThat(Double.isFinite(indicator.reading().value())).isEqualTo(spec.warmup() == 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, 1e-300})
  void withoutVolumeThePriceIsTheCloseAndNothingIsUnusual(double volume) {
    List<Candle> candles =
        TestCandles.walk(5, 60).stream()
            .map(c -> new Candle(c.openMillis(), c.open(), c.high(), c.low(), c.close(), volume))
            .toList();
    double close = candles.get(59).close();

    assertThat(newest(new SessionVwap(), candles)).isEqualTo(close);
    assertThat(newest(RollingVwap.of(LENGTH), candles)).isEqualTo(close);
    assertThat(newest(VolumeSpike.of(LENGTH), candles)).isZero();
    assertThat(newest(Mfi.of(LENGTH), candles)).isEqualTo(50);
    assertThat(newest(new Obv(), candles)).isCloseTo(0, within(60 * volume));
  }

  /** 1,487 minutes are absent after 20:31 of 14 May 2021. */
  @ParameterizedTest
  @MethodSource("all")
  void aHoleIsNotFilledIn(IndicatorSpec<DoubleReading> spec) {
    List<Candle> candles =
        TestCandles.recorded("SOL-USDT-binance-2021-04-02_2021-06-15.csv.gz", 80_000);
    int after = 1;
    while (candles.get(after).openMillis() - candles.get(after - 1).openMillis()
        != 1_488 * MINUTE) {
      after++;
    }
    List<Candle> around = candles.subList(after - 200, after + 100);
    List<Candle> joined = new ArrayList<>();
    for (Candle c : around) {
      joined.add(
          new Candle(joined.size() * MINUTE, c.open(), c.high(), c.low(), c.close(), c.volume()));
    }

    double[] readings = TestCandles.readings(spec, around);
    if (spec.equals(new SessionVwap())) {
      Candle first = candles.get(after);
      assertThat(readings[200])
          .isCloseTo((first.high() + first.low() + first.close()) / 3, within(1e-12));
    } else {
      assertThat(readings).isEqualTo(TestCandles.readings(spec, joined));
    }
  }

  /** 25 April 2018, 10:30: from 0.80 to 0.49 within a minute, and back in the next. */
  @Test
  void aMinuteOfMinus39PercentIsTakenAsItIsAndForgotten() {
    List<Candle> candles = TestCandles.recorded("XRP-USD-bitfinex-2018-04.csv.gz", 40_000);
    int crash = 1;
    while (candles.get(crash).close() / candles.get(crash - 1).close() > 0.62) {
      crash++;
    }
    List<Candle> until = candles.subList(0, crash + 1);
    List<Candle> later = candles.subList(0, crash + 40);
    double before = newest(Atr.of(14), candles.subList(0, crash));
    double range = Math.max(candles.get(crash).high(), candles.get(crash - 1).close()) - 0.49013;

    assertThat(candles.get(crash).openMillis()).isEqualTo(1_524_652_200_000L);
    assertThat(newest(Atr.of(14), until)).isCloseTo(before + (range - before) / 14, within(1e-15));
    assertThat(newest(Extreme.lowestLow(LENGTH), until)).isEqualTo(0.49013);
    assertThat(newest(ZScore.ofCloses(LENGTH), until))
        .isBetween(-StrictMath.sqrt(LENGTH - 1), -4.0);
    assertThat(newest(Rsi.of(14), until)).isBetween(0.0, 5.0);
    assertThat(newest(Part.of(Stochastic.of(14, 3), StochasticReading::k), until)).isZero();
    assertThat(newest(Part.of(Supertrend.of(10, 3), s -> s.isUp() ? 1 : 0), until)).isZero();
    assertThat(newest(VolumeSpike.of(LENGTH), until)).isGreaterThan(10);
    assertThat(newest(StdDev.ofCloses(LENGTH), later))
        .isCloseTo(
            newest(StdDev.ofCloses(LENGTH), later.subList(crash + 20, crash + 40)), within(1e-15));
    assertThat(newest(Extreme.lowestLow(LENGTH), later)).isGreaterThan(0.7);
  }

  /** Prices and volumes of every size that a candle can have, each as likely. */
  @Property(tries = 100)
  void whateverACandleCanHoldGivesNumbers(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    List<Indicator<DoubleReading>> indicators =
        Stream.of(1, 5).flatMap(n -> Catalogue.all(n).stream()).map(IndicatorSpec::create).toList();
    for (int i = 0; i < 100; i++) {
      double[] prices =
          IntStream.range(0, 4)
              .mapToDouble(any -> Math.min(1e15, StrictMath.pow(10, chance.nextInt(-15, 16))))
              .map(price -> Math.max(Candle.LEAST_PRICE, price))
              .sorted()
              .toArray();
      double volume = chance.nextInt(3) == 0 ? 0 : StrictMath.pow(10, chance.nextInt(-320, 21));
      Candle candle = new Candle(i * MINUTE, prices[1], prices[3], prices[0], prices[2], volume);
      for (Indicator<DoubleReading> indicator : indicators) {
        indicator.onCandle(candle);
        assertThat(Double.isFinite(indicator.reading().value()))
            .as("%s after %s", indicator.getClass(), candle)
            .isEqualTo(indicator.isReady());
      }
    }
  }

  static Stream<Arguments> everyRecording() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder :
        List.of("candles-1m", "candles-5m", "candles-1h", "candles-4h", "candles-1d")) {
      try (Stream<Path> found = Files.list(TestCandles.recordings(folder))) {
        found.filter(file -> file.toString().endsWith(".csv.gz")).forEach(files::add);
      }
    }
    Collections.sort(files);
    return files.stream().map(file -> Arguments.of(file.getFileName().toString(), file));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void everyRecording(String name, Path file) {
    List<Indicator<DoubleReading>> indicators =
        Catalogue.all(14).stream().map(IndicatorSpec::create).toList();
    List<Candle> candles = TestCandles.read(file, Integer.MAX_VALUE);
    for (Candle candle : candles) {
      for (Indicator<DoubleReading> indicator : indicators) {
        indicator.onCandle(candle);
        if (indicator.isReady() && !Double.isFinite(indicator.reading().value())) {
          assertThat(indicator.reading().value()).as("%s at %s", indicator, candle).isFinite();
        }
      }
    }
    assertThat(indicators).allMatch(Indicator::isReady);
  }
}
