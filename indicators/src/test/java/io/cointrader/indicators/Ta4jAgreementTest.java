package io.cointrader.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.IndicatorSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** From the first ready candle on, every reading is that of ta4j. */
class Ta4jAgreementTest {

  private static final double RELATIVE = 1e-10;
  private static final int CANDLES = 20_000;

  private record Pair(
      IndicatorSpec<DoubleReading> ours, Function<BarSeries, Indicator<Num>> theirs) {}

  private static List<Pair> pairs() {
    return List.of(
        new Pair(Sma.ofCloses(1), series -> new SMAIndicator(new ClosePriceIndicator(series), 1)),
        new Pair(Sma.ofCloses(20), series -> new SMAIndicator(new ClosePriceIndicator(series), 20)),
        new Pair(Sma.ofVolumes(24), series -> new SMAIndicator(new VolumeIndicator(series), 24)),
        new Pair(Ema.of(9), series -> new EMAIndicator(new ClosePriceIndicator(series), 9)),
        new Pair(Ema.of(240), series -> new EMAIndicator(new ClosePriceIndicator(series), 240)),
        new Pair(Rsi.of(2), series -> new RSIIndicator(new ClosePriceIndicator(series), 2)),
        new Pair(Rsi.of(14), series -> new RSIIndicator(new ClosePriceIndicator(series), 14)),
        new Pair(Atr.of(1), series -> new ATRIndicator(series, 1)),
        new Pair(Atr.of(14), series -> new ATRIndicator(series, 14)),
        new Pair(
            Extreme.highestHigh(24),
            series -> new HighestValueIndicator(new HighPriceIndicator(series), 24)),
        new Pair(
            Extreme.lowestLow(12),
            series -> new LowestValueIndicator(new LowPriceIndicator(series), 12)),
        new Pair(
            Lowest.of(Rsi.of(14), 12),
            series ->
                new LowestValueIndicator(
                    new RSIIndicator(new ClosePriceIndicator(series), 14), 12)));
  }

  static Stream<Arguments> onGeneratedCandles() {
    return Stream.of(1L, 2L, 3L)
        .flatMap(seed -> pairs().stream().map(pair -> Arguments.of(pair, seed)));
  }

  static Stream<Arguments> onRecordedCandles() {
    return Stream.of(
            "ETH-USDT-binance-2021-04-02_2021-06-15.csv.gz",
            "DOGE-USDT-binance-2021-04-02_2021-06-15.csv.gz")
        .flatMap(file -> pairs().stream().map(pair -> Arguments.of(pair, file)));
  }

  @ParameterizedTest
  @MethodSource
  void onGeneratedCandles(Pair pair, long seed) {
    assertAgreement(pair, TestCandles.walk(seed, 3_000));
  }

  @ParameterizedTest
  @MethodSource
  void onRecordedCandles(Pair pair, String file) {
    assertAgreement(pair, TestCandles.recorded(file, CANDLES));
  }

  private static void assertAgreement(Pair pair, List<Candle> candles) {
    Indicator<Num> theirs = pair.theirs().apply(bars(candles));
    double[] ours = TestCandles.readings(pair.ours(), candles);

    for (int i = pair.ours().warmup() - 1; i < ours.length; i++) {
      double expected = theirs.getValue(i).doubleValue();
      assertThat(ours[i])
          .as("%s after candle %d", pair.ours(), i)
          .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }
  }

  private static BarSeries bars(List<Candle> candles) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).withName("candles").build();
    Duration minute = Duration.ofMinutes(1);
    for (Candle candle : candles) {
      series.addBar(
          minute,
          candle.openTime().plus(minute).atZone(ZoneOffset.UTC),
          candle.open(),
          candle.high(),
          candle.low(),
          candle.close(),
          candle.volume());
    }
    return series;
  }
}
