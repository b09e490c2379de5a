package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Proposal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What every risk gate has to keep. To be extended; that the gate denies what it should is its
 * author's test, for which {@link Proposals} gives entries.
 */
public abstract class GateContract {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final int ROUNDS = 20;
  private static final long NANOS_PER_CHECK = 1_000_000;

  /** For subclasses. */
  protected GateContract() {}

  /** The gate to be tested, made anew. */
  protected abstract Gate subject();

  /** Its code and category are lower_snake and stay the same. */
  @Test
  public final void hasAStableCode() {
    for (Gate gate : List.of(subject(), subject())) {
      assertTrue(CODE.matcher(gate.code()).matches(), () -> "code \"" + gate.code() + "\"");
      assertTrue(
          CODE.matcher(gate.category()).matches(), () -> "category \"" + gate.category() + "\"");
      assertEquals(subject().code(), gate.code(), "code()");
      assertEquals(subject().category(), gate.category(), "category()");
    }
  }

  /** A denial carries the gate's own code and category, the value found and the limit. */
  @Test
  public final void deniesWithReason() {
    Gate gate = subject();
    for (Proposal proposal : Proposals.all()) {
      check(gate, proposal)
          .ifPresent(
              failure -> {
                assertEquals(gate.code(), failure.code(), "the code of a denial");
                assertEquals(gate.category(), failure.category(), "the category of a denial");
                assertTrue(!failure.value().isBlank(), "the value of a denial is blank");
                assertTrue(!failure.limit().isBlank(), "the limit of a denial is blank");
              });
    }
  }

  private static Optional<GateFailure> check(Gate gate, Proposal proposal) {
    try {
      return gate.check(proposal);
    } catch (RuntimeException | LinkageError broken) {
      return fail("the gate threw " + broken + ", which denies every such entry", broken);
    }
  }

  private static List<Optional<GateFailure>> answers(Gate gate, List<Proposal> proposals) {
    List<Optional<GateFailure>> answers = new ArrayList<>();
    proposals.forEach(proposal -> answers.add(check(gate, proposal)));
    return answers;
  }

  /** The same entry gets the same answer: again, from another instance, in any order. */
  @Test
  public final void keepsNothingBetweenChecks() {
    List<Proposal> proposals = Proposals.all();
    Gate gate = subject();
    List<Optional<GateFailure>> first = answers(gate, proposals);
    assertEquals(first, answers(gate, proposals), "checked again");
    assertEquals(first, answers(subject(), proposals), "checked by another instance");
    Collections.reverse(proposals);
    List<Optional<GateFailure>> backwards = answers(subject(), proposals);
    Collections.reverse(backwards);
    assertEquals(first, backwards, "checked in the opposite order");
  }

  /** A check takes no longer than a millisecond: the mean of the best of twenty rounds. */
  @Test
  public final void isQuick() {
    List<Proposal> proposals = Proposals.all();
    Gate gate = subject();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && best > NANOS_PER_CHECK; round++) {
      long begin = System.nanoTime();
      answers(gate, proposals);
      best = Math.min(best, (System.nanoTime() - begin) / proposals.size());
    }
    if (best > NANOS_PER_CHECK) {
      fail("a check takes " + best / 1_000 + " µs on average; the limit is 1000 µs");
    }
  }
}
