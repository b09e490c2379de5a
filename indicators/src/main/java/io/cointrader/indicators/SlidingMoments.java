package io.cointrader.indicators;

/**
 * Mean, squared deviations and slope of the last values in constant amortised time, without
 * cancellation: aggregates of the newest block and of what is left of the block before are made by
 * adding values one by one (Welford 1962) and are joined (Chan, Golub and LeVeque 1983); nothing is
 * ever subtracted again. Values are taken relative to one that is in the window, so that small
 * moves of a large price keep their digits. Equal values have deviations and slope of exactly zero.
 */
final class SlidingMoments {

  private final int length;

  // Before at the values of this block (means only), from there on the suffixes of the block
  // before.
  private final double[] means;
  private final double[] squares;
  private final double[] products;

  private int at;

  /** The last value of the block before. */
  private double pivot;

  private double blockMean;
  private double blockSquares;
  private double blockProducts;

  private double mean;
  private double square;
  private double product;

  SlidingMoments(int length) {
    this.length = length;
    means = new double[length];
    squares = new double[length];
    products = new double[length];
  }

  /** Takes the next value; what the methods below say holds once {@code length} came. */
  void add(double value) {
    means[at] = value;
    double delta = value - pivot - blockMean;
    double share = 1.0 / (at + 1);
    blockMean += delta * share;
    blockSquares += delta * delta * (at * share);
    blockProducts += delta * at / 2;
    at++;
    if (at == length) {
      turn(value);
      mean = pivot + means[0];
      square = squares[0];
      product = products[0];
    } else {
      int older = length - at;
      double step = blockMean - means[at];
      mean = pivot + (means[at] + step * at / length);
      square = squares[at] + blockSquares + step * step * ((double) older * at / length);
      product = products[at] + blockProducts + step * ((double) older * at / 2);
    }
  }

  /** The block is full: its values give way to the aggregates of its suffixes. */
  private void turn(double newest) {
    pivot = newest;
    means[length - 1] = 0;
    squares[length - 1] = 0;
    products[length - 1] = 0;
    for (int i = length - 2; i >= 0; i--) {
      int count = length - 1 - i;
      double delta = means[i + 1] - (means[i] - pivot);
      double share = 1.0 / (count + 1);
      means[i] = means[i + 1] - delta * share;
      squares[i] = squares[i + 1] + delta * delta * (count * share);
      products[i] = products[i + 1] + delta * count / 2;
    }
    at = 0;
    blockMean = 0;
    blockSquares = 0;
    blockProducts = 0;
  }

  double mean() {
    return mean;
  }

  /** The population deviation: the squares are divided by {@code length}. */
  double deviation() {
    return Math.sqrt(square / length);
  }

  /** The slope of the least-squares line, per value. */
  double slope() {
    return product * 12 / ((double) length * ((double) length * length - 1));
  }

  /** The mean with weights 1, 2, … {@code length}, the newest the heaviest. */
  double weightedMean() {
    return mean + product * 2 / ((double) length * (length + 1));
  }
}
