package io.cointrader.indicators;

/** A channel that is its own reading. */
abstract class Bands extends Warming<BandsReading> implements BandsReading {

  private double upper = Double.NaN;
  private double middle = Double.NaN;
  private double lower = Double.NaN;

  Bands(int warmup) {
    super(warmup);
  }

  final void show(double nextUpper, double nextMiddle, double nextLower) {
    if (counted()) {
      upper = nextUpper;
      middle = nextMiddle;
      lower = nextLower;
    }
  }

  @Override
  public final BandsReading reading() {
    return this;
  }

  @Override
  public final double upper() {
    return upper;
  }

  @Override
  public final double middle() {
    return middle;
  }

  @Override
  public final double lower() {
    return lower;
  }
}
