package io.cointrader.models.feed;

import io.cointrader.models.market.Candle;
import java.util.Arrays;
import java.util.List;

/**
 * Closed candles of one market and timeframe in columns, ascending by open time, at 48 bytes a row.
 * Immutable and safe for any number of threads.
 */
public final class CandleTable {

  final long[] time;
  final double[] open;
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;
  final int size;

  private CandleTable(Builder rows) {
    time = rows.time;
    open = rows.open;
    high = rows.high;
    low = rows.low;
    close = rows.close;
    volume = rows.volume;
    size = rows.size;
  }

  /** A table without rows yet, with room for some. */
  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  /**
   * One table of several.
   *
   * @param inOrder each later than the one before it
   * @throws IllegalArgumentException when they overlap in time
   */
  public static CandleTable join(List<CandleTable> inOrder) {
    if (inOrder.size() == 1) {
      return inOrder.get(0);
    }
    Builder whole = builder(inOrder.stream().mapToInt(CandleTable::size).sum());
    inOrder.forEach(whole::addAll);
    return whole.build();
  }

  public int size() {
    return size;
  }

  /**
   * @throws IndexOutOfBoundsException when there is no such row; so for every column
   */
  public long openMillis(int row) {
    return time[checked(row)];
  }

  public double open(int row) {
    return open[checked(row)];
  }

  public double high(int row) {
    return high[checked(row)];
  }

  public double low(int row) {
    return low[checked(row)];
  }

  public double close(int row) {
    return close[checked(row)];
  }

  public double volume(int row) {
    return volume[checked(row)];
  }

  public Candle candle(int row) {
    checked(row);
    return new Candle(time[row], open[row], high[row], low[row], close[row], volume[row]);
  }

  /** The first row that opens at or after a time; {@link #size()} when there is none. */
  public int rowAt(long openMillis) {
    int found = Arrays.binarySearch(time, 0, size, openMillis);
    return found < 0 ? -found - 1 : found;
  }

  private int checked(int row) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException("row " + row + " of " + size);
    }
    return row;
  }

  /** Takes rows one by one. Owned by one thread. */
  public static final class Builder {

    private static final int LEAST = 16;

    private long[] time;
    private double[] open;
    private double[] high;
    private double[] low;
    private double[] close;
    private double[] volume;
    private int size;
    private boolean built;

    private Builder(int expected) {
      int room = Math.max(LEAST, expected);
      time = new long[room];
      open = new double[room];
      high = new double[room];
      low = new double[room];
      close = new double[room];
      volume = new double[room];
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it does not open after the row before it; the numbers
     *     are judged when a {@link Candle} is made of them, by {@link Candle#problem}
     * @throws IllegalStateException after {@link #build}
     */
    public Builder add(long openMillis, double o, double h, double l, double c, double v) {
      if (built) {
        throw new IllegalStateException("the table is built");
      }
      if (size > 0 && openMillis <= time[size - 1]) {
        throw new IllegalArgumentException(
            "a row of " + openMillis + " ms after one of " + time[size - 1] + " ms");
      }
      if (size == time.length) {
        resize(size * 2);
      }
      time[size] = openMillis;
      open[size] = o;
      high[size] = h;
      low[size] = l;
      close[size] = c;
      volume[size] = v;
      size++;
      return this;
    }

    public Builder add(Candle candle) {
      return add(
          candle.openMillis(),
          candle.open(),
          candle.high(),
          candle.low(),
          candle.close(),
          candle.volume());
    }

    private void addAll(CandleTable later) {
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

    public int size() {
      return size;
    }

    /** The open time of the newest row; the least long there is before the first. */
    public long newestMillis() {
      return size == 0 ? Long.MIN_VALUE : time[size - 1];
    }

    private void resize(int room) {
      time = Arrays.copyOf(time, room);
      open = Arrays.copyOf(open, room);
      high = Arrays.copyOf(high, room);
      low = Arrays.copyOf(low, room);
      close = Arrays.copyOf(close, room);
      volume = Arrays.copyOf(volume, room);
    }

    /** The table; nothing can be added any more. */
    public CandleTable build() {
      built = true;
      if (time.length - size > size / 8 + LEAST) {
        resize(size);
      }
      return new CandleTable(this);
    }
  }
}
