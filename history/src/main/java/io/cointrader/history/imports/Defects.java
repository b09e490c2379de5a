package io.cointrader.history.imports;

import io.cointrader.history.imports.FileReport.Dropped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a file, as it is found. Owned by one thread. */
final class Defects {

  private static final class Count {
    private final long firstLine;
    private long rows;

    Count(long firstLine) {
      this.firstLine = firstLine;
    }
  }

  private final Map<String, Count> dropped = new LinkedHashMap<>();
  private final List<String> repaired = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long bad;

  /** A row that makes no candle; too many of them and the file is refused. */
  void bad(String why, long line) {
    bad++;
    dropped(why, line);
  }

  /** A row that is left out by a rule. */
  void dropped(String why, long line) {
    dropped.computeIfAbsent(why, any -> new Count(line)).rows++;
  }

  void repaired(String what) {
    repaired.add(what);
  }

  void note(String what) {
    notes.add(what);
  }

  long bad() {
    return bad;
  }

  /** The first reason and its line. */
  String first() {
    return dropped.entrySet().stream()
        .findFirst()
        .map(entry -> "line " + entry.getValue().firstLine + ": " + entry.getKey())
        .orElse("");
  }

  List<Dropped> dropped() {
    List<Dropped> all = new ArrayList<>();
    dropped.forEach((why, count) -> all.add(new Dropped(why, count.rows, count.firstLine)));
    return all;
  }

  List<String> repaired() {
    return repaired;
  }

  List<String> notes() {
    return notes;
  }
}
