package io.cointrader.cli;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.Position;
import io.cointrader.persistence.directory.RunDirectories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists open positions. */
@Command(
    name = "positions",
    mixinStandardHelpOptions = true,
    description = "Open positions of a run.")
final class PositionsCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only this symbol.")
  @Nullable Symbol symbol;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only positions opened at or after this UTC time.")
  @Nullable Instant since;

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    RunReader.View view = RunReader.view(run);
    List<Position> positions =
        view.state().positions().values().stream()
            .filter(position -> symbol == null || position.symbol().equals(symbol))
            .filter(position -> since == null || !position.openedAt().isBefore(since))
            .toList();
    List<String> header =
        List.of("symbol", "strategy", "size", "entry", "stop", "mark", "net", "note");
    List<List<String>> rows = positions.stream().map(position -> row(position, view)).toList();
    switch (output.format) {
      case json -> json(positions, view);
      case table -> {
        Output.table(spec.commandLine().getOut(), header, rows);
        RunReader.label(run).ifPresent(spec.commandLine().getOut()::println);
      }
    }
    return 0;
  }

  private static Optional<Price> mark(Position position, RunReader.View view) {
    return Optional.ofNullable(view.marks().get(position.symbol()));
  }

  private static String protection(Position position, RunReader.View view) {
    boolean venue =
        position
            .stopOrder()
            .flatMap(view.state()::order)
            .map(Order::state)
            .map(state -> state.isWorking())
            .orElse(false);
    return venue ? "venue_stop" : "engine_stop";
  }

  private static List<String> row(Position position, RunReader.View view) {
    return List.of(
        position.symbol().toString(),
        position.strategy(),
        Figures.quantity(position.quantity()),
        Figures.price(position.entryPrice()),
        Figures.price(position.stop()),
        mark(position, view).map(Figures::price).orElse("-"),
        mark(position, view).map(price -> Figures.money(net(position, price))).orElse("-"),
        note(position, view));
  }

  /** What it has brought so far, the fees paid taken off; their sum is the summary's open net. */
  private static Money net(Position position, Price mark) {
    return position.unrealized(mark).plus(position.realized()).minus(position.entryFee());
  }

  private static String note(Position position, RunReader.View view) {
    List<String> notes = new ArrayList<>();
    String state = position.state().name().toLowerCase(Locale.ROOT);
    if (!state.equals("open")) {
      notes.add(state);
    }
    if (position.ended()) {
      notes.add("data ended");
    }
    if (protection(position, view).equals("engine_stop")) {
      notes.add("stop kept by the engine");
    }
    return String.join(", ", notes);
  }

  private void json(List<Position> positions, RunReader.View view) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Position position : positions) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("symbol", position.symbol().toString());
      one.put("strategy", position.strategy());
      one.put("state", position.state().name().toLowerCase(Locale.ROOT));
      one.put("ended", position.ended());
      one.put("quantity", position.quantity().toString());
      one.put("entryPrice", position.entryPrice().toString());
      one.put("entryTime", position.openedAt().toString());
      one.put("stopPrice", position.stop().toString());
      one.put("tp1Price", position.takeProfit1().toString());
      one.put("tp2Price", Output.text(position.takeProfit2()));
      one.put("markPrice", Output.text(mark(position, view)));
      one.put("unrealizedPnl", Output.text(mark(position, view).map(position::unrealized)));
      one.put("realizedPnl", position.realized().toString());
      one.put("entryFee", position.entryFee().toString());
      one.put("exits", position.exits().stream().map(TradesCommand::exit).toList());
      one.put("protection", protection(position, view));
      all.add(one);
    }
    Map<String, @Nullable Object> object = Output.object();
    object.put("positions", all);
    Output.json(spec.commandLine().getOut(), object);
  }
}
