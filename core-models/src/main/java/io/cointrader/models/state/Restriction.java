package io.cointrader.models.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that stops trading until it is cleared in its stated way. At most one of each cause and
 * scope is in force.
 *
 * @param cause stable, lower_snake, for example {@code daily_loss}
 * @param until when it ends by itself; present exactly when time clears it
 * @param detail one line for people: what was found and the limit
 */
public record Restriction(
    String cause,
    Scope scope,
    Level level,
    Instant since,
    ClearedBy clearedBy,
    Optional<Instant> until,
    String detail) {

  /** How much is stopped. */
  public enum Level {
    /** No entries; exits, stops, cancels and reconciliation go on. */
    PROTECT,
    /** Nothing is sent but what an operator commands. */
    HALT
  }

  /** What ends it. */
  public enum ClearedBy {
    OPERATOR,
    TIME,
    PROOF
  }

  /**
   * @throws IllegalArgumentException when an end is given without time clearing it, or missing with
   *     it
   */
  public Restriction {
    if (until.isPresent() != (clearedBy == ClearedBy.TIME)) {
      throw new IllegalArgumentException(
          "restriction " + cause + ": cleared by " + clearedBy + " cannot go with until " + until);
    }
  }

  /** What identifies it among those in force. */
  public String key() {
    return key(cause, scope);
  }

  static String key(String cause, Scope scope) {
    return cause + "/" + scope;
  }
}
