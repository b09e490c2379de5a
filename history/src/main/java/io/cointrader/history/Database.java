package io.cointrader.history;

import io.cointrader.models.feed.CandleTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB in memory, as reader and writer of Parquet files. Fetches nothing from a network. Owned by
 * one thread.
 */
final class Database implements AutoCloseable {

  /** Reads a row of a result. */
  @FunctionalInterface
  interface RowReader {
    void row(ResultSet row) throws SQLException;
  }

  private final DuckDBConnection connection;

  Database() {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("enable_external_file_cache", "false");
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("temp_directory", "");
    try {
      Connection opened = new DuckDBDriver().connect("jdbc:duckdb:", settings);
      connection = opened.unwrap(DuckDBConnection.class);
    } catch (SQLException failed) {
      throw new HistoryException(
          HistoryException.Kind.STORAGE,
          "DuckDB cannot be opened: " + firstLine(failed) + "; run it again");
    } catch (LinkageError unloadable) {
      throw new HistoryException(
          HistoryException.Kind.STORAGE,
          "the native library of DuckDB cannot be loaded ("
              + unloadable
              + "); the temporary directory "
              + System.getProperty("java.io.tmpdir")
              + " needs 60 MB and must allow programs");
    }
  }

  /** A text as SQL writes it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The rows of Parquet files in the order of the files. */
  static String parquet(List<Path> files) {
    return files.stream()
        .map(file -> quoted(literal(file.toAbsolutePath().toString())))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  /** A name as a pattern that only it matches: what DuckDB reads is always a pattern. */
  private static String literal(String name) {
    return name.replaceAll("[*?\\[]", "[$0]");
  }

  void query(String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.row(rows);
      }
    }
  }

  /** Writes rows as one Parquet file that is whole when this returns, though not yet forced. */
  void write(CandleTable table, int from, int to, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE candles (millis BIGINT, open DOUBLE, high DOUBLE,"
              + " low DOUBLE, close DOUBLE, volume DOUBLE)");
      try (DuckDBAppender rows = connection.createAppender("temp", "main", "candles")) {
        for (int i = from; i < to; i++) {
          rows.beginRow();
          rows.append(table.openMillis(i));
          rows.append(table.open(i));
          rows.append(table.high(i));
          rows.append(table.low(i));
          rows.append(table.close(i));
          rows.append(table.volume(i));
          rows.endRow();
        }
      }
      statement.execute(
          "COPY (SELECT make_timestamptz(millis * 1000) AS open_time, open, high, low, close,"
              + " volume FROM candles ORDER BY millis) TO "
              + quoted(file.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  /** What DuckDB says, but for the sentence with which it says that it has said it before. */
  static String firstLine(SQLException failed) {
    return String.valueOf(failed.getMessage())
        .lines()
        .findFirst()
        .filter(line -> !line.contains("closed pending query result"))
        .orElse("its content is damaged");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // nothing is in it that a file does not hold
    }
  }
}
