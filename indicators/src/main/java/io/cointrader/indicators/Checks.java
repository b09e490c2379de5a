package io.cointrader.indicators;

/** The bounds of parameters. */
final class Checks {

  private Checks() {}

  static void atLeastOne(String name, int length) {
    atLeast(1, name, length);
  }

  static void atLeast(int least, String name, int length) {
    if (length < least) {
      throw new IllegalArgumentException(
          name + " needs a length of " + least + " or more, found " + length);
    }
  }

  static void multiplier(String name, double multiplier) {
    if (!(multiplier > 0 && multiplier <= 100)) {
      throw new IllegalArgumentException(
          name + " needs a multiplier above 0 and at most 100, found " + multiplier);
    }
  }
}
