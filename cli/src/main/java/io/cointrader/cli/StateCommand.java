package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.events.Place;
import io.cointrader.events.RecordedState;
import io.cointrader.models.order.Order;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The state of a run at any place of its record. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = "The state of a run as of any moment of its record.")
final class StateCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--at",
      paramLabel = "SEQ|TIME",
      description = "The last sequence number or UTC time that counts (default: the end).")
  Place at = Place.END;

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    RecordedState recorded = RunReader.recorded(run, at);
    if (recorded.sequence() == 0) {
      throw new CommandFailure(
          ExitCode.BAD_DATA,
          "nothing is recorded of run "
              + run.identity().runId()
              + " up to "
              + at
              + "; `cointrader journal show` tells where it begins");
    }
    BotState state = recorded.state();
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("runId", run.identity().runId());
      object.put("sequence", recorded.sequence());
      object.put("time", state.at().toString());
      object.put(
          "state",
          JsonMapper.builder()
              .build()
              .readTree(ModelCodec.get().encode(BotSnapshot.class, state.snapshot())));
      Output.json(out, object);
      return 0;
    }
    print(out, run, recorded.sequence(), state);
    return 0;
  }

  private static void print(
      PrintWriter out, RunDirectories.Run run, long sequence, BotState state) {
    String currency = " " + state.currency();
    out.println("run " + run.identity().runId() + " at " + state.at() + ", sequence " + sequence);
    line(out, "mode", state.isFinished() ? "finished" : state.mode().name());
    for (Restriction restriction : state.restrictions()) {
      line(out, "restricted", RestrictionText.of(restriction));
    }
    line(out, "cash", Figures.money(state.cash()) + currency);
    line(
        out,
        "peak",
        Figures.money(state.peakEquity())
            + currency
            + ", largest fall "
            + Figures.percent(state.maxDrawdownFraction()));
    line(
        out,
        "trades",
        state.totals().trades()
            + " closed, "
            + state.totals().wins()
            + " won, "
            + state.totals().losses()
            + " lost, net "
            + Figures.money(state.totals().netPnl())
            + currency
            + ", all fees "
            + Figures.money(state.totals().fees()));
    line(
        out,
        "today",
        state.day().trades() + " trades, net " + Figures.money(state.day().netPnl()) + currency);
    for (Position position : state.positions().values()) {
      line(out, "held", RecordText.position(position) + " (" + position.strategy() + ")");
    }
    for (Order order : state.openOrders()) {
      line(
          out, "order", RecordText.intent(order.intent()) + ", " + RecordText.state(order.state()));
    }
    if (state.positionCount() == 0) {
      line(out, "held", "nothing");
    }
    RunReader.label(run).ifPresent(out::println);
  }

  private static void line(PrintWriter out, String name, String text) {
    Output.wrapped(out, (name + " ".repeat(12)).substring(0, 12), text);
  }
}
