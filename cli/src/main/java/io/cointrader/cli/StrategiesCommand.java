package io.cointrader.cli;

import io.cointrader.config.Config;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.StrategySelfTest;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists strategies. */
@Command(
    name = "strategies",
    mixinStandardHelpOptions = true,
    description = "The strategies there are, and which trade.")
final class StrategiesCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Options options = new Options();
  @Mixin OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    options.logging();
    Options.Assembly assembly = options.assembly(List.of(), spec.commandLine().getErr());
    Config config = assembly.config();
    List<String> enabled = config.get(CoreSettings.ENABLED);
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (StrategyProvider provider : assembly.plugins().strategies()) {
      StrategySelfTest.Result test = StrategySelfTest.run(provider, config.settings());
      String id = provider.spec().id();
      rows.add(
          List.of(
              id,
              provider.spec().name(),
              enabled.contains(id) ? "enabled" : "-",
              test.timeframe(),
              Integer.toString(test.warmup()),
              test.passed() ? "ok" : test.message()));
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("id", id);
      one.put("name", provider.spec().name());
      one.put("enabled", enabled.contains(id));
      one.put("timeframe", test.timeframe());
      one.put("indicators", test.indicators());
      one.put("warmup", test.warmup());
      one.put("selfTest", test.passed() ? "passed" : test.message());
      one.put("settings", settings(provider, config));
      all.add(one);
    }
    if (output.isJson()) {
      Map<String, @Nullable Object> object = Output.object();
      object.put("strategies", all);
      Output.json(spec.commandLine().getOut(), object);
    } else {
      Output.table(
          spec.commandLine().getOut(),
          List.of("id", "name", "trades", "candles", "warm-up", "self-test"),
          rows);
    }
    return 0;
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
