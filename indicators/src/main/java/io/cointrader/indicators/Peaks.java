package io.cointrader.indicators;

import java.util.Objects;

/** The newest values that were above all their neighbours, known once the last of these came. */
final class Peaks {

  private final int neighbours;
  private final double[] window;
  private final double[] values;
  private final long[] places;
  private long count;
  private int size;
  private int newest;

  Peaks(int neighbours, int kept) {
    this.neighbours = neighbours;
    window = new double[Integer.highestOneBit(2 * neighbours) * 2]; // a power of two
    values = new double[kept];
    places = new long[kept];
  }

  void next(double value) {
    window[slot(count)] = value;
    count++;
    if (count > 2L * neighbours && isPeak(count - 1 - neighbours)) {
      newest = newest + 1 == values.length ? 0 : newest + 1;
      values[newest] = window[slot(count - 1 - neighbours)];
      places[newest] = count - 1 - neighbours;
      size = Math.min(size + 1, values.length);
    }
  }

  private boolean isPeak(long place) {
    double value = window[slot(place)];
    for (int i = 1; i <= neighbours; i++) {
      if (window[slot(place - i)] >= value || window[slot(place + i)] >= value) {
        return false;
      }
    }
    return true;
  }

  private int slot(long place) {
    return (int) place & (window.length - 1);
  }

  int size() {
    return size;
  }

  double value(int back) {
    return values[kept(back)];
  }

  /** How many values came after the peak. */
  long age(int back) {
    return count - 1 - places[kept(back)];
  }

  private int kept(int back) {
    Objects.checkIndex(back, size);
    return newest >= back ? newest - back : newest - back + values.length;
  }
}
