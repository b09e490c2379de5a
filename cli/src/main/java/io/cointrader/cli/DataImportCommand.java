package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.history.CandleStore;
import io.cointrader.history.Merge;
import io.cointrader.history.imports.FileReport;
import io.cointrader.history.imports.Gaps;
import io.cointrader.history.imports.ImportOptions;
import io.cointrader.history.imports.Importer;
import io.cointrader.history.imports.Refused;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports candle files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Bring candles of files into the history.",
      "CSV, JSON, gz and zip of exchanges and vendors are recognised by what is in them; trades"
          + " become candles. What is wrong is repaired or left out by rule, and told, or the file"
          + " is refused.",
    })
final class DataImportCommand implements Callable<Integer> {

  private static final int WIDTH = 79;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "[SYMBOL=]FILE",
      arity = "1..*",
      description = "A file or a pattern with * and ?; the symbol where the file does not tell it.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "What trades are made into (default: 1m), and what a single candle is.")
  @Nullable Timeframe timeframe;

  @Option(names = "--replace", description = "Stored candles give way to others of the same time.")
  boolean replace;

  @Option(names = "--dry-run", description = "Read and report; store nothing.")
  boolean dryRun;

  /** A file and whose candles it holds. */
  private record Source(Optional<Symbol> symbol, Path file) {}

  @Override
  public Integer call() {
    List<Source> sources = new ArrayList<>();
    for (String argument : files) {
      sources.addAll(sources(argument));
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<FileReport> imported = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    boolean lively = Terminal.isLively() && !store.quiet && !store.noColor;
    store.on(
        opened -> {
          for (int i = 0; i < sources.size(); i++) {
            if (lively) {
              progress(err, (i + 1) + "/" + sources.size() + " " + sources.get(i).file());
            }
            try {
              for (FileReport report : take(opened, sources.get(i))) {
                imported.add(report);
                if (!output.isJson()) {
                  clear(err, lively);
                  print(out, report);
                }
              }
            } catch (Refused bad) {
              refused.add(bad);
              clear(err, lively);
              err.println("cointrader: " + bad.getMessage());
            }
          }
          clear(err, lively);
          return 0;
        });
    if (output.isJson()) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("directory", store.directory().toString());
      object.put("stored", !dryRun);
      object.put("imported", imported.stream().map(DataImportCommand::fields).toList());
      object.put("refused", refused.stream().map(DataImportCommand::fields).toList());
      Output.json(out, object);
    }
    if (!refused.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          refused.size()
              + " of "
              + sources.size()
              + " files refused; "
              + (imported.isEmpty() ? "nothing was stored" : "the others are stored"));
    }
    return 0;
  }

  private List<FileReport> take(CandleStore opened, Source source) {
    ImportOptions options =
        new ImportOptions(source.symbol(), Optional.ofNullable(timeframe), Instant.now());
    if (dryRun) {
      List<FileReport> reports = new ArrayList<>();
      Importer.read(source.file(), options, (report, table) -> reports.add(report));
      return reports;
    }
    return Importer.take(opened, source.file(), options, replace);
  }

  private static void progress(PrintWriter err, String text) {
    err.print("\r\u001b[K" + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
    err.flush();
  }

  private static void clear(PrintWriter err, boolean lively) {
    if (lively) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private static List<Source> sources(String argument) {
    int equals = argument.indexOf('=');
    Optional<Symbol> symbol = equals < 0 ? Optional.empty() : symbol(argument.substring(0, equals));
    String pattern = symbol.isPresent() ? argument.substring(equals + 1) : argument;
    if (pattern.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, argument + ": a file is missing after the =");
    }
    Path path = Path.of(pattern);
    Path name = path.getFileName();
    boolean wild = name != null && name.toString().matches(".*[*?\\[{].*");
    if (equals > 0 && symbol.isEmpty() && !Files.exists(path)) {
      refuseNoSymbol(argument.substring(0, equals), argument.substring(equals + 1));
    }
    if (!wild || Files.exists(path)) {
      return List.of(new Source(symbol, path));
    }
    List<Path> found = matching(path, String.valueOf(name));
    if (found.isEmpty()) {
      throw new CommandFailure(ExitCode.BAD_DATA, pattern + ": no file matches");
    }
    return found.stream().map(file -> new Source(symbol, file)).toList();
  }

  /** A file stands after the =, so that a symbol was meant before it. */
  private static void refuseNoSymbol(String before, String after) {
    if (!after.isBlank() && Files.exists(Path.of(after))) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + before + "' is no symbol; write for example BTC-USD=" + after);
    }
  }

  private static List<Path> matching(Path path, String pattern) {
    Path folder = path.getParent() == null ? Path.of("") : path.getParent();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      entries.forEach(
          entry -> {
            if (Files.isRegularFile(entry)) {
              found.add(entry);
            }
          });
    } catch (IOException unreadable) {
      throw new CommandFailure(ExitCode.BAD_DATA, folder + ": cannot be read");
    }
    return found.stream().sorted().toList();
  }

  /** What stands before the = may be part of a file's name, such as in type=trade. */
  private static Optional<Symbol> symbol(String text) {
    try {
      return Optional.of(Symbol.of(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private void print(PrintWriter out, FileReport report) {
    Output.wrapped(out, "", report.file());
    Output.wrapped(
        out,
        "  ",
        report.symbol()
            + " "
            + report.timeframe().label()
            + ": "
            + DataCommand.candles(report.candles())
            + ", "
            + Figures.time(report.first())
            + " to "
            + Figures.time(report.last()));
    Output.wrapped(
        out,
        "  read      ",
        DataCommand.grouped(report.rows())
            + (report.rows() == 1 ? " row of " : " rows of ")
            + report.source()
            + ", "
            + report.format());
    if (!dryRun) {
      Output.wrapped(out, "  stored    ", stored(report.merge()));
      if (report.merge().isOtherSource()) {
        Output.wrapped(out, "  WARNING   ", otherSource(report));
      }
    }
    for (String repaired : report.repaired()) {
      Output.wrapped(out, "  repaired  ", repaired);
    }
    for (FileReport.Dropped dropped : report.dropped()) {
      Output.wrapped(
          out,
          "  left out  ",
          DataCommand.grouped(dropped.rows())
              + (dropped.firstLine() > 0 ? " (first: line " + dropped.firstLine() + ")" : "")
              + ": "
              + dropped.why());
    }
    if (report.gaps().holes() > 0) {
      Output.wrapped(out, "  gaps      ", gaps(report.gaps()));
    }
    if (report.zeroVolume() > 0) {
      Output.wrapped(out, "  no volume ", DataCommand.candles(report.zeroVolume()) + ", kept");
    }
    for (String note : report.notes()) {
      Output.wrapped(out, "  note      ", note);
    }
  }

  private static String stored(Merge merge) {
    StringBuilder text = new StringBuilder(DataCommand.grouped(merge.added())).append(" new");
    if (merge.equal() > 0) {
      text.append(", ").append(DataCommand.grouped(merge.equal())).append(" there already");
    }
    if (merge.revised() > 0) {
      text.append(", ").append(DataCommand.grouped(merge.revised())).append(" revised");
    }
    if (merge.kept() > 0) {
      text.append(", ")
          .append(DataCommand.grouped(merge.kept()))
          .append(" differ from what is stored, which stays (first: ")
          .append(Figures.time(merge.conflicts().get(0)))
          .append("; --replace takes the new)");
    }
    return text.toString();
  }

  private static String otherSource(FileReport report) {
    Merge merge = report.merge();
    long overlap = merge.equal() + merge.revised() + merge.kept();
    String said =
        DataCommand.grouped(merge.revised() + merge.kept())
            + " of the "
            + DataCommand.candles(overlap)
            + " that were there already differ: this is another source. ";
    String became =
        merge.kept() > 0
            ? "Nothing of the overlap was taken"
                + (merge.revised() > 0 ? " but the newest candle" : "")
                + (merge.added() > 0
                    ? "; the " + merge.added() + " outside it were, and the series is now of two"
                    : "")
            : "The overlap is now of this file; what is stored outside it stays of the other";
    return said
        + became
        + ". Import it under another symbol (SYMBOL="
        + report.file()
        + "), or delete what is stored first: cointrader data delete "
        + report.symbol()
        + " --timeframe "
        + report.timeframe().label();
  }

  static String gaps(Gaps gaps) {
    return DataCommand.grouped(gaps.holes())
        + " with "
        + DataCommand.candles(gaps.missing())
        + " absent"
        + gaps.largestFrom()
            .map(
                from ->
                    ", the longest "
                        + DataCommand.grouped(gaps.largest())
                        + " from "
                        + Figures.time(from))
            .orElse("");
  }

  private static Map<String, @Nullable Object> fields(FileReport report) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("file", report.file());
    one.put("format", report.format());
    one.put("symbol", report.symbol().toString());
    one.put("timeframe", report.timeframe().label());
    one.put("source", report.source());
    one.put("rows", report.rows());
    one.put("candles", report.candles());
    one.put("first", report.first().toString());
    one.put("last", report.last().toString());
    one.put("added", report.merge().added());
    one.put("equal", report.merge().equal());
    one.put("revised", report.merge().revised());
    one.put("different", report.merge().kept());
    one.put("otherSource", report.merge().isOtherSource());
    one.put("repaired", report.repaired());
    List<Map<String, @Nullable Object>> dropped = new ArrayList<>();
    for (FileReport.Dropped each : report.dropped()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("why", each.why());
      entry.put("rows", each.rows());
      entry.put("firstLine", each.firstLine() > 0 ? each.firstLine() : null);
      dropped.add(entry);
    }
    one.put("dropped", dropped);
    one.put("gaps", gapFields(report.gaps()));
    one.put("zeroVolume", report.zeroVolume());
    one.put("notes", report.notes());
    return one;
  }

  static Map<String, @Nullable Object> gapFields(Gaps gaps) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("holes", gaps.holes());
    one.put("missing", gaps.missing());
    one.put("largest", gaps.largest());
    one.put("largestFrom", Output.text(gaps.largestFrom()));
    return one;
  }

  private static Map<String, @Nullable Object> fields(Refused refused) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("file", refused.file());
    one.put("reason", refused.reason());
    return one;
  }
}
