package io.cointrader.cli;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.Exit;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.time.Instant;
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
import picocli.CommandLine.Spec;

/** Lists closed trades. */
@Command(name = "trades", mixinStandardHelpOptions = true, description = "Closed trades of a run.")
final class TradesCommand implements Callable<Integer> {

  /** What fits into a terminal; {@code explain} and the other forms tell sizes and prices. */
  static final List<String> HEADER =
      List.of("trade", "closed", "symbol", "strategy", "net", "R", "reason");

  static final List<String> COLUMNS =
      List.of(
          "id",
          "runId",
          "symbol",
          "currency",
          "strategy",
          "side",
          "entryTime",
          "entryPrice",
          "quantity",
          "entryFee",
          "exits",
          "exitTime",
          "exitPrice",
          "grossPnl",
          "fees",
          "netPnl",
          "rMultiple",
          "exitReason");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only this symbol.")
  @Nullable Symbol symbol;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only trades closed at or after this UTC time.")
  @Nullable Instant since;

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
      description = "What is printed (default: table).")
  Form output = Form.table;

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    RunReader.View view = RunReader.view(run);
    List<ClosedTrade> trades =
        view.trades().stream()
            .filter(trade -> symbol == null || trade.symbol().equals(symbol))
            .filter(trade -> since == null || !trade.exitTime().isBefore(since))
            .toList();
    String runId = run.identity().runId();
    String currency = view.state().currency();
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case json -> {
        Map<String, @Nullable Object> object = Output.object();
        object.put("trades", trades.stream().map(trade -> fields(runId, currency, trade)).toList());
        Output.json(out, object);
      }
      case csv -> {
        out.println(String.join(",", COLUMNS));
        trades.forEach(trade -> Output.csv(out, fields(runId, currency, trade).values()));
      }
      case table -> {
        Output.table(out, HEADER, trades.stream().map(TradesCommand::row).toList());
        RunReader.label(run).ifPresent(out::println);
      }
    }
    return 0;
  }

  static List<String> row(ClosedTrade trade) {
    return List.of(
        Long.toString(trade.id()),
        Figures.time(trade.exitTime()),
        trade.symbol().toString(),
        trade.strategy(),
        Figures.money(trade.netPnl()),
        trade.rMultiple().map(r -> Figures.rounded(r, 2)).orElse("-"),
        trade.exitReason().code());
  }

  static Map<String, @Nullable Object> fields(String runId, String currency, ClosedTrade trade) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("id", trade.id());
    one.put("runId", runId);
    one.put("symbol", trade.symbol().toString());
    one.put("currency", currency);
    one.put("strategy", trade.strategy());
    one.put("side", "buy");
    one.put("entryTime", trade.entryTime().toString());
    one.put("entryPrice", trade.entryPrice().toString());
    one.put("quantity", trade.quantity().toString());
    one.put("entryFee", trade.entryFee().toString());
    one.put("exits", trade.exits().stream().map(TradesCommand::exit).toList());
    one.put("exitTime", trade.exitTime().toString());
    one.put("exitPrice", trade.exitPrice().toString());
    one.put("grossPnl", trade.grossPnl().toString());
    one.put("fees", trade.fees().toString());
    one.put("netPnl", trade.netPnl().toString());
    one.put("rMultiple", Output.text(trade.rMultiple()));
    one.put("exitReason", trade.exitReason().code());
    return one;
  }

  static Map<String, @Nullable Object> exit(Exit exit) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("time", exit.time().toString());
    one.put("price", exit.price().toString());
    one.put("quantity", exit.quantity().toString());
    one.put("fee", exit.fee().toString());
    one.put("liquidity", exit.liquidity().name().toLowerCase(Locale.ROOT));
    one.put("reason", exit.reason().code());
    one.put("orderId", exit.orderId().toString());
    return one;
  }
}
