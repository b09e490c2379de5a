package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBDriver;

/**
 * The trials of a study as a Parquet file, a row each with a column for every setting and figure,
 * readable by pandas, polars and DuckDB as it is; written through DuckDB.
 */
final class TrialParquet {

  static final String FILE = "trials.parquet";

  private static final List<String> FIGURES =
      List.of(
          "net",
          "sharpe",
          "sortino",
          "calmar",
          "profit_factor",
          "expectancy",
          "sqn",
          "fees",
          "max_drawdown");

  private TrialParquet() {}

  /** In memory; fetches nothing from a network. */
  private static Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("temp_directory", "");
    return new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  /** Writes the file whole or not at all, from the trials in the order of stage and ordinal. */
  static void write(Path directory, StudyPlan plan, List<Trial> trials) {
    Path lines = directory.resolve("trials.sorted.part");
    Path part = directory.resolve(FILE + ".part");
    StringBuilder columns = new StringBuilder("stage, ordinal");
    for (Parameter parameter : plan.parameters()) {
      columns.append(", settings[").append(text(parameter.key())).append("] as ");
      columns.append(name(parameter.key()));
    }
    columns.append(", trades");
    for (String figure : FIGURES) {
      columns.append(", figures[").append(text(figure)).append("] as ").append(name(figure));
    }
    columns.append(", returns, profits, \"decisionsHash\", refused");
    try {
      Files.write(lines, trials.stream().sorted(Trial.ORDER).map(TrialJson::write).toList());
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "copy (select "
                + columns
                + " from read_json("
                + text(lines.toString())
                + ", format = 'newline_delimited', maximum_object_size = 268435456, columns = {"
                + "stage: 'VARCHAR', ordinal: 'INTEGER', settings: 'MAP(VARCHAR, VARCHAR)',"
                + " trades: 'INTEGER', figures: 'MAP(VARCHAR, DOUBLE)', returns: 'DOUBLE[]',"
                + " profits: 'DOUBLE[]', \"decisionsHash\": 'VARCHAR', refused: 'VARCHAR'})) to "
                + text(part.toString())
                + " (format parquet, compression zstd)");
      }
      Files.move(part, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
      Files.delete(lines);
    } catch (IOException | SQLException failed) {
      throw refused(directory, failed);
    }
  }

  /** Every trial of the file. */
  static List<Trial> read(Path directory, StudyPlan plan) {
    Path file = directory.resolve(FILE);
    List<Trial> trials = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select * from read_parquet(" + text(file.toString()) + ")")) {
      while (rows.next()) {
        trials.add(trial(rows, plan));
      }
    } catch (SQLException failed) {
      throw refused(directory, failed);
    }
    return trials;
  }

  private static Trial trial(ResultSet row, StudyPlan plan) throws SQLException {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Parameter parameter : plan.parameters()) {
      String value = row.getString(parameter.key());
      if (value != null) {
        settings.put(parameter.key(), value);
      }
    }
    SortedMap<String, Double> figures = new TreeMap<>();
    for (String figure : FIGURES) {
      double value = row.getDouble(figure);
      if (!row.wasNull()) {
        figures.put(figure, value);
      }
    }
    String refused = row.getString("refused");
    return new Trial(
        row.getString("stage"),
        row.getInt("ordinal"),
        settings,
        new Outcome(
            row.getInt("trades"),
            figures,
            numbers(row.getArray("returns")),
            numbers(row.getArray("profits")),
            row.getString("decisionsHash"),
            refused.isEmpty() ? Optional.empty() : Optional.of(refused)));
  }

  private static List<Double> numbers(Array array) throws SQLException {
    List<Double> numbers = new ArrayList<>();
    for (Object number : (Object[]) array.getArray()) {
      numbers.add((Double) number);
    }
    return numbers;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String name(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static StudyRefused refused(Path directory, Exception failed) {
    return new StudyRefused(
        ExitCode.STORAGE,
        directory
            + ": "
            + FILE
            + ": "
            + String.valueOf(failed.getMessage()).lines().findFirst().orElse("")
            + "; the trials are kept, run it again",
        failed);
  }
}
