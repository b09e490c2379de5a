package io.cointrader.cli;

import io.cointrader.events.Place;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Totals;
import io.cointrader.persistence.directory.RunDirectories;
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
import picocli.CommandLine.Spec;

/** Lists runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Every run there is, oldest first.")
final class RunsCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only runs begun at or after this UTC time.")
  @Nullable Instant since;

  @Override
  public Integer call() {
    List<String> header = List.of("run", "mode", "stream", "state", "trades", "net", "open");
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (RunDirectories.Run run : RunReader.all(options.directory())) {
      if (since != null && run.identity().created().isBefore(since)) {
        continue;
      }
      Optional<BotState> state = Optional.empty();
      String standing = "nothing recorded";
      try {
        BotState known = RunReader.recorded(run, Place.END).state();
        if (!known.runId().isEmpty()) {
          state = Optional.of(known);
          standing = standing(run, known);
        }
      } catch (CommandFailure unreadable) {
        standing = "damaged";
        spec.commandLine().getErr().println("cointrader: " + unreadable.getMessage());
      }
      Optional<Totals> totals = state.map(BotState::totals);
      Optional<Integer> open = state.map(known -> known.positions().size());
      rows.add(
          List.of(
              run.identity().runId(),
              run.identity().mode(),
              run.identity().stream(),
              standing,
              totals.map(known -> Integer.toString(known.trades())).orElse("-"),
              totals.map(known -> Figures.money(known.netPnl())).orElse("-"),
              open.map(String::valueOf).orElse("-")));
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("runId", run.identity().runId());
      one.put("mode", run.identity().mode());
      one.put("stream", run.identity().stream());
      one.put("state", standing);
      one.put("created", run.identity().created().toString());
      one.put("finished", Output.text(run.identity().finished()));
      one.put("directory", run.directory().toAbsolutePath().normalize().toString());
      one.put("trades", totals.map(Totals::trades).orElse(null));
      one.put("netPnl", totals.map(known -> known.netPnl().toString()).orElse(null));
      one.put("openPositions", open.orElse(null));
      all.add(one);
    }
    switch (output.format) {
      case json -> {
        Map<String, @Nullable Object> object = Output.object();
        object.put("runs", all);
        Output.json(spec.commandLine().getOut(), object);
      }
      case table -> Output.table(spec.commandLine().getOut(), header, rows);
    }
    return 0;
  }

  private static String standing(RunDirectories.Run run, BotState state) {
    return run.identity().finished().isPresent() || state.isFinished()
        ? "finished"
        : run.archived() ? "set aside" : "unfinished";
  }
}
