package io.cointrader.history.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Candles as read, in any order, with four prices whose order may be unknown. Owned by one thread.
 */
final class RawCandles {

  /** In which order the four prices stand. */
  enum Order {
    OPEN_HIGH_LOW_CLOSE(0, 1, 2, 3, "open, high, low, close"),
    OPEN_CLOSE_HIGH_LOW(0, 2, 3, 1, "open, close, high, low"),
    LOW_HIGH_OPEN_CLOSE(2, 1, 0, 3, "low, high, open, close"),
    CLOSE_HIGH_LOW_OPEN(3, 1, 2, 0, "close, high, low, open");

    final int open;
    final int high;
    final int low;
    final int close;
    final String label;

    Order(int open, int high, int low, int close, String label) {
      this.open = open;
      this.high = high;
      this.low = low;
      this.close = close;
      this.label = label;
    }
  }

  long[] time = new long[1024];
  long[] line = new long[1024];
  double[][] price = new double[4][1024];
  double[] volume = new double[1024];
  int size;

  void add(long millis, double a, double b, double c, double d, double v, long at) {
    if (size == time.length) {
      int room = size * 2;
      time = Arrays.copyOf(time, room);
      line = Arrays.copyOf(line, room);
      for (int i = 0; i < 4; i++) {
        price[i] = Arrays.copyOf(price[i], room);
      }
      volume = Arrays.copyOf(volume, room);
    }
    time[size] = millis;
    line[size] = at;
    price[0][size] = a;
    price[1][size] = b;
    price[2][size] = c;
    price[3][size] = d;
    volume[size] = v;
    size++;
  }

  /**
   * The order in which nearly all rows make candles; of several such, that in which a candle opens
   * nearest to the close before it. Nothing when there is none.
   */
  List<Order> order() {
    List<Order> fitting = new ArrayList<>();
    double least = Double.MAX_VALUE;
    for (Order order : Order.values()) {
      if (misfits(order) * 100L <= size) {
        double jumps = jumps(order);
        if (jumps < least) {
          fitting.add(0, order);
          least = jumps;
        }
      }
    }
    return fitting.isEmpty() ? fitting : List.of(fitting.get(0));
  }

  private int misfits(Order order) {
    double[] open = price[order.open];
    double[] high = price[order.high];
    double[] low = price[order.low];
    double[] close = price[order.close];
    int misfits = 0;
    for (int i = 0; i < size; i++) {
      if (!(high[i] >= Math.max(open[i], close[i]) && low[i] <= Math.min(open[i], close[i]))) {
        misfits++;
      }
    }
    return misfits;
  }

  private double jumps(Order order) {
    double sum = 0;
    for (int i = 1; i < size; i++) {
      boolean ascending = time[i] > time[i - 1];
      int before = ascending ? i - 1 : i;
      int after = ascending ? i : i - 1;
      sum += Math.abs(price[order.open][after] - price[order.close][before]);
    }
    return sum;
  }

  /** Puts the prices into the order open, high, low, close. */
  void arrange(Order order) {
    price =
        new double[][] {price[order.open], price[order.high], price[order.low], price[order.close]};
  }

  /** How often the time steps back. */
  int stepsBack() {
    int steps = 0;
    for (int i = 1; i < size; i++) {
      if (time[i] < time[i - 1]) {
        steps++;
      }
    }
    return steps;
  }

  /** Sorts by time; rows of one time stay in the order of the file. */
  void sort() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(time[a], time[b]));
    RawCandles sorted = new RawCandles();
    for (int from : order) {
      sorted.add(
          time[from],
          price[0][from],
          price[1][from],
          price[2][from],
          price[3][from],
          volume[from],
          line[from]);
    }
    time = sorted.time;
    line = sorted.line;
    price = sorted.price;
    volume = sorted.volume;
  }

  /** Leaves out the rows that are marked. */
  void drop(boolean[] marked) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!marked[i]) {
        time[kept] = time[i];
        line[kept] = line[i];
        for (int p = 0; p < 4; p++) {
          price[p][kept] = price[p][i];
        }
        volume[kept] = volume[i];
        kept++;
      }
    }
    size = kept;
  }

  double open(int i) {
    return price[0][i];
  }

  double high(int i) {
    return price[1][i];
  }

  double low(int i) {
    return price[2][i];
  }

  double close(int i) {
    return price[3][i];
  }

  boolean isFlat(int i) {
    return high(i) == low(i);
  }

  boolean equal(int i, int j) {
    return open(i) == open(j)
        && high(i) == high(j)
        && low(i) == low(j)
        && close(i) == close(j)
        && volume[i] == volume[j];
  }
}
