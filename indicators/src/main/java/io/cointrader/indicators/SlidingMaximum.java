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
      first = (first + 1) % length;
      size--;
    }
    while (size > 0 && values[(first + size - 1) % length] <= value) {
      size--;
    }
    int slot = (first + size) % length;
    values[slot] = value;
    places[slot] = count;
    size++;
    count++;
    return values[first];
  }
}
