package io.cointrader.models.input;

/**
 * What stands in the journal for inputs that can be read again: positions from (first) to (last).
 */
public sealed interface InputReference {

  long from();

  long to();

  /**
   * Inputs made from immutable files.
   *
   * @param sha256 over the sorted symbols and file hashes, in hex
   */
  record FileRows(String sha256, long from, long to) implements InputReference {}

  /** Inputs of the seeded generator. */
  record Generated(int version, long seed, long from, long to) implements InputReference {}
}
