package io.cointrader.config;

/**
 * Where something is written.
 *
 * @param source the file, {@code environment}, or the option
 * @param line from 1; 0 where the source has no lines
 * @param column from 1, in characters; 0 where the source has no lines
 */
record Place(String source, int line, int column) {

  static Place of(String source) {
    return new Place(source, 0, 0);
  }

  /** {@code cointrader.yaml:3}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
