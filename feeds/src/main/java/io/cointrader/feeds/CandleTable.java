package io.cointrader.feeds;

import io.cointrader.models.market.Candle;
import java.util.Arrays;

/** Candles of one symbol in columns, ascending: 48 bytes a row. */
final class CandleTable {

  long[] time = new long[4096];
  double[] open = new double[4096];
  double[] high = new double[4096];
  double[] low = new double[4096];
  double[] close = new double[4096];
  double[] volume = new double[4096];
  int size;

  void add(long millis, double o, double h, double l, double c, double v) {
    if (size == time.length) {
      int more = size * 2;
      time = Arrays.copyOf(time, more);
      open = Arrays.copyOf(open, more);
      high = Arrays.copyOf(high, more);
      low = Arrays.copyOf(low, more);
      close = Arrays.copyOf(close, more);
      volume = Arrays.copyOf(volume, more);
    }
    time[size] = millis;
    open[size] = o;
    high[size] = h;
    low[size] = l;
    close[size] = c;
    volume[size] = v;
    size++;
  }

  void addAll(CandleTable later) {
    for (int i = 0; i < later.size; i++) {
      add(
          later.time[i],
          later.open[i],
          later.high[i],
          later.low[i],
          later.close[i],
          later.volume[i]);
    }
  }

  Candle candle(int i) {
    return new Candle(time[i], open[i], high[i], low[i], close[i], volume[i]);
  }
}
