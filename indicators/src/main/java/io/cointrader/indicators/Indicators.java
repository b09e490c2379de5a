package io.cointrader.indicators;

import io.cointrader.models.market.Candle;
import io.cointrader.models.strategy.DoubleReading;
import io.cointrader.models.strategy.Indicator;
import io.cointrader.models.strategy.IndicatorSpec;
import java.util.function.ToDoubleFunction;

/** Whole series at once: the streaming indicator of a spec run over arrays. */
public final class Indicators {

  private Indicators() {}

  /**
   * The reading after each candle; NaN before it is ready.
   *
   * @param candles closed candles in order of time
   */
  public static double[] series(IndicatorSpec<DoubleReading> spec, Candle... candles) {
    return series(spec, DoubleReading::value, candles);
  }

  /**
   * One number of the reading after each candle; NaN before it is ready.
   *
   * @param part which number, for example {@code BandsReading::upper}
   * @param candles closed candles in order of time
   */
  public static <R> double[] series(
      IndicatorSpec<R> spec, ToDoubleFunction<? super R> part, Candle... candles) {
    Indicator<R> indicator = spec.create();
    R reading = indicator.reading();
    double[] values = new double[candles.length];
    for (int i = 0; i < candles.length; i++) {
      indicator.onCandle(candles[i]);
      values[i] = indicator.isReady() ? part.applyAsDouble(reading) : Double.NaN;
    }
    return values;
  }

  /**
   * Candles of columns.
   *
   * @throws IllegalArgumentException when the columns differ in length or a row is no valid candle
   */
  public static Candle[] candles(
      long[] openMillis,
      double[] open,
      double[] high,
      double[] low,
      double[] close,
      double[] volume) {
    int rows = openMillis.length;
    for (double[] column : new double[][] {open, high, low, close, volume}) {
      if (column.length != rows) {
        throw new IllegalArgumentException(
            "a column has " + column.length + " rows, the times have " + rows);
      }
    }
    Candle[] candles = new Candle[rows];
    for (int i = 0; i < rows; i++) {
      candles[i] = new Candle(openMillis[i], open[i], high[i], low[i], close[i], volume[i]);
    }
    return candles;
  }
}
