package io.cointrader.history.imports;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, whatever its syntax. Owned by one thread. */
interface Rows {

  /** The cells of the next row, or null at the end. */
  @Nullable List<String> next() throws IOException;

  /** The names of the cells; empty when the file names none. Known after the first row. */
  List<String> header();

  /** The line of the row that was read last. */
  long line();

  /** A name the file gives its market, or nothing. */
  String market();
}
