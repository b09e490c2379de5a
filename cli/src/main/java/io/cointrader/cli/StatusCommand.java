package io.cointrader.cli;

import io.cointrader.engine.ControlSocket;
import io.cointrader.engine.ExitCode;
import io.cointrader.events.InputQueue;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.DailyFigures;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.TradingMode;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.risk.Portfolio;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows where a run stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Where a run stands: mode, restrictions, positions, the day.")
final class StatusCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--check", description = "Exit 0 when running and NORMAL, else 10.")
  boolean check;

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    Optional<ControlSocket.Status> live = live(run);
    BotState state;
    SortedMap<Symbol, Price> marks;
    if (live.isPresent()) {
      state = BotState.of(live.get().state());
      marks = live.get().marks();
    } else {
      RunReader.View view = RunReader.view(run);
      state = view.state();
      marks = view.marks();
    }
    String phase =
        live.map(status -> status.phase().equals("run") ? "running" : status.phase())
            .orElse(state.isFinished() ? "finished" : "not running");
    Instant time = live.map(ControlSocket.Status::marketTime).orElse(state.at());
    Money equity = Portfolio.equity(state, symbol -> Optional.ofNullable(marks.get(symbol)));
    Optional<InputQueue.Counters> queue = live.flatMap(ControlSocket.Status::queue);
    if (output.isJson()) {
      json(run, phase, time, state, equity, queue);
    } else {
      text(run, phase, time, state, equity);
      queue.ifPresent(this::text);
    }
    boolean good = live.isPresent() && state.mode() == TradingMode.NORMAL;
    return !check || good ? 0 : ExitCode.CHECK_FAILED.code();
  }

  private Optional<ControlSocket.Status> live(RunDirectories.Run run) {
    try {
      return ControlClient.ask(run, "status").flatMap(ControlSocket.Answer::status);
    } catch (CommandFailure unanswered) {
      if (check) {
        throw new CommandFailure(ExitCode.CHECK_FAILED, String.valueOf(unanswered.getMessage()));
      }
      throw unanswered;
    }
  }

  private void text(
      RunDirectories.Run run, String phase, Instant time, BotState state, Money equity) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "run         "
            + run.identity().runId()
            + " ("
            + run.identity().mode()
            + ", "
            + run.identity().stream()
            + "), "
            + phase);
    RunReader.label(run).ifPresent(label -> out.println("            " + label));
    others(run).ifPresent(others -> out.println("also        running: " + others));
    out.println("mode        " + state.mode());
    for (Restriction restriction : state.restrictions()) {
      Output.wrapped(out, "restricted  ", RestrictionText.of(restriction));
    }
    out.println("time        " + time);
    out.println(
        "equity      "
            + Figures.money(equity)
            + " "
            + state.currency()
            + ", cash "
            + Figures.money(state.cash())
            + ", largest fall "
            + Figures.percent(state.maxDrawdownFraction()));
    out.println(
        "positions   " + state.positions().size() + ", open orders " + state.openOrders().size());
    out.println(
        "day         "
            + state.day().trades()
            + " trades, net "
            + Figures.money(state.day().netPnl())
            + ", "
            + state.day().orders()
            + " orders"
            + ratios(state.day()));
    out.println(
        "run so far  "
            + state.totals().trades()
            + " trades, "
            + state.totals().wins()
            + " won, "
            + state.totals().losses()
            + " lost, net "
            + Figures.money(state.totals().netPnl())
            + ", fees "
            + Figures.money(state.totals().fees()));
  }

  private void text(InputQueue.Counters queue) {
    Output.wrapped(
        spec.commandLine().getOut(),
        "queue       ",
        queue.depth()
            + " inputs wait, "
            + queue.deepest()
            + " at most so far; "
            + queue.conflated()
            + " quotes conflated, "
            + queue.stale()
            + " too old, "
            + queue.refused()
            + " inputs refused, "
            + queue.lost()
            + " lost");
  }

  private static Map<String, @Nullable Object> fields(InputQueue.Counters queue) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("depth", queue.depth());
    fields.put("deepest", queue.deepest());
    fields.put("bound", queue.bound());
    fields.put("conflated", queue.conflated());
    fields.put("stale", queue.stale());
    fields.put("refused", queue.refused());
    fields.put("lost", queue.lost());
    return fields;
  }

  private static String ratios(DailyFigures day) {
    return day.profitFactor().map(ratio -> ", profit factor " + ratio).orElse("")
        + day.averageR().map(mean -> ", average R " + mean).orElse("");
  }

  /** Other engines that run on the same data directory. */
  private Optional<String> others(RunDirectories.Run shown) {
    if (options.runId().isPresent()) {
      return Optional.empty();
    }
    List<String> others = new ArrayList<>();
    for (RunDirectories.Run run : RunDirectories.find(options.directory(), told -> {})) {
      String id = run.identity().runId();
      if (!run.archived() && !id.equals(shown.identity().runId())) {
        try {
          ControlClient.ask(run, "status", Map.of(), Duration.ofSeconds(2))
              .ifPresent(answer -> others.add(id));
        } catch (CommandFailure unanswered) {
          others.add(id + " (does not answer)");
        }
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", others) + "; --run shows one");
  }

  private void json(
      RunDirectories.Run run,
      String phase,
      Instant time,
      BotState state,
      Money equity,
      Optional<InputQueue.Counters> queue) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("runId", run.identity().runId());
    object.put("mode", run.identity().mode());
    object.put("stream", run.identity().stream());
    object.put("phase", phase);
    object.put("tradingMode", state.mode().name());
    List<Map<String, @Nullable Object>> restrictions = new ArrayList<>();
    for (Restriction restriction : state.restrictions()) {
      restrictions.add(Output.restriction(restriction));
    }
    object.put("restrictions", restrictions);
    object.put("time", time.toString());
    object.put("currency", state.currency());
    object.put("equity", equity.toString());
    object.put("cash", state.cash().toString());
    object.put("maxDrawdown", state.maxDrawdown().toString());
    object.put("openPositions", state.positions().size());
    object.put("openOrders", state.openOrders().size());
    Map<String, @Nullable Object> day = new LinkedHashMap<>();
    day.put("day", state.day().day().toString());
    day.put("trades", state.day().trades());
    day.put("wins", state.day().wins());
    day.put("losses", state.day().losses());
    day.put("breakeven", state.day().breakeven());
    day.put("netPnl", state.day().netPnl().toString());
    day.put("startEquity", state.day().startEquity().toString());
    day.put("profitFactor", state.day().profitFactor().map(Decimal::toString).orElse(null));
    day.put("averageR", state.day().averageR().map(Decimal::toString).orElse(null));
    day.put("orders", state.day().orders());
    object.put("day", day);
    object.put("queue", queue.map(StatusCommand::fields).orElse(null));
    object.put("trades", state.totals().trades());
    object.put("netPnl", state.totals().netPnl().toString());
    object.put("fees", state.totals().fees().toString());
    Output.json(spec.commandLine().getOut(), object);
  }
}
