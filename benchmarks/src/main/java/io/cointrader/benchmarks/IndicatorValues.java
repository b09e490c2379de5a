package io.cointrader.benchmarks;

import com.sun.management.ThreadMXBean;
import io.cointrader.indicators.Adx;
import io.cointrader.indicators.AdxReading;
import io.cointrader.indicators.Atr;
import io.cointrader.indicators.BandsReading;
import io.cointrader.indicators.Bollinger;
import io.cointrader.indicators.CandleField;
import io.cointrader.indicators.Donchian;
import io.cointrader.indicators.Ema;
import io.cointrader.indicators.Extreme;
import io.cointrader.indicators.Keltner;
import io.cointrader.indicators.Macd;
import io.cointrader.indicators.MacdReading;
import io.cointrader.indicators.Mfi;
import io.cointrader.indicators.Obv;
import io.cointrader.indicators.RollingVwap;
import io.cointrader.indicators.Rsi;
import io.cointrader.indicators.Slope;
import io.cointrader.indicators.Sma;
import io.cointrader.indicators.StdDev;
import io.cointrader.indicators.Stochastic;
import io.cointrader.indicators.StochasticReading;
import io.cointrader.indicators.Supertrend;
import io.cointrader.indicators.SupertrendReading;
import io.cointrader.indicators.Swings;
import io.cointrader.indicators.SwingsReading;
import io.cointrader.indicators.Wma;
import io.cointrader.indicators.ZScore;
import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.RecentSwingHighIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
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
import org.ta4j.core.num.Num;

/** What one value of each indicator costs, beside the cached one of ta4j, over the same candles. */
final class IndicatorValues {

  private static final int CANDLES = 100_000;
  private static final int WARM_UP = 8;
  private static final int ROUNDS = 9;

  private static final List<Pair<?>> PAIRS =
      List.of(
          pair("SMA 20", Sma.ofCloses(20), bars -> new SMAIndicator(close(bars), 20)),
          pair("EMA 20", Ema.of(20), bars -> new EMAIndicator(close(bars), 20)),
          pair("WMA 30", Wma.ofCloses(30), bars -> new WMAIndicator(close(bars), 30)),
          pair("RSI 14", Rsi.of(14), bars -> new RSIIndicator(close(bars), 14)),
          pair("ATR 14", Atr.of(14), bars -> new ATRIndicator(bars, 14)),
          new Pair<>(
              "MACD signal 12/26/9",
              Macd.of(12, 26, 9),
              MacdReading::signal,
              bars -> new MACDIndicator(close(bars), 12, 26).getSignalLine(9)),
          new Pair<>("ADX 14", Adx.of(14), AdxReading::adx, bars -> new ADXIndicator(bars, 14)),
          new Pair<>(
              "stochastic k 14",
              Stochastic.of(14, 3),
              StochasticReading::k,
              bars -> new StochasticOscillatorKIndicator(bars, 14)),
          new Pair<>(
              "Bollinger upper 20",
              Bollinger.of(20, 2),
              BandsReading::upper,
              bars -> new BollingerBandFacade(bars, 20, 2).upper()),
          new Pair<>(
              "Bollinger width 20",
              Bollinger.of(20, 2),
              BandsReading::width,
              bars -> new BollingerBandFacade(bars, 20, 2).bandwidth()),
          new Pair<>(
              "Keltner upper 20/10",
              Keltner.of(20, 10, 1.5),
              BandsReading::upper,
              bars ->
                  new KeltnerChannelUpperIndicator(
                      new KeltnerChannelMiddleIndicator(close(bars), 20), 1.5, 10)),
          new Pair<>(
              "Donchian upper 20",
              Donchian.of(20),
              BandsReading::upper,
              bars -> new DonchianChannelUpperIndicator(bars, 20)),
          pair(
              "highest high 24",
              Extreme.highestHigh(24),
              bars -> new HighestValueIndicator(new HighPriceIndicator(bars), 24)),
          pair(
              "deviation 20",
              StdDev.ofCloses(20),
              bars -> new StandardDeviationIndicator(close(bars), 20)),
          pair(
              "z-score 20",
              ZScore.of(CandleField.CLOSE, 20),
              bars -> new SigmaIndicator(close(bars), 20)),
          pair(
              "regression slope 20",
              Slope.ofCloses(20),
              bars ->
                  new SimpleLinearRegressionIndicator(
                      close(bars), 20, SimpleLinearRegressionType.SLOPE)),
          pair("rolling VWAP 30", RollingVwap.of(30), bars -> new VWAPIndicator(bars, 30)),
          pair("OBV", new Obv(), OnBalanceVolumeIndicator::new),
          pair("MFI 14", Mfi.of(14), bars -> new MoneyFlowIndexIndicator(bars, 14)),
          new Pair<>(
              "Supertrend 10/3",
              Supertrend.of(10, 3),
              SupertrendReading::value,
              bars -> new SuperTrendIndicator(bars, 10, 3.0)),
          new Pair<>(
              "swing high 2",
              Swings.of(2, 3),
              IndicatorValues::newestHigh,
              bars -> new RecentSwingHighIndicator(bars, 2)));

  private IndicatorValues() {}

  /** The same number of both. */
  private record Pair<R>(
      String name,
      IndicatorSpec<R> ours,
      ToDoubleFunction<R> part,
      Function<BarSeries, org.ta4j.core.Indicator<Num>> theirs) {

    double ours(Candle[] candles) {
      Indicator<R> indicator = ours.create();
      R reading = indicator.reading();
      double sum = 0;
      for (Candle candle : candles) {
        indicator.onCandle(candle);
        if (indicator.isReady()) {
          sum += part.applyAsDouble(reading);
        }
      }
      return sum;
    }

    double theirs(BarSeries bars) {
      org.ta4j.core.Indicator<Num> indicator = theirs.apply(bars);
      double sum = 0;
      for (int i = ours.warmup() - 1; i < bars.getBarCount(); i++) {
        double value = indicator.getValue(i).doubleValue();
        sum += Double.isNaN(value) ? 0 : value;
      }
      return sum;
    }
  }

  private static Pair<DoubleReading> pair(
      String name,
      IndicatorSpec<DoubleReading> ours,
      Function<BarSeries, org.ta4j.core.Indicator<Num>> theirs) {
    return new Pair<>(name, ours, DoubleReading::value, theirs);
  }

  private static ClosePriceIndicator close(BarSeries bars) {
    return new ClosePriceIndicator(bars);
  }

  private static double newestHigh(SwingsReading swings) {
    return swings.highs() > 0 ? swings.high(0) : 0;
  }

  /** Prints nanoseconds a value of both, the ratio, and our bytes an update. */
  static void measure() {
    Series series = Series.walk(CANDLES, 7);
    BarSeries bars = Ta4jRun.load(series);
    System.out.printf(
        Locale.ROOT,
        "indicators: a value each after every one of %,d candles; a new indicator every round%n"
            + "  %-22s %14s %14s %9s %9s%n",
        CANDLES,
        "",
        "CoinTrader ns",
        "ta4j ns",
        "ratio",
        "B/update");
    double least = Double.POSITIVE_INFINITY;
    double kept = 0;
    for (Pair<?> pair : PAIRS) {
      double[] ours = new double[ROUNDS];
      double[] theirs = new double[ROUNDS];
      long bytes = 0;
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        kept += pair.ours(series.candles);
        long between = System.nanoTime();
        bytes = thread.getCurrentThreadAllocatedBytes() - allocated;
        long theirStart = System.nanoTime();
        kept += pair.theirs(bars);
        if (round >= 0) {
          ours[round] = (double) (between - began) / CANDLES;
          theirs[round] = (double) (System.nanoTime() - theirStart) / CANDLES;
        }
      }
      Arrays.sort(ours);
      Arrays.sort(theirs);
      double ratio = theirs[ROUNDS / 2] / ours[ROUNDS / 2];
      least = Math.min(least, ratio);
      System.out.printf(
          Locale.ROOT,
          "  %-22s %14.1f %14.1f %9.1f %9d%n",
          pair.name,
          ours[ROUNDS / 2],
          theirs[ROUNDS / 2],
          ratio,
          bytes / CANDLES);
    }
    System.out.printf(Locale.ROOT, "  least ratio: %.1f%s%n%n", least, kept == 0 ? "!" : "");
  }
}
