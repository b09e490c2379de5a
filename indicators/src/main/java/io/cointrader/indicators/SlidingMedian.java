package io.cointrader.indicators;

import java.util.Arrays;

/** The median of the last values: they are kept in order of time and in order of size. */
final class SlidingMedian {

  private final double[] window;
  private final double[] sorted;
  private int at;
  private int size;

  SlidingMedian(int length) {
    window = new double[length];
    sorted = new double[length];
  }

  /** Takes the next value; the median of the last {@code length}, or of all while fewer came. */
  double next(double value) {
    if (size == window.length) {
      remove(window[at]);
    }
    insert(value);
    window[at] = value;
    at = at + 1 == window.length ? 0 : at + 1;
    int half = size / 2;
    return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private void remove(double value) {
    int place = Arrays.binarySearch(sorted, 0, size, value);
    size--;
    System.arraycopy(sorted, place + 1, sorted, place, size - place);
  }

  private void insert(double value) {
    int found = Arrays.binarySearch(sorted, 0, size, value);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = value;
    size++;
  }
}
