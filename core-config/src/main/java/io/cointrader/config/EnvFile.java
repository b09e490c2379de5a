package io.cointrader.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .env} files as people write them, by the rules of a POSIX shell: {@code export},
 * comments after a blank, single quotes (literal), double quotes with escapes, both over several
 * lines; blanks around {@code =}, CRLF and a byte order mark are taken too. Nothing is expanded.
 */
final class EnvFile {

  /** One assignment. */
  record Assignment(String name, String value, int line) {}

  /** A line that is no assignment; the rule continues "the line …" and never repeats it. */
  record Fault(int line, String rule, String fix) {}

  private static final String ASSIGN = "write NAME=value";
  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";

  private final String text;
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private int at;
  private int line = 1;

  private EnvFile(String text) {
    this.text = text;
  }

  static EnvFile parse(String content) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    EnvFile file = new EnvFile(text.replace("\r\n", "\n"));
    file.read();
    return file;
  }

  List<Assignment> assignments() {
    return assignments;
  }

  List<Fault> faults() {
    return faults;
  }

  private void read() {
    while (at < text.length()) {
      int end = endOfLine();
      String current = text.substring(at, end).strip();
      if (current.isEmpty() || current.startsWith("#")) {
        next(end);
        continue;
      }
      assignment(end);
    }
  }

  private void assignment(int end) {
    String current = text.substring(at, end);
    int equals = current.indexOf('=');
    String name = equals < 0 ? "" : current.substring(0, equals).strip();
    if (name.startsWith("export ") || name.startsWith("export\t")) {
      name = name.substring(7).strip();
    }
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      faults.add(new Fault(line, "is no NAME=value", ASSIGN));
      next(end);
      return;
    }
    int start = line;
    at += equals + 1;
    boolean blank = at < end && isBlank(text.charAt(at));
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    char first = at < end ? text.charAt(at) : '\n';
    if (first == '"' || first == '\'') {
      quoted(name, first, start);
    } else {
      String raw = text.substring(at, end);
      if (raw.startsWith(PEM_BEGIN) && !raw.contains(PEM_END)) {
        unquotedKey(end);
        return;
      }
      assignments.add(new Assignment(name, raw.substring(0, comment(raw, blank)).strip(), start));
      next(end);
    }
  }

  /** Passes over a key that stands over several lines without quotes, so that none is shown. */
  private void unquotedKey(int endOfFirst) {
    faults.add(
        new Fault(
            line,
            "begins a key over several lines without quotes",
            "put quotes around the whole key, or write it in one line with \\n"));
    next(endOfFirst);
    boolean inside = true;
    while (inside && at < text.length()) {
      int end = endOfLine();
      String current = text.substring(at, end).strip();
      inside = !current.startsWith(PEM_END) && current.matches("[A-Za-z0-9+/=]*");
      if (inside || current.startsWith(PEM_END)) {
        next(end);
      }
    }
  }

  /** Where a comment begins: at a # after a blank; else the end. */
  private static int comment(String raw, boolean blankBefore) {
    boolean blank = blankBefore;
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '#' && blank) {
        return i;
      }
      blank = isBlank(raw.charAt(i));
    }
    return raw.length();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void quoted(String name, char quote, int start) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      }
      if (c == '\\' && quote == '"' && at < text.length()) {
        value.append(escaped(text.charAt(at++)));
      } else {
        value.append(c);
      }
    }
    if (at >= text.length()) {
      faults.add(new Fault(start, "begins with " + quote + " and never ends", "close the quote"));
      return;
    }
    at++;
    int end = endOfLine();
    String rest = text.substring(at, end).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      faults.add(new Fault(start, "has more text after the closing quote", ASSIGN));
    } else {
      assignments.add(new Assignment(name, value.toString(), start));
    }
    next(end);
  }

  /**
   * What a backslash and this character stand for; a backslash at the end of a line joins lines.
   */
  private String escaped(char c) {
    if (c == '\n') {
      line++;
    }
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '\n' -> "";
      case '"', '\\', '$', '`' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private void next(int end) {
    at = end + 1;
    line++;
  }
}
