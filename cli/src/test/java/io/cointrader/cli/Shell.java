package io.cointrader.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands in this process, over a data directory and candles of their own. */
final class Shell {

  private final Path home;

  /** What a command did. */
  record Done(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  Shell(Path home) {
    this.home = home;
  }

  Path data() {
    return home.resolve("data");
  }

  /** Words of a line, then arguments that may hold blanks. */
  Done execute(String line, String... more) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of(more));
    all.addAll(List.of("--data-dir", data().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Done(code, out.toString(), err.toString());
  }

  /** A file of 120 days of hours that walk from the beginning of 2024. */
  Path walk() throws IOException {
    return walk("WALK-USD", 0, 120);
  }

  /** A file of the hours from one day of 2024 to another, counted from 0. */
  Path walk(String symbol, int from, int to) throws IOException {
    return walk(symbol, from, to, Duration.ofHours(1));
  }

  /** A file of candles of this length. */
  Path walk(String symbol, int from, int to, Duration length) throws IOException {
    long day = Duration.ofDays(1).dividedBy(length);
    Random chance = new Random(3);
    StringBuilder rows = new StringBuilder("timestamp,open,high,low,close,volume\n");
    double price = 100;
    for (long candle = day * from; candle < day * to; candle++) {
      double open = price;
      price *= 1 + 0.008 * chance.nextGaussian();
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%.4f,%d%n",
              1_704_067_200L + candle * length.toSeconds(),
              open,
              Math.max(open, price) * 1.003,
              Math.min(open, price) * 0.997,
              price,
              10 + chance.nextInt(30)));
    }
    return Files.writeString(home.resolve(symbol + ".csv"), rows);
  }
}
