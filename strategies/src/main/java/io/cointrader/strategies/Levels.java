package io.cointrader.strategies;

import io.cointrader.models.market.CandleView;
import io.cointrader.models.strategy.Decision;

/**
 * Targets in multiples of the risk that can also pay for the trade: the first target is at least
 * the least move away, the second at least twice that.
 */
final class Levels {

  private static final double WIDEST = 0.15;

  private Levels() {}

  static Decision.BuyBuilder buy(
      double close, double stop, double first, double second, double leastMove) {
    double risk = close - stop;
    double target1 = close + Math.max(first * risk, leastMove * close);
    double target2 = Math.max(close + second * risk, close + 2 * (target1 - close));
    return Decision.buy(close).stop(stop).targets(target1, target2);
  }

  /** Whether a stop lies further away than 15 % of the price, where it is no stop of this trade. */
  static boolean isWide(double close, double stop) {
    return stop < close * (1 - WIDEST);
  }

  /** Where in the newest candle its close lies, 0 at the low and 1 at the high; without range ½. */
  static double place(CandleView candles) {
    double range = candles.high(0) - candles.low(0);
    return range > 0 ? (candles.close(0) - candles.low(0)) / range : 0.5;
  }

  /**
   * Points for a value: the most from the best threshold on, less below it, none under the least.
   */
  static int points(double value, double least, double better, double best, int most) {
    if (value >= best) {
      return most;
    }
    if (value >= better) {
      return most * 2 / 3;
    }
    return value >= least ? most / 3 : 0;
  }
}
