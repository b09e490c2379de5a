package io.cointrader.benchmarks;

import java.util.Arrays;

/**
 * The limit: the same rules as a loop over arrays, in double, with nothing else. Decides at the
 * close, fills at the next open; the stop is matched on the low, at the open when the candle opens
 * under it.
 */
final class PlainLoop {

  /** Prices of entries and exits in order, and the sum of profits per unit after fees. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its elements, never as a value
  record Trades(double[] entries, double[] exits, int count, double profit) {}

  private PlainLoop() {}

  static Trades run(Series s, int fast, int slow, double fee) {
    double[] entries = new double[1024];
    double[] exits = new double[1024];
    int count = 0;
    double profit = 0;
    double fastFactor = 2.0 / (fast + 1);
    double slowFactor = 2.0 / (slow + 1);
    double f = s.close[0];
    double w = s.close[0];
    boolean above = false;
    boolean holding = false;
    boolean buy = false;
    boolean sell = false;
    double nextStop = 0;
    double stop = 0;
    for (int i = 0; i < s.size; i++) {
      if (buy) {
        if (count == entries.length) {
          entries = Arrays.copyOf(entries, count * 2);
          exits = Arrays.copyOf(exits, count * 2);
        }
        entries[count] = s.open[i];
        stop = nextStop;
        holding = true;
        buy = false;
      } else if (sell) {
        exits[count] = s.open[i];
        profit += exits[count] * (1 - fee) - entries[count] * (1 + fee);
        count++;
        holding = false;
        sell = false;
      }
      if (holding && s.low[i] <= stop) {
        exits[count] = Math.min(stop, s.open[i]);
        profit += exits[count] * (1 - fee) - entries[count] * (1 + fee);
        count++;
        holding = false;
      }
      double close = s.close[i];
      f += (close - f) * fastFactor;
      w += (close - w) * slowFactor;
      boolean now = f > w;
      if (i >= slow && now != above) {
        if (now && !holding) {
          buy = true;
          nextStop = Math.ceil(Math.rint(close * 0.98 * 1e6) / 1e4) / 100;
        } else if (!now && holding) {
          sell = true;
        }
      }
      above = now;
    }
    return new Trades(Arrays.copyOf(entries, count), Arrays.copyOf(exits, count), count, profit);
  }
}
