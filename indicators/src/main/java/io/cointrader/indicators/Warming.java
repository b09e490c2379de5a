package io.cointrader.indicators;

import io.cointrader.models.strategy.Indicator;

/** Counts what an indicator must have seen before it shows anything. */
abstract class Warming<R> implements Indicator<R> {

  private int missing;

  Warming(int warmup) {
    missing = warmup;
  }

  /** Counts one value in; whether the reading is valid with it. */
  final boolean counted() {
    if (missing > 0) {
      missing--;
    }
    return missing == 0;
  }

  @Override
  public final boolean isReady() {
    return missing == 0;
  }
}
