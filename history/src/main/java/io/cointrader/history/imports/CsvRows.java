package io.cointrader.history.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of cells separated by commas, semicolons or tabs. Before the names of the columns there may
 * be a few lines of text; a file whose first row begins with a time has no names.
 */
final class CsvRows implements Rows {

  private static final int PREAMBLE = 5;

  private final BufferedReader in;
  private char separator = ',';
  private List<String> header = List.of();
  private @Nullable List<String> first;
  private boolean begun;
  private long line;

  CsvRows(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
  }

  @Override
  public @Nullable List<String> next() throws IOException {
    if (!begun) {
      begun = true;
      begin();
    }
    List<String> waiting = first;
    first = null;
    return waiting != null ? waiting : row();
  }

  private void begin() throws IOException {
    for (int i = 0; i < PREAMBLE; i++) {
      String text = text();
      if (text == null) {
        return;
      }
      if (i == 0 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      separator = separator(text);
      List<String> cells = cells(text);
      if (Columns.named(cells)) {
        header = cells;
        return;
      }
      if (Times.isTime(cells.get(0))) {
        first = cells;
        return;
      }
    }
    // no names and no times: whoever asks for the columns will say so
  }

  private @Nullable List<String> row() throws IOException {
    String text = text();
    return text == null ? null : cells(text);
  }

  /** The next line that is not empty. */
  private @Nullable String text() throws IOException {
    while (true) {
      String text = in.readLine();
      if (text == null) {
        return null;
      }
      line++;
      if (!text.isBlank()) {
        return text;
      }
    }
  }

  private static char separator(String text) {
    return text.indexOf(',') >= 0 ? ',' : text.indexOf(';') >= 0 ? ';' : '\t';
  }

  private List<String> cells(String text) {
    List<String> cells = new ArrayList<>(12);
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int close = text.indexOf('"', at + 1);
        at = close < 0 ? text.length() : close + 1;
      } else if (c == separator) {
        cells.add(cell(text, from, at));
        from = ++at;
      } else {
        at++;
      }
    }
    cells.add(cell(text, from, text.length()));
    return cells;
  }

  private static String cell(String text, int from, int to) {
    String cell = text.substring(from, to).strip();
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public String market() {
    return "";
  }
}
