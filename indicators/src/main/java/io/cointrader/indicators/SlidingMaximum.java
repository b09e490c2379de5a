package io.cointrader.indicators;

/** The largest of the last values, by a monotonic queue: amortised constant time. */
final class SlidingMaximum {

  private final int length;
  private final double[] values;
  private final long[] places;
  private int first;
  private int size;
  private long count;

  SlidingMaximum(int length) {
    this.length = length;
    values = new double[length];
    places = new long[length];
  }

  /** Takes the next value; the largest of the last {@code length}, or of all while fewer came. */
  double next(double value) {
    if (size > 0 && places[first] <= count - length) {
      first = first + 1 == length ? 0 : first + 1;
      size--;
    }
    while (size > 0 && values[slot(size - 1)] <= value) {
      size--;
    }
    int slot = slot(size);
    values[slot] = value;
    places[slot] = count;
    size++;
    count++;
    return values[first];
  }

  private int slot(int place) {
    int slot = first + place;
    return slot < length ? slot : slot - length;
  }
}
