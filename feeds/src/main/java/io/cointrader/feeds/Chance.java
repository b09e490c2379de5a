package io.cointrader.feeds;

/** SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, for ever. */
final class Chance {

  private static final double UNIT = 0x1.0p-53;
  private static final double SQRT3 = 1.7320508075688772;

  private long state;

  Chance(long seed) {
    state = seed;
  }

  private long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Uniform from 0 to below 1. */
  double uniform() {
    return (nextLong() >>> 11) * UNIT;
  }

  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Near to normal with mean 0 and deviation 1: the scaled sum of four uniforms, within ±3.5. */
  double bell() {
    return (uniform() + uniform() + uniform() + uniform() - 2) * SQRT3;
  }
}
