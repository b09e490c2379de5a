package io.cointrader.benchmarks;

import com.sun.management.ThreadMXBean;
import io.cointrader.events.Recorder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ta4j.core.BarSeries;

/** Prints every measurement, peers and limits in turn in the same run. */
public final class Main {

  private static final int CANDLES = 1_000_000;
  private static final int WARM_UP = 12;
  private static final double WARM_UP_SECONDS = 30;
  static final int ROUNDS = 11;
  private static final String TA4J = "ta4j 0.17 DoubleNum";
  private static final String ENGINE = "CoinTrader, nothing recorded";

  private Main() {}

  /** Something to time; what it gives is kept, so that no work is left out. */
  interface Work {
    long run() throws IOException;
  }

  /**
   * @param args what to measure, of {@code calm}, {@code busy}, {@code symbols}, {@code verdicts},
   *     {@code indicators}, {@code strategies}, {@code bus}, {@code storage}, {@code starting},
   *     {@code store}, {@code report}, {@code optimizer}, with blanks between them
   */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, %d processors; %d rounds in turn after %d, and %.0f s, to warm up%n%n",
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ROUNDS,
        WARM_UP,
        WARM_UP_SECONDS);
    for (String what : String.join(" ", args).split(" ")) {
      switch (what) {
        case "calm" -> {
          if (Launches.isOne()) {
            backtest(what, 60, 240);
          } else {
            Launches.measure(what, ENGINE);
          }
        }
        case "busy" -> backtest(what, 10, 30);
        case "symbols" -> TenSymbols.measure();
        case "verdicts" -> Verdicts.measure();
        case "indicators" -> IndicatorValues.measure();
        case "strategies" -> NineStrategies.measure();
        case "bus" -> Dispatch.measure();
        case "storage" -> Durable.measure();
        case "starting" -> Starting.measure();
        case "store" -> StoreReading.measure();
        case "report" -> Reports.measure();
        case "optimizer" -> OptimizerScaling.measure();
        default ->
            throw new IllegalArgumentException(
                what
                    + ": choose among calm, busy, symbols, verdicts, indicators, strategies, bus,"
                    + " storage, starting, store, report, optimizer");
      }
    }
  }

  private static void backtest(String name, int fast, int slow) throws IOException {
    Series series = Series.walk(CANDLES, 42);
    PlainLoop.Trades loop = PlainLoop.run(series, fast, slow, 0.001);
    PlainLoop.Trades engine = CoinTraderRun.trades(series, fast, slow);
    boolean same =
        loop.count() == engine.count()
            && Arrays.equals(loop.entries(), engine.entries())
            && Arrays.equals(loop.exits(), engine.exits());
    if (!same) {
      throw new IllegalStateException(
          name
              + ": the loop closes "
              + loop.count()
              + " trades, the engine "
              + engine.count()
              + ", or at other prices");
    }
    BarSeries bars = Ta4jRun.load(series);
    System.out.printf(
        Locale.ROOT,
        "%s: EMA %d/%d, %d trades, the same in the plain loop and in the engine (ta4j: %d)%n",
        name,
        fast,
        slow,
        loop.count(),
        Ta4jRun.run(bars, fast, slow));
    Map<String, Work> rows = new LinkedHashMap<>();
    rows.put("plain array loop", () -> PlainLoop.run(series, fast, slow, 0.001).count());
    rows.put(TA4J, () -> Ta4jRun.run(bars, fast, slow));
    rows.put(
        ENGINE,
        () -> CoinTraderRun.run(series, fast, slow, Recorder.NONE, fact -> {}).totals().trades());
    print(rows, series.size, TA4J);
    rows.clear(); // a process that records compiles the loop otherwise
    rows.put(TA4J, () -> Ta4jRun.run(bars, fast, slow));
    rows.put("CoinTrader, journal on", () -> journaled(series, fast, slow));
    print(rows, series.size, TA4J);
  }

  private static long journaled(Series series, int fast, int slow) throws IOException {
    Path folder = Files.createTempDirectory("cointrader-bench");
    try {
      return CoinTraderRun.journaled(series, fast, slow, folder).totals().trades();
    } finally {
      delete(folder);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * Times every row in turn, round after round; prints medians, ranges and the ratio to a row.
   *
   * @return the median of the seconds of each row, in their order
   */
  static List<Double> print(Map<String, Work> rows, long items, String reference)
      throws IOException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, Long> bytes = new LinkedHashMap<>();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long kept = 0;
    double warm = System.nanoTime() / 1e9 + WARM_UP_SECONDS;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      if (round == -1 && System.nanoTime() / 1e9 < warm) {
        round--;
      }
      for (Map.Entry<String, Work> row : rows.entrySet()) {
        System.gc();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        kept += row.getValue().run();
        double took = (System.nanoTime() - began) / 1e9;
        if (round >= 0) {
          seconds.computeIfAbsent(row.getKey(), any -> new ArrayList<>()).add(took);
          bytes.put(row.getKey(), thread.getCurrentThreadAllocatedBytes() - allocated);
        }
      }
    }
    List<Double> medians = new ArrayList<>();
    double base = median(seconds.getOrDefault(reference, List.of(1.0)));
    System.out.printf(
        Locale.ROOT, "  %-34s %14s %25s %9s %8s%n", "", "candles/s", "range", "B/candle", "ratio");
    for (Map.Entry<String, List<Double>> row : seconds.entrySet()) {
      medians.add(median(row.getValue()));
      String allocated = Long.toString(bytes.getOrDefault(row.getKey(), 0L) / items);
      print(row.getKey(), row.getValue(), items, allocated, base);
    }
    System.out.println(kept == 0 ? "  nothing was done" : "");
    return medians;
  }

  /** One line of a table: how often in a second, and the ratio to a time. */
  static void print(String row, List<Double> seconds, long items, String bytes, double base) {
    double median = median(seconds);
    System.out.printf(
        Locale.ROOT,
        "  %-34s %,14.0f %,12.0f-%,12.0f %9s %8.2f%n",
        row,
        items / median,
        items / Collections.max(seconds),
        items / Collections.min(seconds),
        bytes,
        base / median);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
