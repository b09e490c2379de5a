package io.cointrader.models.market;

/**
 * The newest closed candles of one symbol and timeframe, bounded: the oldest give way to the
 * newest. Owned by one thread; others see it through {@link #view()} on that same thread.
 *
 * <p>Only a candle later than the newest is taken. A repeated time is a duplicate and an earlier
 * one is late; both are left out.
 */
public final class CandleSeries {

  /** What became of an offered candle. */
  public enum Offer {
    APPENDED,
    DUPLICATE,
    LATE
  }

  private static final int OPEN = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int CLOSE = 3;
  private static final int VOLUME = 4;
  private static final int WIDTH = 5;

  private final Timeframe timeframe;
  private final int capacity;
  private final int mask;
  private final long[] time;
  private final double[] rows; // of five: a row lies in one or two cache lines
  private final CandleView view = new CandleView(this);
  private long count;
  private long newestMillis = Long.MIN_VALUE;

  /**
   * @throws IllegalArgumentException when the capacity is below 1 or above 1,000,000
   */
  public CandleSeries(Timeframe timeframe, int capacity) {
    if (capacity < 1 || capacity > 1_000_000) {
      throw new IllegalArgumentException("a series holds 1 to 1000000 candles, found " + capacity);
    }
    this.timeframe = timeframe;
    this.capacity = capacity;
    int slots = Integer.highestOneBit(Math.max(1, capacity - 1)) * 2;
    mask = slots - 1;
    time = new long[slots];
    rows = new double[slots * WIDTH];
  }

  public Offer offer(Candle candle) {
    if (candle.openMillis() <= newestMillis) {
      return candle.openMillis() == newestMillis ? Offer.DUPLICATE : Offer.LATE;
    }
    newestMillis = candle.openMillis();
    count++;
    int slot = slot(0);
    time[slot] = candle.openMillis();
    int row = slot * WIDTH;
    rows[row + OPEN] = candle.open();
    rows[row + HIGH] = candle.high();
    rows[row + LOW] = candle.low();
    rows[row + CLOSE] = candle.close();
    rows[row + VOLUME] = candle.volume();
    return Offer.APPENDED;
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  public int capacity() {
    return capacity;
  }

  /** A read-only window on this series that follows it; nothing is copied. */
  public CandleView view() {
    return view;
  }

  int size() {
    return (int) Math.min(count, capacity);
  }

  long total() {
    return count;
  }

  long time(int back) {
    return time[checked(back)];
  }

  double open(int back) {
    return rows[checked(back) * WIDTH + OPEN];
  }

  double high(int back) {
    return rows[checked(back) * WIDTH + HIGH];
  }

  double low(int back) {
    return rows[checked(back) * WIDTH + LOW];
  }

  double close(int back) {
    return rows[checked(back) * WIDTH + CLOSE];
  }

  double volume(int back) {
    return rows[checked(back) * WIDTH + VOLUME];
  }

  private int checked(int back) {
    if (back < 0 || back >= size()) {
      throw new IndexOutOfBoundsException("candle " + back + " back of " + size() + " held");
    }
    return slot(back);
  }

  private int slot(int back) {
    return (int) (count - 1 - back) & mask;
  }
}
