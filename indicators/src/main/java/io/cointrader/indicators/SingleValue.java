package io.cointrader.indicators;

import io.cointrader.models.strategy.DoubleReading;

/** An indicator with one number that is its own reading. */
abstract class SingleValue extends Warming<DoubleReading> implements DoubleReading {

  private double value = Double.NaN;

  SingleValue(int warmup) {
    super(warmup);
  }

  /** Takes the next value; it is shown from the {@code warmup}-th on. */
  final void show(double next) {
    if (counted()) {
      value = next;
    }
  }

  @Override
  public final DoubleReading reading() {
    return this;
  }

  @Override
  public final double value() {
    return value;
  }
}
