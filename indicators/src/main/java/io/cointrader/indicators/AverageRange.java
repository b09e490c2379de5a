package io.cointrader.indicators;

import io.cointrader.models.market.Candle;

/** The average true range as {@link Atr} defines it, for all that are made of it. */
final class AverageRange {

  private final Smoothed average;
  private double before = Double.NaN;

  AverageRange(int length) {
    average = Smoothed.wilder(length);
  }

  double next(Candle candle) {
    double range = candle.high() - candle.low();
    if (!Double.isNaN(before)) {
      range =
          Math.max(
              range, Math.max(Math.abs(candle.high() - before), Math.abs(candle.low() - before)));
    }
    before = candle.close();
    return average.next(range);
  }
}
