package io.cointrader.cli;

import io.cointrader.backtest.Backtest;
import io.cointrader.backtest.BacktestResult;
import io.cointrader.backtest.BacktestStore;
import io.cointrader.backtest.StoredRun;
import io.cointrader.backtest.report.HtmlReport;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.config.Config;
import io.cointrader.config.ConfigLoader;
import io.cointrader.config.ConfigRequest;
import io.cointrader.engine.EngineSettings;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.StartFailure;
import io.cointrader.models.feed.MarketSettings;
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs over history. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = "Trade over history, and say what came of it.",
    subcommands = {
      KeptBacktests.Listing.class,
      KeptBacktests.Show.class,
      KeptBacktests.Compare.class,
    })
final class BacktestCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();
  @Mixin ResearchOptions research = new ResearchOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write the report as one HTML file that needs no network.")
  @Nullable Path report;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What chance comes from: of the paper venue, and of a simulated market.")
  @Nullable Long seed;

  /** What is printed. */
  enum Form {
    table,
    json,
    csv
  }

  @Option(
      names = "--output",
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description = "What is printed: the report, or the trades as CSV (default: table).")
  Form output = Form.table;

  @Override
  public Integer call() {
    options.logging();
    PrintWriter err = spec.commandLine().getErr();
    List<ConfigRequest.Override> overrides = overrides();
    Options.Assembly assembly = options.assembly(overrides, err);
    Config config = assembly.config();
    refuseEndless(config);
    if (report != null) {
      checkReport(report);
    }
    checkWritable(options.dataDir);
    long chance = seed == null ? 0 : seed;
    Backtest backtest = Backtest.of(config, assembly.plugins()).withSeed(chance).charting();
    Optional<Instant> end = research.end();
    if (end.isPresent()) {
      backtest = backtest.until(end.get());
    }
    BacktestResult result;
    try (BacktestProgress progress = BacktestProgress.of(err, options.quiet, end)) {
      result = backtest.telling(progress::reached).run();
    } catch (StartFailure failure) {
      throw new CommandFailure(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
    result
        .activity()
        .failed()
        .orElse(Collections.emptySortedMap())
        .forEach(
            (strategy, why) ->
                err.println("warning: strategies." + strategy + " is out of service since " + why));
    String json = Output.jsonText(BacktestJson.fields(result, chance));
    StoredRun run = new StoredRun(result.summary().runId(), Instant.now(), chance, result);
    try {
      keep(run, json, err);
      if (report != null) {
        writeReport(report, run, err, options.quiet);
      }
    } finally { // what took so long is not lost with a full disk
      print(spec.commandLine().getOut(), run, output, json);
    }
    return 0;
  }

  /** A mistyped name is told before the run, not after it. */
  static void checkReport(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String wrong =
        folder == null || Files.isDirectory(file)
            ? "is a folder; name a file in it, such as " + file.resolve("report.html")
            : !Files.isDirectory(folder)
                ? "there is no folder " + folder + "; make it, or name another file"
                : !Files.isWritable(Files.exists(file) ? file : folder)
                    ? "may not be written; name another file, or mend its permissions"
                    : "";
    if (!wrong.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--report " + file + ": " + wrong);
    }
  }

  /** What is there of the folder has to be one in which it can be made. */
  private static void checkWritable(Path dataDir) {
    Path there = BacktestStore.in(dataDir).folder().toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          "the backtest could not be kept under "
              + dataDir
              + ": "
              + there
              + (Files.isDirectory(there) ? " may not be written" : " is no folder")
              + "; name another --data-dir");
    }
  }

  private void keep(StoredRun run, String json, PrintWriter err) {
    try {
      Path folder = BacktestStore.in(options.dataDir).save(run, json);
      if (!options.quiet) {
        err.println("kept in " + folder);
      }
    } catch (UncheckedIOException failed) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          "the backtest could not be kept under "
              + options.dataDir
              + ": "
              + failed.getCause()
              + "; name another --data-dir");
    }
  }

  static void writeReport(Path file, StoredRun run, PrintWriter err, boolean quiet) {
    try {
      Files.writeString(file, HtmlReport.of(run), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          "the report could not be written to " + file + ": " + failed + "; name another file");
    }
    if (!quiet) {
      err.println("report in " + file);
    }
  }

  static void print(PrintWriter out, StoredRun run, Form form, String json) {
    BacktestResult result = run.result();
    switch (form) {
      case json -> out.println(json);
      case csv -> trades(out, result);
      case table -> BacktestText.print(out, result);
    }
    out.flush();
  }

  private static void trades(PrintWriter out, BacktestResult result) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Trade trade : result.trades()) {
      rows.add(BacktestJson.trade(result.summary().runId(), result.summary().currency(), trade));
    }
    List<String> header = new ArrayList<>(TradesCommand.COLUMNS);
    header.addAll(BacktestJson.MORE);
    out.println(String.join(",", header));
    rows.forEach(row -> Output.csv(out, row.values()));
  }

  /**
   * Files and generated prices end at {@code --to} as {@code run} does, so that both decide the
   * same to the last strike; of the store what comes later need not be read.
   */
  private List<ConfigRequest.Override> overrides() {
    List<ConfigRequest.Override> all = new ArrayList<>(research.overrides(options));
    if (research.symbols.isEmpty()) {
      all.removeIf(override -> override.key().equals(MarketSettings.TO.key()));
    }
    if (seed != null) {
      all.add(new ConfigRequest.Override("sim.seed", Long.toString(seed), "--seed"));
    }
    return all;
  }

  /** The simulated market has no end of its own. */
  private void refuseEndless(Config config) {
    boolean named =
        ConfigLoader.peek(
                options.request(overrides(), false, false), Setting.text(EngineSettings.FEED.key()))
            .isPresent();
    if (config.get(EngineSettings.FEED).equals("sim") && research.to == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          named
              ? "the simulated market has no end; add --to TIME"
              : "what to run over? add --data FILE, or --symbols BTC-USD for the candle store");
    }
  }
}
