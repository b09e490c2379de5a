package io.cointrader.risk;

import io.cointrader.models.plan.GateFailure;
import java.util.Optional;

/**
 * One rule that can deny an entry. A gate is stateless and pure; one that throws denies. Gates can
 * only deny: no gate can undo the denial of another.
 */
public interface Gate {

  /** Stable, lower_snake; shown with every denial. */
  String code();

  /** What denials of this gate are counted by. */
  String category();

  /** The value found and the limit when the entry breaks the rule; empty when it may pass. */
  Optional<GateFailure> check(Proposal proposal);

  /**
   * What the gate finds while it passes, and what it allows; for explanations only. A denial says
   * it itself.
   */
  default Optional<GateReading.Measure> measure(Proposal proposal) {
    return Optional.empty();
  }

  /** The failure of this gate with the given value and limit, both as text with their units. */
  default Optional<GateFailure> deny(String value, String limit) {
    return Optional.of(new GateFailure(code(), category(), value, limit));
  }
}
