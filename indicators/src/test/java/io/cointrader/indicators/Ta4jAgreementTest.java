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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.RecentSwingHighIndicator;
import org.ta4j.core.indicators.RecentSwingLowIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelMiddleIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.SigmaIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * From the first ready candle on, every reading is that of ta4j, wherever ta4j has a number; where
 * definitions differ (flows of money below 1, swings before their neighbours have closed) the
 * comparison says so.
 */
class Ta4jAgreementTest {

  private static final double RELATIVE = 1e-9;

  /** To what the difference of two prices is known: a share of the price. */
  private static final ToDoubleFunction<Candle> PRICE_DIGITS = candle -> 1e-12 * candle.close();

  /** To what a small number between 0 and 100 is known. */
  private static final ToDoubleFunction<Candle> PERCENT_DIGITS = candle -> 1e-10;

  private static final int CANDLES = 20_000;

  /**
   * @param later how many candles after theirs ours is the same
   * @param digits the absolute difference that is rounding
   */
  private record Pair(
      IndicatorSpec<DoubleReading> ours,
      Function<BarSeries, Indicator<Num>> theirs,
      int later,
      ToDoubleFunction<Candle> digits) {

    Pair(IndicatorSpec<DoubleReading> ours, Function<BarSeries, Indicator<Num>> theirs) {
      this(ours, theirs, 0, candle -> 0);
    }

    static Pair ofDifferences(
        IndicatorSpec<DoubleReading> ours, Function<BarSeries, Indicator<Num>> theirs) {
      return new Pair(ours, theirs, 0, PRICE_DIGITS);
    }

    static Pair ofPercents(
        IndicatorSpec<DoubleReading> ours, Function<BarSeries, Indicator<Num>> theirs) {
      return new Pair(ours, theirs, 0, PERCENT_DIGITS);
    }

    @Override
    public String toString() {
      return ours.toString();
    }
  }

  private static List<Pair> pairs() {
    return Stream.of(averages(), ranges(), bands(), trends(), volumes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Pair> averages() {
    return List.of(
        new Pair(Sma.ofCloses(1), series -> new SMAIndicator(close(series), 1)),
        new Pair(Sma.ofCloses(20), series -> new SMAIndicator(close(series), 20)),
        new Pair(Sma.ofVolumes(24), series -> new SMAIndicator(new VolumeIndicator(series), 24)),
        new Pair(Ema.of(9), series -> new EMAIndicator(close(series), 9)),
        new Pair(Ema.of(240), series -> new EMAIndicator(close(series), 240)),
        new Pair(
            Ema.of(CandleField.VOLUME, 9),
            series -> new EMAIndicator(new VolumeIndicator(series), 9)),
        new Pair(Wma.ofCloses(1), series -> new WMAIndicator(close(series), 1)),
        new Pair(Wma.ofCloses(30), series -> new WMAIndicator(close(series), 30)),
        new Pair(Lag.of(Ema.of(9), 3), series -> new PreviousValueIndicator(ema(series, 9), 3)));
  }

  private static List<Pair> ranges() {
    return List.of(
        new Pair(Rsi.of(2), series -> new RSIIndicator(close(series), 2)),
        new Pair(Rsi.of(14), series -> new RSIIndicator(close(series), 14)),
        new Pair(Atr.of(1), series -> new ATRIndicator(series, 1)),
        new Pair(Atr.of(14), series -> new ATRIndicator(series, 14)),
        new Pair(
            Extreme.highestHigh(24),
            series -> new HighestValueIndicator(new HighPriceIndicator(series), 24)),
        new Pair(
            Extreme.lowestLow(12),
            series -> new LowestValueIndicator(new LowPriceIndicator(series), 12)),
        new Pair(
            Highest.of(Rsi.of(14), 12),
            series -> new HighestValueIndicator(new RSIIndicator(close(series), 14), 12)),
        new Pair(
            Lowest.of(Rsi.of(14), 12),
            series -> new LowestValueIndicator(new RSIIndicator(close(series), 14), 12)),
        Pair.ofPercents(
            Part.of(Stochastic.of(14, 3), StochasticReading::k),
            series -> new StochasticOscillatorKIndicator(series, 14)),
        Pair.ofPercents(
            Part.of(Stochastic.of(14, 3), StochasticReading::d),
            series ->
                new StochasticOscillatorDIndicator(
                    new StochasticOscillatorKIndicator(series, 14))));
  }

  private static List<Pair> bands() {
    return List.of(
        Pair.ofDifferences(
            StdDev.ofCloses(20), series -> new StandardDeviationIndicator(close(series), 20)),
        new Pair(
            StdDev.of(CandleField.VOLUME, 20),
            series -> new StandardDeviationIndicator(new VolumeIndicator(series), 20)),
        new Pair(
            ZScore.of(CandleField.VOLUME, 20),
            series -> new SigmaIndicator(new VolumeIndicator(series), 20)),
        new Pair(
            Part.of(Bollinger.of(20, 2), BandsReading::upper), series -> bollinger(series).upper()),
        new Pair(
            Part.of(Bollinger.of(20, 2), BandsReading::middle),
            series -> bollinger(series).middle()),
        new Pair(
            Part.of(Bollinger.of(20, 2), BandsReading::lower), series -> bollinger(series).lower()),
        new Pair(
            Part.of(Bollinger.of(20, 2), bands -> 100 * bands.width()),
            series -> bollinger(series).bandwidth()),
        new Pair(
            Part.of(Keltner.of(20, 10, 1.5), BandsReading::upper),
            series -> new KeltnerChannelUpperIndicator(keltner(series), 1.5, 10)),
        new Pair(
            Part.of(Keltner.of(20, 10, 1.5), BandsReading::middle), Ta4jAgreementTest::keltner),
        new Pair(
            Part.of(Keltner.of(20, 10, 1.5), BandsReading::lower),
            series -> new KeltnerChannelLowerIndicator(keltner(series), 1.5, 10)),
        new Pair(
            Part.of(Donchian.of(20), BandsReading::upper),
            series -> new DonchianChannelUpperIndicator(series, 20)),
        new Pair(
            Part.of(Donchian.of(20), BandsReading::middle),
            series -> new DonchianChannelMiddleIndicator(series, 20)),
        new Pair(
            Part.of(Donchian.of(20), BandsReading::lower),
            series -> new DonchianChannelLowerIndicator(series, 20)));
  }

  private static List<Pair> trends() {
    return List.of(
        Pair.ofDifferences(
            Part.of(Macd.of(12, 26, 9), MacdReading::line),
            series -> new MACDIndicator(close(series), 12, 26)),
        Pair.ofDifferences(
            Part.of(Macd.of(12, 26, 9), MacdReading::signal),
            series -> new MACDIndicator(close(series), 12, 26).getSignalLine(9)),
        Pair.ofDifferences(
            Part.of(Macd.of(12, 26, 9), MacdReading::histogram),
            series -> new MACDIndicator(close(series), 12, 26).getHistogram(9)),
        new Pair(Part.of(Adx.of(14), AdxReading::adx), series -> new ADXIndicator(series, 14)),
        new Pair(
            Part.of(Adx.of(14), AdxReading::plusDi), series -> new PlusDIIndicator(series, 14)),
        new Pair(
            Part.of(Adx.of(14), AdxReading::minusDi), series -> new MinusDIIndicator(series, 14)),
        new Pair(
            Part.of(Supertrend.of(10, 3), SupertrendReading::value),
            series -> new SuperTrendIndicator(series, 10, 3.0)),
        new Pair(
            Part.of(Supertrend.of(3, 1), SupertrendReading::value),
            series -> new SuperTrendIndicator(series, 3, 1.0)),
        Pair.ofDifferences(
            Slope.ofCloses(20),
            series ->
                new SimpleLinearRegressionIndicator(
                    close(series), 20, SimpleLinearRegressionType.SLOPE)),
        new Pair(
            Part.of(Swings.of(2, 3), swings -> swings.highs() > 0 ? swings.high(0) : Double.NaN),
            series -> new RecentSwingHighIndicator(series, 2),
            2,
            candle -> 0),
        new Pair(
            Part.of(Swings.of(2, 3), swings -> swings.lows() > 0 ? swings.low(0) : Double.NaN),
            series -> new RecentSwingLowIndicator(series, 2),
            2,
            candle -> 0));
  }

  private static List<Pair> volumes() {
    return List.of(
        new Pair(RollingVwap.of(30), series -> new VWAPIndicator(series, 30)),
        new Pair(new Obv(), OnBalanceVolumeIndicator::new));
  }

  private static Indicator<Num> close(BarSeries series) {
    return new ClosePriceIndicator(series);
  }

  private static Indicator<Num> ema(BarSeries series, int length) {
    return new EMAIndicator(close(series), length);
  }

  private static BollingerBandFacade bollinger(BarSeries series) {
    return new BollingerBandFacade(series, 20, 2);
  }

  private static KeltnerChannelMiddleIndicator keltner(BarSeries series) {
    return new KeltnerChannelMiddleIndicator(close(series), 20);
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

  /** Their least flow is 1, which next to these volumes is none. */
  @ParameterizedTest
  @ValueSource(ints = {1, 14})
  void onLargeFlows(int length) {
    List<Candle> candles =
        TestCandles.walk(9, 3_000).stream()
            .map(
                c ->
                    new Candle(
                        c.openMillis(), c.open(), c.high(), c.low(), c.close(), c.volume() * 1e15))
            .toList();
    Pair pair =
        Pair.ofPercents(Mfi.of(length), series -> new MoneyFlowIndexIndicator(series, length));
    assertAgreement(pair, candles);
  }

  private static void assertAgreement(Pair pair, List<Candle> candles) {
    Indicator<Num> theirs = pair.theirs().apply(bars(candles));
    double[] ours = TestCandles.readings(pair.ours(), candles);

    int compared = 0;
    int first = Math.max(pair.ours().warmup() - 1, theirs.getUnstableBars() + pair.later());
    for (int i = first; i < ours.length; i++) {
      double expected = theirs.getValue(i - pair.later()).doubleValue();
      if (Double.isFinite(expected)) {
        double digits = pair.digits().applyAsDouble(candles.get(i));
        assertThat(ours[i])
            .as("%s after candle %d", pair.ours(), i)
            .isCloseTo(expected, within(RELATIVE * Math.abs(expected) + digits));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(ours.length * 9 / 10);
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
