package io.cointrader.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes a JSON object, as log lines are, of each line for people. Thread-safe. */
final class JsonLines extends Writer {

  private static final String OPTION = "--log-format";

  private final JsonMapper json = JsonMapper.builder().build(); // none where no JSON is asked for
  private final PrintWriter target;
  private final StringBuilder line = new StringBuilder();

  private JsonLines(PrintWriter target) {
    this.target = target;
  }

  static PrintWriter on(PrintWriter target) {
    return new PrintWriter(new JsonLines(target), true);
  }

  /** Before the options are read, so that what is wrong with them is JSON too. */
  static boolean isAskedFor(String... args) {
    List<String> all = Arrays.asList(args);
    int option = all.indexOf(OPTION);
    return all.contains(OPTION + "=json")
        || option >= 0 && option + 1 < all.size() && all.get(option + 1).equals("json");
  }

  @Override
  public void write(char[] text, int from, int length) {
    synchronized (lock) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          end();
        } else if (text[i] != '\r') {
          line.append(text[i]);
        }
      }
    }
  }

  private void end() {
    String text = line.toString().strip();
    line.setLength(0);
    if (text.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("@timestamp", Instant.now().toString());
    object.put("@version", "1");
    object.put("message", text);
    object.put("logger_name", "cointrader");
    object.put("level", level(text));
    target.println(json.writeValueAsString(object));
  }

  private static String level(String text) {
    return text.startsWith("cointrader: ") || text.startsWith("error: ")
        ? "ERROR"
        : text.startsWith("warning: ") ? "WARN" : "INFO";
  }

  @Override
  public void flush() {
    target.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
