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
    window = new double[2 * neighbours + 1];
    values = new double[kept];
    places = new long[kept];
  }

  void next(double value) {
    window[(int) (count % window.length)] = value;
    count++;
    if (count >= window.length && isPeak(count - 1 - neighbours)) {
      newest = newest + 1 == values.length ? 0 : newest + 1;
      values[newest] = window[(int) ((count - 1 - neighbours) % window.length)];
      places[newest] = count - 1 - neighbours;
      size = Math.min(size + 1, values.length);
    }
  }

  private boolean isPeak(long place) {
    double value = window[(int) (place % window.length)];
    for (int i = 1; i <= neighbours; i++) {
      if (window[(int) ((place - i) % window.length)] >= value
          || window[(int) ((place + i) % window.length)] >= value) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return size;
  }

  double value(int back) {
    return values[slot(back)];
  }

  /** How many values came after the peak. */
  long age(int back) {
    return count - 1 - places[slot(back)];
  }

  private int slot(int back) {
    Objects.checkIndex(back, size);
    return newest >= back ? newest - back : newest - back + values.length;
  }
}
