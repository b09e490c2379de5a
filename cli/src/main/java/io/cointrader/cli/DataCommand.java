package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.history.CandleStore;
import io.cointrader.history.DamagedMonth;
import io.cointrader.history.StoredSeries;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The candle history. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Candle history: import, list, check, export, delete.",
    subcommands = {
      DataImportCommand.class,
      DataCommand.Listing.class,
      DataCheckCommand.class,
      DataExportCommand.class,
      DataCommand.Delete.class,
    })
final class DataCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandFailure(
        ExitCode.USAGE,
        "data what? write data import, data list, data check, data export or data delete");
  }

  /** Lists what is stored. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "What candles are stored.")
  static final class Listing implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin StoreOptions store = new StoreOptions();
    @Mixin OutputOption output = new OutputOption();

    @Override
    public Integer call() {
      List<StoredSeries> all = store.reading(CandleStore::list);
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        Map<String, @Nullable Object> object = Output.object();
        object.put("directory", store.directory().toString());
        object.put("series", all.stream().map(Listing::fields).toList());
        Output.json(out, object);
      } else {
        Output.table(
            out,
            List.of("symbol", "length", "candles", "missing", "from", "to", "months", "size"),
            all.stream().map(Listing::row).toList());
        all.forEach(series -> series.damaged().forEach(month -> damaged(out, month)));
      }
      refuse(all.stream().mapToInt(series -> series.damaged().size()).sum());
      return 0;
    }

    private static List<String> row(StoredSeries series) {
      return List.of(
          series.symbol().toString(),
          series.timeframe().label(),
          grouped(series.candles()),
          series.missing() == 0 ? "-" : grouped(series.missing()),
          series.candles() == 0 ? "-" : Figures.time(series.first()),
          series.candles() == 0 ? "-" : Figures.time(series.last()),
          Integer.toString(series.months()),
          series.bytes() < 1_048_576
              ? series.bytes() / 1024 + " KiB"
              : series.bytes() / 1_048_576 + " MiB");
    }

    private static Map<String, @Nullable Object> fields(StoredSeries series) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("symbol", series.symbol().toString());
      one.put("timeframe", series.timeframe().label());
      one.put("candles", series.candles());
      one.put("missing", series.missing());
      one.put("first", series.candles() == 0 ? null : series.first().toString());
      one.put("last", series.candles() == 0 ? null : series.last().toString());
      one.put("months", series.months());
      one.put("bytes", series.bytes());
      one.put("damaged", series.damaged().stream().map(DataCommand::damaged).toList());
      return one;
    }
  }

  /** Removes what is stored of a symbol. */
  @Command(name = "delete", mixinStandardHelpOptions = true, description = "Remove stored candles.")
  static final class Delete implements Callable<Integer> {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "SYMBOL", arity = "1..*", description = "Whose candles.")
    List<Symbol> symbols = new ArrayList<>();

    @Option(
        names = "--timeframe",
        paramLabel = "TF",
        description = "Only candles of this length, for example 1m.")
    @Nullable Timeframe timeframe;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
      return store.reading(
          opened -> {
            List<String> doomed = new ArrayList<>();
            for (Symbol symbol : StoreOptions.symbols(opened, symbols)) {
              for (Timeframe stored : of(opened, symbol)) {
                doomed.add(symbol + " " + stored.label());
              }
            }
            if (doomed.isEmpty()) {
              throw new CommandFailure(
                  ExitCode.BAD_DATA,
                  "there are no such candles; `cointrader data list` shows what there is");
            }
            if (!yes && !agreed(doomed)) {
              throw new CommandFailure(
                  ExitCode.USAGE,
                  String.join(", ", doomed)
                      + " would be removed; add --yes to do so, nothing was removed");
            }
            PrintWriter out = spec.commandLine().getOut();
            for (Symbol symbol : symbols) {
              for (Timeframe stored : of(opened, symbol)) {
                int months = opened.delete(symbol, stored);
                out.println(
                    "removed "
                        + symbol
                        + " "
                        + stored.label()
                        + ": "
                        + months
                        + (months == 1 ? " month" : " months"));
              }
            }
            return 0;
          });
    }

    private List<Timeframe> of(CandleStore opened, Symbol symbol) {
      return opened.timeframes(symbol).stream()
          .filter(stored -> timeframe == null || stored == timeframe)
          .toList();
    }

    private static boolean agreed(List<String> doomed) {
      return Terminal.console()
          .map(console -> console.readLine("Remove %s? Type yes: ", String.join(", ", doomed)))
          .filter("yes"::equals)
          .isPresent();
    }
  }

  /** Marks a file that cannot be read. */
  static void damaged(PrintWriter out, DamagedMonth month) {
    Output.wrapped(out, "! damaged     ", month.file() + ": " + month.why());
  }

  static Map<String, @Nullable Object> damaged(DamagedMonth month) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("file", month.file().toString());
    one.put("reason", month.why());
    return one;
  }

  /** Ends with what damaged files end with, after the others were shown. */
  static void refuse(int damaged) {
    if (damaged > 0) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          (damaged == 1 ? "1 file cannot" : grouped(damaged) + " files cannot")
              + " be read; remove what is marked, or its series with `cointrader data delete"
              + " SYMBOL --timeframe TF`, and import it again");
    }
  }

  /** "1 candle", "2,000 candles". */
  static String candles(long number) {
    return grouped(number) + (number == 1 ? " candle" : " candles");
  }

  /** A number with commas between the thousands. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
