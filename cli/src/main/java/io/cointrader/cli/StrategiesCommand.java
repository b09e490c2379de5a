package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.StrategySelfTest;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.persistence.directory.RunDirectories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists strategies. */
@Command(
    name = "strategies",
    mixinStandardHelpOptions = true,
    description = "The strategies there are, which trade, and what they did in the newest run.")
final class StrategiesCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--run", paramLabel = "ID", description = "A run in place of the newest.")
  @Nullable String run;

  @Override
  public Integer call() {
    options.logging();
    Options.Assembly assembly = options.assembly(List.of(), spec.commandLine().getErr());
    Config config = assembly.config();
    List<String> enabled = config.get(CoreSettings.ENABLED);
    Optional<RunDirectories.Run> told = run();
    SortedMap<String, StrategyRecord> records =
        told.map(RunReader::view)
            .map(view -> StrategyRecord.byStrategy(view.trades()))
            .orElseGet(TreeMap::new);
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (StrategyProvider provider : assembly.plugins().strategies()) {
      StrategySelfTest.Result test = StrategySelfTest.run(provider, config.settings());
      String id = provider.spec().id();
      StrategyRecord record = records.getOrDefault(id, StrategyRecord.NONE);
      rows.add(
          List.of(
              id,
              provider.spec().name(),
              enabled.contains(id) ? "enabled" : "-",
              test.timeframe(),
              Integer.toString(test.warmup()),
              test.passed() ? "ok" : test.message(),
              Integer.toString(record.trades()),
              record.trades() == 0 ? "-" : Integer.toString(record.wins()),
              record.trades() == 0 ? "-" : Figures.money(record.netPnl()),
              record.expectancy().map(r -> Figures.rounded(r, 2)).orElse("-")));
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("id", id);
      one.put("name", provider.spec().name());
      one.put("enabled", enabled.contains(id));
      one.put("timeframe", test.timeframe());
      one.put("indicators", test.indicators());
      one.put("warmup", test.warmup());
      one.put("selfTest", test.passed() ? "passed" : test.message());
      one.put("settings", settings(provider, config));
      one.put("record", told.isEmpty() ? null : fields(record));
      all.add(one);
    }
    if (output.isJson()) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("runId", told.map(chosen -> chosen.identity().runId()).orElse(null));
      object.put("strategies", all);
      Output.json(spec.commandLine().getOut(), object);
    } else {
      Output.table(
          spec.commandLine().getOut(),
          List.of(
              "id",
              "name",
              "trades",
              "candles",
              "warm-up",
              "self-test",
              "closed",
              "won",
              "net",
              "R each"),
          rows);
      told.flatMap(RunReader::label).ifPresent(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  /** The run to tell of: the one asked for, else the newest there is. */
  private Optional<RunDirectories.Run> run() {
    if (run != null) {
      return Optional.of(RunReader.choose(options.dataDir, Optional.of(run)));
    }
    List<RunDirectories.Run> runs = RunReader.runs(options.dataDir);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  private static Map<String, @Nullable Object> fields(StrategyRecord record) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("trades", record.trades());
    one.put("wins", record.wins());
    one.put("losses", record.losses());
    one.put("netPnl", record.netPnl().toString());
    one.put("expectancyR", Output.text(record.expectancy()));
    return one;
  }

  private static List<Map<String, @Nullable Object>> settings(
      StrategyProvider provider, Config config) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Setting<?> setting : Plugins.settings(provider)) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("key", setting.key());
      one.put("value", config.effective().get(setting.key()));
      one.put("origin", config.origin(setting.key()));
      one.put("meaning", setting.sentence());
      all.add(one);
    }
    return all;
  }
}
