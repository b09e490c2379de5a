package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.history.check.Disagreement;
import io.cointrader.history.check.HistoryCheck;
import io.cointrader.history.check.SeriesFindings;
import io.cointrader.models.market.Symbol;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether stored candles can be trusted. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Whether stored candles can be trusted.",
      "Ends with 10 when rows are repeated, misplaced or no candles, or when more than 1 %% of the"
          + " candles of one length disagree with the shorter ones stored beside them. Gaps,"
          + " candles without volume and outliers are told: exchanges have them.",
      "Ends with 65 when a file cannot be read, after all others were looked at.",
    })
final class DataCheckCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();

  @Parameters(paramLabel = "SYMBOL", arity = "0..*", description = "Only these (default: all).")
  List<Symbol> symbols = new ArrayList<>();

  @Override
  public Integer call() {
    List<SeriesFindings> series = new ArrayList<>();
    List<Disagreement> disagreements = new ArrayList<>();
    store.reading(
        opened -> {
          for (Symbol symbol : StoreOptions.symbols(opened, symbols)) {
            HistoryCheck.Findings found = HistoryCheck.of(opened, symbol);
            series.addAll(found.series());
            disagreements.addAll(found.disagreements());
          }
          return 0;
        });
    boolean sound = !new HistoryCheck.Findings(series, disagreements).isFaulty();
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("directory", store.directory().toString());
      object.put("sound", sound);
      object.put("series", series.stream().map(DataCheckCommand::fields).toList());
      object.put("resampling", disagreements.stream().map(DataCheckCommand::fields).toList());
      Output.json(out, object);
    } else {
      print(out, series, disagreements);
      out.println(sound ? "sound" : "not sound: what is marked with ! is wrong");
    }
    DataCommand.refuse(series.stream().mapToInt(found -> found.damaged().size()).sum());
    return sound ? 0 : ExitCode.CHECK_FAILED.code();
  }

  private static void print(
      PrintWriter out, List<SeriesFindings> all, List<Disagreement> disagreements) {
    for (SeriesFindings found : all) {
      out.println(
          found.symbol()
              + " "
              + found.timeframe().label()
              + ": "
              + DataCommand.candles(found.candles())
              + (found.candles() == 0
                  ? ""
                  : ", " + Figures.time(found.first()) + " to " + Figures.time(found.last())));
      found.damaged().forEach(month -> DataCommand.damaged(out, month));
      wrong(out, "repeated", found.repeated());
      wrong(out, "misplaced", found.misplaced());
      wrong(out, "no candles", found.invalid());
      if (found.gaps().holes() > 0) {
        Output.wrapped(out, "  gaps        ", DataImportCommand.gaps(found.gaps()));
      }
      if (found.zeroVolume() > 0) {
        Output.wrapped(out, "  no volume   ", DataCommand.candles(found.zeroVolume()));
      }
      if (found.outliers() > 0) {
        Output.wrapped(
            out,
            "  outliers    ",
            DataCommand.candles(found.outliers()) + ": " + times(found.outlierTimes()));
      }
    }
    for (Disagreement found : disagreements) {
      if (found.compared() == 0) {
        continue; // they do not overlap
      }
      Output.wrapped(
          out,
          (found.isFaulty() ? "! " : "  ")
              + found.symbol()
              + " "
              + found.coarse().label()
              + " and "
              + found.fine().label()
              + ": ",
          DataCommand.grouped(found.different())
              + " of "
              + DataCommand.candles(found.compared())
              + " disagree"
              + (found.times().isEmpty() ? "" : ": " + times(found.times()))
              + (found.isFaulty() ? remedy(found) : ""));
    }
  }

  private static String remedy(Disagreement found) {
    return "; they come from two sources, or one is no candle of its exchange: delete one"
        + " (`cointrader data delete "
        + found.symbol()
        + " --timeframe "
        + found.coarse().label()
        + "`) and import it from the source of the other";
  }

  private static void wrong(PrintWriter out, String what, long rows) {
    if (rows > 0) {
      out.println(
          "! "
              + what
              + " ".repeat(12 - what.length())
              + DataCommand.grouped(rows)
              + (rows == 1 ? " row" : " rows"));
    }
  }

  private static String times(List<Instant> times) {
    return times.stream().map(Figures::time).collect(Collectors.joining(", "));
  }

  private static Map<String, @Nullable Object> fields(SeriesFindings found) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("symbol", found.symbol().toString());
    one.put("timeframe", found.timeframe().label());
    one.put("candles", found.candles());
    one.put("first", found.candles() == 0 ? null : found.first().toString());
    one.put("last", found.candles() == 0 ? null : found.last().toString());
    one.put("repeated", found.repeated());
    one.put("misplaced", found.misplaced());
    one.put("invalid", found.invalid());
    one.put("gaps", DataImportCommand.gapFields(found.gaps()));
    one.put("zeroVolume", found.zeroVolume());
    one.put("outliers", found.outliers());
    one.put("outlierTimes", found.outlierTimes().stream().map(Instant::toString).toList());
    one.put("damaged", found.damaged().stream().map(DataCommand::damaged).toList());
    return one;
  }

  private static Map<String, @Nullable Object> fields(Disagreement found) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("symbol", found.symbol().toString());
    one.put("fine", found.fine().label());
    one.put("coarse", found.coarse().label());
    one.put("compared", found.compared());
    one.put("different", found.different());
    one.put("times", found.times().stream().map(Instant::toString).toList());
    return one;
  }
}
