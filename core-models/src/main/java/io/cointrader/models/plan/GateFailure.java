package io.cointrader.models.plan;

/**
 * Why a gate denied.
 *
 * @param code stable, lower_snake
 * @param category what denials are counted by
 * @param value what was found, as text with its unit
 * @param limit what is allowed, as text with its unit
 */
public record GateFailure(String code, String category, String value, String limit) {

  @Override
  public String toString() {
    return code + ": " + value + " (limit " + limit + ")";
  }
}
