package io.cointrader.indicators;

/**
 * The sum of the last values in constant amortised time, without ever subtracting: the sum of the
 * newest block so far plus that of what is left of the block before (van Herk 1992). A large value
 * that left the window leaves no rounding error behind.
 */
final class SlidingSum {

  /** Before {@code at} the values of this block, from there on suffix sums of the block before. */
  private final double[] block;

  private int at;
  private double prefix;

  SlidingSum(int length) {
    block = new double[length];
  }

  /** Takes the next value; the sum of the last {@code length}, or of all while fewer came. */
  double next(double value) {
    block[at] = value;
    prefix += value;
    at++;
    if (at < block.length) {
      return block[at] + prefix;
    }
    for (int i = block.length - 2; i >= 0; i--) {
      block[i] += block[i + 1];
    }
    at = 0;
    prefix = 0;
    return block[0];
  }
}
