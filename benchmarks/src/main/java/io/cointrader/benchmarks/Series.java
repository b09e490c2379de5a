package io.cointrader.benchmarks;

import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.SplittableRandom;

/** One-minute candles of a seeded walk, in columns and as objects; prices have two decimals. */
final class Series {

  static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

  private static final long MINUTE = Timeframe.M1.millis();

  final int size;
  final double[] open;
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;
  final Candle[] candles;

  private Series(int size) {
    this.size = size;
    open = new double[size];
    high = new double[size];
    low = new double[size];
    close = new double[size];
    volume = new double[size];
    candles = new Candle[size];
  }

  static Series walk(int size, long seed) {
    Series series = new Series(size);
    SplittableRandom chance = new SplittableRandom(seed);
    double price = 20_000;
    for (int i = 0; i < size; i++) {
      double open = cents(price * (1 + 0.0001 * (chance.nextDouble() - 0.5)));
      double close =
          cents(open * (1 + 0.002 * (chance.nextDouble() - 0.5)) + 0.0002 * (20_000 - open));
      double wick = 0.0008 * open;
      series.open[i] = open;
      series.close[i] = close;
      series.high[i] = cents(Math.max(open, close) + wick * chance.nextDouble());
      series.low[i] = cents(Math.min(open, close) - wick * chance.nextDouble());
      series.volume[i] = 1 + chance.nextInt(100);
      series.candles[i] =
          new Candle(
              START + i * MINUTE, open, series.high[i], series.low[i], close, series.volume[i]);
      price = close;
    }
    return series;
  }

  private static double cents(double value) {
    return Math.rint(value * 100) / 100;
  }
}
