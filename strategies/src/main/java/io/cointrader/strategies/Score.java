package io.cointrader.strategies;

/** Points that add up to a score, with the names they are shown by. */
final class Score {

  private final StringBuilder parts;
  private int sum;

  Score(int base) {
    sum = base;
    parts = new StringBuilder("base ").append(base);
  }

  Score add(String name, int points) {
    sum += points;
    if (points != 0) {
      parts.append(", ").append(name).append(' ').append(points);
    }
    return this;
  }

  /** 0 to 100. */
  int total() {
    return Math.max(0, Math.min(sum, 100));
  }

  /** What it is made of, without what gave nothing. */
  String parts() {
    return parts.toString();
  }
}
