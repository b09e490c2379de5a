package io.cointrader.backtest.check;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The first place where two runs that should decide alike do not.
 *
 * @param expected what the first decided; empty when only the second decided anything
 * @param found what the second decided
 */
public record Difference(Optional<Step> expected, Optional<Step> found) {

  /** Compares two runs step by step. */
  static Optional<Difference> first(
      Iterator<Step> expected, Iterator<Step> found, BiPredicate<Step, Step> alike) {
    while (expected.hasNext() || found.hasNext()) {
      Optional<Step> one = expected.hasNext() ? Optional.of(expected.next()) : Optional.empty();
      Optional<Step> two = found.hasNext() ? Optional.of(found.next()) : Optional.empty();
      if (one.isEmpty() || two.isEmpty() || !alike.test(one.get(), two.get())) {
        return Optional.of(new Difference(one, two));
      }
    }
    return Optional.empty();
  }

  /** The step that is there, the expected one before the other. */
  public Step step() {
    return expected.or(() -> found).orElseThrow();
  }

  /** When it is: the earlier of the two. */
  public Instant at() {
    Instant one = step().at();
    Instant two = found.orElse(step()).at();
    return two.isBefore(one) ? two : one;
  }
}
