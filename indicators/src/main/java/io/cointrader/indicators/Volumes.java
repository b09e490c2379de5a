package io.cointrader.indicators;

/** What counts as volume in a quotient. */
final class Volumes {

  /** Less than this is none: quotients of such numbers have lost their digits or overflow. */
  private static final double LEAST = 1e-200;

  private Volumes() {}

  static boolean traded(double volume) {
    return volume > LEAST;
  }
}
