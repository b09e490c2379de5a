package io.cointrader.risk;

import java.util.Optional;

/**
 * What a gate found at one moment, for people.
 *
 * @param code of the gate
 * @param measure empty when the gate passed and does not say what it looked at
 */
public record GateReading(String code, boolean passed, Optional<Measure> measure) {

  /**
   * What is found and what is allowed.
   *
   * @param value as text with its unit
   * @param limit as text with its unit
   */
  public record Measure(String value, String limit) {}
}
