package io.cointrader.indicators;

/**
 * The largest of the last values: values come in blocks as long as the window, which then is the
 * end of one block and the beginning of the next. Of a finished block the maxima from each place to
 * its end are kept (M. van Herk, Pattern Recognition Letters 13, 1992): amortised constant time.
 */
final class SlidingMaximum {

  private final double[] block; // values of this block, then maxima of the one before
  private int at;
  private boolean full;
  private double begun;

  SlidingMaximum(int length) {
    block = new double[length];
  }

  /** Takes the next value; the largest of the last {@code length}, or of all while fewer came. */
  double next(double value) {
    begun = at == 0 ? value : Math.max(begun, value);
    block[at++] = value;
    if (at == block.length) {
      finish();
      return begun;
    }
    return full ? Math.max(begun, block[at]) : begun;
  }

  private void finish() {
    for (int i = block.length - 2; i >= 0; i--) {
      block[i] = Math.max(block[i], block[i + 1]);
    }
    at = 0;
    full = true;
  }
}
