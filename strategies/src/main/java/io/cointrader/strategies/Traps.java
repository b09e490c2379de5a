package io.cointrader.strategies;

import io.cointrader.indicators.Swings;
import io.cointrader.indicators.SwingsReading;
import java.util.Optional;

/**
 * Tops under which buying is a trap, by the newest three confirmed swing highs. The predecessor
 * kept swings in a memory of its own for two hours; here they follow from the candles, and those of
 * more than {@value #LONGEST} candles ago count no more.
 */
final class Traps {

  static final String TRIPLE_TOP = "triple_top";
  static final String HEAD_AND_SHOULDERS = "head_and_shoulders";

  /** What to ask for. */
  static final Swings SWINGS = Swings.of(2, 3);

  private static final int LONGEST = 72;
  private static final double LEVEL = 0.005;
  private static final double SHOULDERS = 0.01;

  private Traps() {}

  /** The code of the trap at a price; empty without one. */
  static Optional<String> at(SwingsReading swings, double price) {
    if (swings.highs() < 3 || swings.highAge(2) > LONGEST) {
      return Optional.empty();
    }
    double right = swings.high(0);
    double middle = swings.high(1);
    double left = swings.high(2);
    if (isTripleTop(left, middle, right, price)) {
      return Optional.of(TRIPLE_TOP);
    }
    return isHeadAndShoulders(left, middle, right, price)
        ? Optional.of(HEAD_AND_SHOULDERS)
        : Optional.empty();
  }

  /** Three highs within 0.5 % of their mean, and a price not more than 0.5 % above it. */
  static boolean isTripleTop(double left, double middle, double right, double price) {
    double mean = (left + middle + right) / 3;
    return Math.abs(left - mean) <= LEVEL * mean
        && Math.abs(middle - mean) <= LEVEL * mean
        && Math.abs(right - mean) <= LEVEL * mean
        && price <= mean * (1 + LEVEL);
  }

  /**
   * A middle high more than 1 % above both others, which differ by at most 1 %, and a price not
   * more than 2 % above their mean and under the head. The predecessor took any higher middle for a
   * head.
   */
  static boolean isHeadAndShoulders(double left, double middle, double right, double price) {
    double mean = (left + right) / 2;
    return middle > Math.max(left, right) * (1 + SHOULDERS)
        && Math.abs(left - right) <= SHOULDERS * mean
        && price <= mean * (1 + 2 * SHOULDERS)
        && price < middle;
  }
}
