package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.history.CandleStore;
import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints stored candles. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Print stored candles; the CSV can be given to run --data.")
final class DataExportCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin StoreOptions store = new StoreOptions();

  @Parameters(paramLabel = "SYMBOL", description = "Whose candles.")
  @Nullable Symbol symbol;

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Their length (default: the shortest stored).")
  @Nullable Timeframe timeframe;

  @Option(names = "--from", paramLabel = "TIME", description = "From this UTC time on.")
  @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Until before this UTC time.")
  @Nullable Instant to;

  /** What is printed. */
  enum Form {
    csv,
    json,
    table
  }

  @Option(
      names = "--output",
      paramLabel = "csv|json|table",
      defaultValue = "csv",
      description = "What is printed (default: csv).")
  Form output = Form.csv;

  @Override
  public Integer call() {
    Symbol asked = symbol;
    if (asked == null) {
      throw new CommandFailure(ExitCode.USAGE, "export what? write data export SYMBOL");
    }
    return store.reading(
        opened -> {
          StoreOptions.symbols(opened, List.of(asked));
          Timeframe length = timeframe == null ? opened.timeframes(asked).get(0) : timeframe;
          print(asked, length, read(opened, asked, length));
          return 0;
        });
  }

  private CandleTable read(CandleStore opened, Symbol asked, Timeframe length) {
    CandleTable table =
        opened.read(
            asked, length, from == null ? Instant.EPOCH : from, to == null ? Instant.MAX : to);
    if (table.size() == 0) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "there are no "
              + length.label()
              + " candles of "
              + asked
              + (from == null && to == null ? "" : " in that time")
              + "; `cointrader data list` shows what there is");
    }
    return table;
  }

  private void print(Symbol asked, Timeframe length, CandleTable table) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case csv -> csv(out, table);
      case json -> {
        Map<String, @Nullable Object> object = Output.object();
        object.put("symbol", asked.toString());
        object.put("timeframe", length.label());
        object.put("candles", objects(table));
        Output.json(out, object);
      }
      case table ->
          Output.table(
              out, List.of("open time", "open", "high", "low", "close", "volume"), rows(table));
    }
  }

  /** As {@code run --data} reads it: Unix seconds, plain decimals. */
  private static void csv(PrintWriter out, CandleTable table) {
    StringBuilder lines = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < table.size(); i++) {
      lines.append(table.openMillis(i) / 1000);
      for (String number : numbers(table, i)) {
        lines.append(',').append(number);
      }
      lines.append('\n');
      if (lines.length() > 1 << 16) {
        out.print(lines);
        lines.setLength(0);
      }
    }
    out.print(lines);
    out.flush();
  }

  private static List<String> numbers(CandleTable table, int i) {
    return List.of(
        plain(table.open(i)),
        plain(table.high(i)),
        plain(table.low(i)),
        plain(table.close(i)),
        plain(table.volume(i)));
  }

  private static String plain(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value));
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  private static List<List<String>> rows(CandleTable table) {
    return new AbstractList<>() {
      @Override
      public List<String> get(int i) {
        List<String> n = numbers(table, i);
        String time = Figures.time(Instant.ofEpochMilli(table.openMillis(i)));
        return List.of(time, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4));
      }

      @Override
      public int size() {
        return table.size();
      }
    };
  }

  private static List<Map<String, String>> objects(CandleTable table) {
    return new AbstractList<>() {
      @Override
      public Map<String, String> get(int i) {
        List<String> n = numbers(table, i);
        Map<String, String> one = new LinkedHashMap<>();
        one.put("openTime", Instant.ofEpochMilli(table.openMillis(i)).toString());
        one.put("open", n.get(0));
        one.put("high", n.get(1));
        one.put("low", n.get(2));
        one.put("close", n.get(3));
        one.put("volume", n.get(4));
        return one;
      }

      @Override
      public int size() {
        return table.size();
      }
    };
  }
}
