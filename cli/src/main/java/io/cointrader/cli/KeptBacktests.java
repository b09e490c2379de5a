package io.cointrader.cli;

import io.cointrader.backtest.BacktestStore;
import io.cointrader.backtest.Comparison;
import io.cointrader.backtest.StoredRun;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.persistence.codec.CodecException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Backtests that were kept. */
final class KeptBacktests {

  private static final int SETTINGS_TOLD = 30;

  private KeptBacktests() {}

  /** Where they are. */
  static final class Where {
    @Mixin DirectoryOptions options = new DirectoryOptions();

    BacktestStore store() {
      return BacktestStore.in(options.dataDir);
    }

    List<BacktestStore.Entry> all(PrintWriter err) {
      List<BacktestStore.Entry> all = guarded(() -> store().list(err::println));
      if (all.isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_DATA,
            "there is no backtest under "
                + store().folder().toAbsolutePath().normalize()
                + "; make one with cointrader backtest, or name another --data-dir");
      }
      return all;
    }

    StoredRun load(String id, PrintWriter err) {
      List<String> ids = all(err).stream().map(BacktestStore.Entry::id).toList();
      if (!ids.contains(id)) {
        throw new CommandFailure(
            ExitCode.BAD_DATA,
            "there is no backtest "
                + id
                + " under "
                + store().folder()
                + "; `cointrader backtest list` lists them");
      }
      return guarded(() -> store().load(id));
    }
  }

  private static <T> T guarded(Supplier<T> action) {
    try {
      return action.get();
    } catch (CodecException damaged) {
      throw new CommandFailure(ExitCode.BAD_DATA, String.valueOf(damaged.getMessage()));
    } catch (UncheckedIOException failed) {
      throw new CommandFailure(ExitCode.BAD_DATA, String.valueOf(failed.getCause()));
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every backtest that is kept, oldest first.")
  static final class Listing implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();
    @Mixin OutputOption output = new OutputOption();

    @Override
    public Integer call() {
      List<BacktestStore.Entry> all = where.all(spec.commandLine().getErr());
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("backtests", all.stream().map(Listing::fields).toList());
        Output.json(out, object);
        return 0;
      }
      List<List<String>> rows = new ArrayList<>();
      for (BacktestStore.Entry entry : all) {
        RunSummary run = entry.summary();
        rows.add(
            List.of(
                entry.id(),
                run.symbols().size() == 1
                    ? run.symbols().get(0).toString()
                    : run.symbols().size() + " symbols",
                Figures.time(run.dataFrom()).substring(0, 10),
                Figures.time(run.dataTo()).substring(0, 10),
                Integer.toString(run.totals().trades()),
                Figures.money(run.totals().netPnl()),
                Figures.percent(run.maxDrawdownFraction())));
      }
      Output.table(out, List.of("backtest", "of", "from", "to", "trades", "net", "drawdown"), rows);
      return 0;
    }

    private static Map<String, @Nullable Object> fields(BacktestStore.Entry entry) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("id", entry.id());
      one.put("kept", entry.kept().toString());
      one.put("symbols", entry.summary().symbols().stream().map(Object::toString).toList());
      one.put("dataFrom", entry.summary().dataFrom().toString());
      one.put("dataTo", entry.summary().dataTo().toString());
      one.put("trades", entry.summary().totals().trades());
      one.put("netPnl", entry.summary().totals().netPnl().toString());
      one.put("maxDrawdownFraction", entry.summary().maxDrawdownFraction().toString());
      one.put("decisionsHash", entry.summary().decisionsHash());
      one.put("build", entry.summary().build());
      return one;
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "The report of a backtest that is kept, as it was printed.")
  static final class Show implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();

    @Parameters(
        arity = "0..1",
        paramLabel = "ID",
        description = "A backtest (default: the newest).")
    @Nullable String id;

    @Option(
        names = "--output",
        paramLabel = "table|json|csv",
        defaultValue = "table",
        description = "What is printed (default: table).")
    BacktestCommand.Form output = BacktestCommand.Form.table;

    @Option(
        names = "--report",
        paramLabel = "FILE.html",
        description = "Write the report as one HTML file that needs no network.")
    @Nullable Path report;

    @Override
    public Integer call() {
      PrintWriter err = spec.commandLine().getErr();
      if (report != null) {
        BacktestCommand.checkReport(report);
      }
      List<BacktestStore.Entry> all = where.all(err);
      StoredRun run = where.load(id == null ? all.get(all.size() - 1).id() : id, err);
      if (report != null) {
        BacktestCommand.writeReport(report, run, err, where.options.quiet);
      }
      BacktestCommand.print(
          spec.commandLine().getOut(),
          run,
          output,
          Output.jsonText(BacktestJson.fields(run.result(), run.seed())));
      return 0;
    }
  }

  /** Compares two. */
  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      description = "Where two backtests part, trade by trade, and what may be the cause.")
  static final class Compare implements Callable<Integer> {

    /** Twelve digits tell two hashes apart; JSON has them whole. */
    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{20,}\\b");

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin Where where = new Where();
    @Mixin OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "A", description = "A backtest.")
    String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    String second = "";

    @Override
    public Integer call() {
      PrintWriter err = spec.commandLine().getErr();
      StoredRun a = where.load(first, err);
      StoredRun b = where.load(second, err);
      Comparison comparison = Comparison.of(a, b);
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        Output.json(out, fields(a, b, comparison));
      } else {
        print(out, a, b, comparison);
      }
      return 0;
    }

    private static void print(PrintWriter out, StoredRun a, StoredRun b, Comparison comparison) {
      Output.table(
          out,
          List.of("backtest", "trades", "won", "net", "fees", "end", "drawdown"),
          List.of(row(a), row(b)));
      out.println();
      int same = comparison.same();
      if (comparison.firstOfA().isEmpty() && comparison.firstOfB().isEmpty()) {
        out.println(
            comparison.sameDecisions()
                ? "Every decision is the same, and so are all " + same + " trades."
                : "All " + same + " trades are the same; other decisions are not.");
      } else {
        out.println(
            (same == 0 ? "They part at the first trade" : "They part after " + same + " trades")
                + ":");
        out.println("  A  " + line(comparison.firstOfA()));
        out.println("  B  " + line(comparison.firstOfB()));
      }
      out.println();
      causes(out, comparison);
    }

    private static void causes(PrintWriter out, Comparison comparison) {
      List<Comparison.Difference> all = comparison.differences();
      if (all.isEmpty()) {
        out.println("Configuration, data, build, seed and plugins are the same.");
        return;
      }
      out.println("What they were made with that is not the same:");
      List<List<String>> rows = new ArrayList<>();
      for (Comparison.Difference one : all.subList(0, Math.min(SETTINGS_TOLD, all.size()))) {
        rows.add(List.of("  " + one.kind(), one.name(), told(one.a()), told(one.b())));
      }
      if (fits(rows)) {
        Output.leftTable(out, List.of("  what", "name", "A", "B"), rows);
      } else {
        for (List<String> row : rows) {
          out.println(row.get(0) + " " + row.get(1));
          Output.wrapped(out, "    A  ", row.get(2));
          Output.wrapped(out, "    B  ", row.get(3));
        }
      }
      if (all.size() > SETTINGS_TOLD) {
        out.println("  … and " + (all.size() - SETTINGS_TOLD) + " more; --output json has all");
      }
    }

    private static String told(Optional<String> value) {
      return HASH.matcher(value.orElse("-")).replaceAll("$1");
    }

    private static boolean fits(List<List<String>> rows) {
      int width = 0;
      for (int i = 0; i < 4; i++) {
        int column = i;
        width += 2 + rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      }
      return width <= 82;
    }

    private static List<String> row(StoredRun run) {
      RunSummary summary = run.result().summary();
      return List.of(
          run.id(),
          Integer.toString(summary.totals().trades()),
          Integer.toString(summary.totals().wins()),
          Figures.money(summary.totals().netPnl()),
          Figures.money(summary.totals().fees()),
          Figures.money(summary.endEquity()),
          Figures.percent(summary.maxDrawdownFraction()));
    }

    private static String line(Optional<Trade> trade) {
      if (trade.isEmpty()) {
        return "no further trade";
      }
      ClosedTrade closed = trade.get().closed();
      return closed.symbol()
          + " "
          + closed.strategy()
          + "\n       "
          + Figures.time(closed.entryTime())
          + " "
          + Figures.quantity(closed.quantity())
          + " at "
          + Figures.price(closed.entryPrice())
          + " to "
          + Figures.time(closed.exitTime())
          + " at "
          + Figures.price(closed.exitPrice())
          + "\n       "
          + closed.exitReason().code()
          + ", net "
          + Figures.money(closed.netPnl());
    }

    private static Map<String, @Nullable Object> fields(
        StoredRun a, StoredRun b, Comparison comparison) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("a", a.id());
      object.put("b", b.id());
      object.put("sameDecisions", comparison.sameDecisions());
      object.put("sameTrades", comparison.same());
      object.put("firstOfA", comparison.firstOfA().map(one -> trade(a, one)).orElse(null));
      object.put("firstOfB", comparison.firstOfB().map(one -> trade(b, one)).orElse(null));
      List<Map<String, @Nullable Object>> differences = new ArrayList<>();
      for (Comparison.Difference one : comparison.differences()) {
        Map<String, @Nullable Object> difference = new LinkedHashMap<>();
        difference.put("kind", one.kind());
        difference.put("name", one.name());
        difference.put("a", one.a().orElse(null));
        difference.put("b", one.b().orElse(null));
        differences.add(difference);
      }
      object.put("differences", differences);
      return object;
    }

    private static Map<String, @Nullable Object> trade(StoredRun run, Trade trade) {
      RunSummary summary = run.result().summary();
      return BacktestJson.trade(summary.runId(), summary.currency(), trade);
    }
  }
}
