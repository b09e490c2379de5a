package io.cointrader.cli;

import io.cointrader.models.state.Restriction;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints data: JSON objects in stable order, tables for people, CSV. */
final class Output {

  private static final int WIDTH = 80;

  private Output() {}

  /** Made when there is JSON to print: it takes a tenth of the time of a check. */
  private static final class Json {
    static final JsonMapper INDENTED =
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    static final JsonMapper COMPACT = JsonMapper.builder().build();

    private Json() {}
  }

  /** The form of what a command prints. */
  enum Format {
    table,
    json
  }

  static Map<String, @Nullable Object> restriction(Restriction restriction) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("cause", restriction.cause());
    one.put("scope", restriction.scope().toString());
    one.put("level", restriction.level().name());
    one.put("since", restriction.since().toString());
    one.put("clearedBy", restriction.clearedBy().name());
    one.put("until", text(restriction.until()));
    one.put("detail", restriction.detail());
    return one;
  }

  /** An object with the version that every object begins with. */
  static Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("schemaVersion", 1);
    return object;
  }

  static void json(PrintWriter out, Object value) {
    out.println(jsonText(value));
  }

  /** A value as JSON, with line feeds between the lines wherever it is made. */
  static String jsonText(Object value) {
    return Json.INDENTED.writeValueAsString(value).replace("\r\n", "\n");
  }

  /** Lines no wider than a terminal; the first begins with the head, the others are indented. */
  static void wrapped(PrintWriter out, String head, String text) {
    String indent = " ".repeat(head.length());
    StringBuilder line = new StringBuilder(head);
    for (String word : text.split(" ")) {
      if (line.length() > head.length() && line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line.setLength(0);
        line.append(indent);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }

  /** A number of things, with an s where there is not one. */
  static String counted(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** The text of a value, as decimals and times are printed; null when there is none. */
  static @Nullable String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  /** A table with columns as wide as their widest cell; numbers to the right. */
  static void table(PrintWriter out, List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    String between = IntStream.of(widths).sum() + 2 * widths.length > WIDTH ? " " : "  ";
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String blanks = " ".repeat(widths[i] - cell.length());
        boolean number = !cell.isEmpty() && "-+.0123456789".indexOf(cell.charAt(0)) >= 0;
        line.append(i == 0 ? "" : between).append(number ? blanks + cell : cell + blanks);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** A table of words: every column to the left, the last one wrapped. */
  static void leftTable(PrintWriter out, List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int last = widths.length - 1;
    for (List<String> row : all) {
      StringBuilder head = new StringBuilder();
      for (int i = 0; i < last; i++) {
        head.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      wrapped(out, head.toString(), row.get(last));
    }
  }

  /** A row of CSV: lists as JSON, nothing where there is no value. */
  static void csv(PrintWriter out, Collection<? extends @Nullable Object> values) {
    List<String> cells = new ArrayList<>();
    for (Object value : values) {
      String text =
          value instanceof List<?> ? Json.COMPACT.writeValueAsString(value) : plain(value);
      cells.add(csvCell(text));
    }
    out.println(String.join(",", cells));
  }

  private static String plain(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String csvCell(String cell) {
    return cell.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }
}
