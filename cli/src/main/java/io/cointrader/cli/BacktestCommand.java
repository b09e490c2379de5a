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
import io.cointrader.models.setting.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

  @Option(
      names = "--data",
      paramLabel = "[SYMBOL=]FILE",
      description = "A candle file or pattern to run over; repeatable.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--symbols",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Symbols of the candle store to run over, with commas between them.")
  List<String> symbols = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Where the run begins; a date, or a UTC time.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Where it ends; a date, or a UTC time.")
  @Nullable String to;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      description = "What the account begins with, in the quote currency.")
  @Nullable String cash;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      split = ",",
      description = "The strategies that trade, in place of strategies.enabled.")
  List<String> strategies = new ArrayList<>();

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
    long chance = seed == null ? 0 : seed;
    Backtest backtest = Backtest.of(config, assembly.plugins()).withSeed(chance).charting();
    Optional<Instant> end = Optional.ofNullable(to).map(text -> time("--to", text));
    if (end.isPresent()) {
      backtest = backtest.until(end.get());
    }
    BacktestResult result;
    try (BacktestProgress progress = BacktestProgress.of(err, options.quiet, end)) {
      result = backtest.telling(progress::reached).run();
    } catch (StartFailure failure) {
      throw new CommandFailure(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
    String json = Output.jsonText(BacktestJson.fields(result, chance));
    StoredRun run = new StoredRun(result.summary().runId(), Instant.now(), chance, result);
    keep(run, json, err);
    if (report != null) {
      writeReport(report, run, err, options.quiet);
    }
    print(spec.commandLine().getOut(), run, output, json);
    return 0;
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
          ExitCode.STORAGE, "the report could not be written to " + file + ": " + failed);
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

  private List<ConfigRequest.Override> overrides() {
    Map<String, ConfigRequest.Override> all = new LinkedHashMap<>();
    if (!data.isEmpty() && !symbols.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--data reads files, --symbols the candle store; leave one out");
    }
    if (!data.isEmpty()) {
      put(all, "market.feed", "replay", "--data");
      List<String> absolute =
          data.stream().map(RunCommand::absolute).map(one -> one.replace(",", "\\,")).toList();
      put(all, "market.data", String.join(",", absolute), "--data");
    }
    if (!symbols.isEmpty()) {
      put(all, "market.feed", "history", "--symbols");
      put(all, "market.symbols", String.join(",", symbols), "--symbols");
      if (to != null) { // the rest of the store need not be read
        put(all, "market.to", time("--to", to).toString(), "--to");
      }
    }
    if (from != null) {
      put(all, "market.from", time("--from", from).toString(), "--from");
    }
    if (cash != null) {
      put(all, "account.paper_balance", cash, "--cash");
    }
    if (!strategies.isEmpty()) {
      put(all, "strategies.enabled", String.join(",", strategies), "--strategy");
    }
    if (seed != null) {
      put(all, "sim.seed", Long.toString(seed), "--seed");
    }
    return List.copyOf(all.values());
  }

  private static void put(
      Map<String, ConfigRequest.Override> all, String key, String value, String origin) {
    all.put(key, new ConfigRequest.Override(key, value, origin));
  }

  /** The simulated market has no end of its own. */
  private void refuseEndless(Config config) {
    boolean named =
        ConfigLoader.peek(
                options.request(overrides(), false, false), Setting.text(EngineSettings.FEED.key()))
            .isPresent();
    if (config.get(EngineSettings.FEED).equals("sim") && to == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          named
              ? "the simulated market has no end; add --to TIME"
              : "what to run over? add --data FILE, or --symbols BTC-USD for the candle store");
    }
  }

  static Instant time(String option, String text) {
    try {
      return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
    } catch (DateTimeParseException wrong) {
      throw new CommandFailure(
          ExitCode.USAGE,
          option + " " + text + ": write a date such as 2024-01-01, or 2024-01-01T12:00:00Z");
    }
  }
}
