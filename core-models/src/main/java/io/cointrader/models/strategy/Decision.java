package io.cointrader.models.strategy;

import java.util.Locale;
import java.util.OptionalDouble;

/** The answer of a strategy to one closed candle. */
public sealed interface Decision {

  /**
   * To buy. Built by {@link Decision#buy}, which refuses what is not a trade.
   *
   * @param entry the price the levels were made at
   * @param stop below the entry
   * @param target1 above the entry
   * @param target2 above the first target
   * @param score 0 to 100
   * @param reason one line for people
   */
  record Buy(
      double entry, double stop, double target1, OptionalDouble target2, int score, String reason)
      implements Decision {

    /**
     * @throws IllegalArgumentException naming the rule that is broken
     */
    public Buy {
      String problem = problem(entry, stop, target1, target2, score);
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(problem);
      }
    }
  }

  /** To close the position that this strategy opened in the symbol; without one, nothing. */
  record Exit(String reason) implements Decision {}

  /** Nothing to do, and why: a stable lower_snake code. */
  record None(String code) implements Decision {}

  /**
   * A buy that is no trade: without stop, with a target on the wrong side, or with a bad number.
   */
  record Refused(String problem) implements Decision {}

  /** Starts a buy at the given reference price; the stop and a first target must follow. */
  static BuyBuilder buy(double entry) {
    return new BuyBuilder(entry);
  }

  static Decision exit(String reason) {
    return new Exit(reason);
  }

  /**
   * @param code a stable lower_snake code, for example {@code no_dip}
   * @param seen the values that led to it; they can be recomputed and are not kept
   */
  static Decision none(String code, double... seen) {
    return new None(code);
  }

  private static String problem(
      double entry, double stop, double target1, OptionalDouble target2, int score) {
    if (!(entry > 0 && entry < Double.POSITIVE_INFINITY)) {
      return "entry " + entry + " is not a price above 0";
    }
    if (!(stop > 0 && stop < entry)) {
      return "stop " + stop + " is not between 0 and the entry " + entry;
    }
    if (!(target1 > entry && target1 < Double.POSITIVE_INFINITY)) {
      return "first target " + target1 + " is not above the entry " + entry;
    }
    if (target2.isPresent()
        && !(target2.getAsDouble() > target1 && target2.getAsDouble() < Double.POSITIVE_INFINITY)) {
      return "second target " + target2.getAsDouble() + " is not above the first " + target1;
    }
    return score < 0 || score > 100 ? "score " + score + " is outside 0 to 100" : "";
  }

  /** Collects the levels of a buy. */
  final class BuyBuilder {

    private final double entry;
    private double stop = Double.NaN;
    private double target1 = Double.NaN;
    private OptionalDouble target2 = OptionalDouble.empty();
    private int score = 50;

    private BuyBuilder(double entry) {
      this.entry = entry;
    }

    public BuyBuilder stop(double price) {
      stop = price;
      return this;
    }

    public BuyBuilder targets(double first) {
      target1 = first;
      return this;
    }

    public BuyBuilder targets(double first, double second) {
      target1 = first;
      target2 = OptionalDouble.of(second);
      return this;
    }

    /** 0 to 100; 50 when not said. */
    public BuyBuilder score(int value) {
      score = value;
      return this;
    }

    /**
     * Ends the decision with its reason, formatted in {@link Locale#ROOT}.
     *
     * @return a {@link Buy}, or a {@link Refused} that says which level is wrong
     */
    public Decision because(String format, Object... values) {
      String problem = problem(entry, stop, target1, target2, score);
      if (!problem.isEmpty()) {
        return new Refused(problem);
      }
      String reason = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
      return new Buy(entry, stop, target1, target2, score, reason);
    }
  }
}
