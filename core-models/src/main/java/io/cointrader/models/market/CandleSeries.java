package io.cointrader.models.market;

/**
 * The newest closed candles of one symbol and timeframe in columns, bounded: the oldest give way to
 * the newest. Owned by one thread; others see it through {@link #view()} on that same thread.
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

  private final Timeframe timeframe;
  private final int capacity;
  private final int mask;
  private final long[] time;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;
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
    open = new double[slots];
    high = new double[slots];
    low = new double[slots];
    close = new double[slots];
    volume = new double[slots];
  }

  public Offer offer(Candle candle) {
    if (candle.openMillis() <= newestMillis) {
      return candle.openMillis() == newestMillis ? Offer.DUPLICATE : Offer.LATE;
    }
    newestMillis = candle.openMillis();
    count++;
    int slot = slot(0);
    time[slot] = candle.openMillis();
    open[slot] = candle.open();
    high[slot] = candle.high();
    low[slot] = candle.low();
    close[slot] = candle.close();
    volume[slot] = candle.volume();
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
    return open[checked(back)];
  }

  double high(int back) {
    return high[checked(back)];
  }

  double low(int back) {
    return low[checked(back)];
  }

  double close(int back) {
    return close[checked(back)];
  }

  double volume(int back) {
    return volume[checked(back)];
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
