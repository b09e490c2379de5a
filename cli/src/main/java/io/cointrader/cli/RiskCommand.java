package io.cointrader.cli;

import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.Restriction;
import io.cointrader.persistence.directory.RunDirectories;
import io.cointrader.risk.LimitUse;
import io.cointrader.risk.Limits;
import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

/** Shows what stops trading, and how near the limits are. */
@Command(
    name = "risk",
    mixinStandardHelpOptions = true,
    description = "What stops entries, and how far each limit is used up.")
final class RiskCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ReadOptions options = new ReadOptions();
  @Mixin OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    RunDirectories.Run run = RunReader.choose(options.directory(), options.runId());
    RunReader.View view = RunReader.configured(run);
    List<LimitUse> limits =
        LimitUse.of(
            view.state(),
            limits(run, view),
            symbol -> Optional.ofNullable(view.marks().get(symbol)),
            view.state().at());
    if (output.isJson()) {
      json(view, limits);
    } else {
      text(run, view, limits);
    }
    return 0;
  }

  private static Limits limits(RunDirectories.Run run, RunReader.View view) {
    try {
      return Limits.of(Settings.of(view.settings()), view.state().currency());
    } catch (IllegalArgumentException unfit) {
      throw RunReader.otherBuild(run, unfit);
    }
  }

  private void text(RunDirectories.Run run, RunReader.View view, List<LimitUse> limits) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("mode  " + view.state().mode());
    for (Restriction restriction : view.state().restrictions()) {
      Output.wrapped(out, "      ", RestrictionText.of(restriction));
    }
    out.println();
    Output.table(
        out,
        List.of("limit", "used", "at", "unit"),
        limits.stream()
            .map(
                limit ->
                    List.of(
                        limit.code(),
                        Figures.rounded(limit.used()),
                        Figures.rounded(limit.limit()),
                        limit.unit()))
            .toList());
    RunReader.label(run).ifPresent(out::println);
  }

  private void json(RunReader.View view, List<LimitUse> limits) {
    Map<String, @Nullable Object> object = Output.object();
    object.put("mode", view.state().mode().name());
    List<Map<String, @Nullable Object>> restrictions = new ArrayList<>();
    for (Restriction restriction : view.state().restrictions()) {
      restrictions.add(Output.restriction(restriction));
    }
    object.put("restrictions", restrictions);
    List<Map<String, @Nullable Object>> uses = new ArrayList<>();
    for (LimitUse limit : limits) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("code", limit.code());
      one.put("limit", limit.limit());
      one.put("used", limit.used());
      one.put("unit", limit.unit());
      uses.add(one);
    }
    object.put("limits", uses);
    Output.json(spec.commandLine().getOut(), object);
  }
}
