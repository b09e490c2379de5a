package io.cointrader.persistence;

/** How far tests go: what every build shows, or everything ({@code -Pcrash}). */
public final class Campaign {

  private static final boolean WHOLE = Boolean.getBoolean("cointrader.campaign");

  private Campaign() {}

  public static boolean isWhole() {
    return WHOLE;
  }

  /** A count told on the console, so that what was provoked can be read off a build. */
  public static void tell(String what, long count) {
    System.out.printf("%s: %,d%n", what, count);
  }
}
