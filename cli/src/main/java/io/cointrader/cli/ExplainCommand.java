package io.cointrader.cli;

import io.cointrader.engine.ExitCode;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.explain.Explainer;
import io.cointrader.engine.explain.Explanation;
import io.cointrader.events.Place;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.OrderId;
import io.cointrader.persistence.directory.RunDirectories;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a trade, or why there is none. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "The causes of a trade, from signal to exit; or why nothing happened.")
final class ExplainCommand implements Callable<Integer> {

  private static final Pattern ORDER = Pattern.compile("(?:.+-)?(\\d{1,18})");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin PluginOptions pluginOptions = new PluginOptions();

  @Parameters(
      paramLabel = "SYMBOL|ORDER|TRADE",
      description = "A symbol, or the number of an order or a trade.")
  String subject = "";

  @Option(
      names = "--at",
      paramLabel = "SEQ|TIME",
      description = "The last sequence number or UTC time that counts (default: the end).")
  Place at = Place.END;

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    List<Started> starts = RunReader.starts(run);
    Optional<String> kept = RunReader.keptFrom(run);
    if (starts.isEmpty() && kept.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_DATA, "nothing is recorded of run " + run.identity().runId());
    }
    Plugins plugins =
        RecordParts.plugins(run, starts, pluginOptions.named(), ExitCode.BAD_CONFIGURATION);
    Explainer explainer =
        new Explainer(
            run.storage(),
            plugins.strategies(),
            plugins.gates(),
            started -> RecordParts.feed(started, plugins));
    Explanation explanation =
        RunReader.guarded(run, () -> explain(explainer))
            .orElseThrow(() -> unknown(run, starts, kept));
    PrintWriter out = spec.commandLine().getOut();
    String currency =
        starts.isEmpty()
            ? RunReader.recorded(run, Place.END).state().currency()
            : starts.get(0).feed().currency();
    if (output.isJson()) {
      Output.json(out, ExplanationJson.of(run.identity().runId(), currency, explanation, kept));
    } else {
      new ExplanationText(out, currency).print(explanation);
      kept.ifPresent(
          from -> {
            out.println();
            Output.wrapped(out, "", from);
          });
      RunReader.label(run).ifPresent(out::println);
    }
    return 0;
  }

  private Optional<Explanation> explain(Explainer explainer) {
    Matcher order = ORDER.matcher(subject);
    if (order.matches() && !order.group(1).matches("0+")) {
      return explainer.explain(OrderId.of(order.group(1)), at);
    }
    return explainer.explain(symbol(), at);
  }

  private Symbol symbol() {
    try {
      return Symbol.of(subject.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException neither) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + subject + "' is no symbol and no number of an order; write BTC-USD or 17");
    }
  }

  private CommandFailure unknown(
      RunDirectories.Run run, List<Started> starts, Optional<String> kept) {
    String symbols =
        starts.stream()
            .reduce((before, last) -> last)
            .map(
                last ->
                    last.instruments().stream()
                        .map(instrument -> instrument.symbol().toString())
                        .limit(10)
                        .collect(Collectors.joining(", ")))
            .map(names -> "its symbols are " + names + ", ")
            .orElse("");
    return new CommandFailure(
        ExitCode.BAD_DATA,
        "run "
            + run.identity().runId()
            + " has no "
            + (ORDER.matcher(subject).matches() ? "order " : "symbol ")
            + subject
            + (at.equals(Place.END) ? "" : " up to " + at)
            + "; "
            + kept.map(from -> from + "; ").orElse("")
            + symbols
            + "`cointrader trades --output json` has the numbers of trades");
  }
}
