package io.cointrader.engine;

import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.PluginJar;
import io.cointrader.models.setting.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of the assembly itself. */
public final class EngineSettings {

  /** What orders are. */
  public enum Mode {
    PAPER,
    LIVE
  }

  public static final Setting<Mode> MODE =
      Setting.choice("mode", Mode.class)
          .defaultsTo("paper")
          .says("Whether orders are paper or live.");
  public static final Setting<String> FEED =
      Setting.text("market.feed")
          .defaultsTo("sim")
          .says("Where market data comes from: sim, replay, history or a plugin's id.");
  public static final Setting<String> CURRENCY =
      Setting.text("account.currency")
          .says("The account currency; an error when it is not the symbols' quote currency.");
  public static final Setting<Duration> SNAPSHOT_EVERY =
      Setting.duration("storage.snapshot_every")
          .range("1s", "1d")
          .defaultsTo("5m")
          .says("How often the whole state is saved.");
  public static final Setting<Duration> STALL_AFTER =
      Setting.duration("engine.stall_after")
          .range("1s", "1h")
          .defaultsTo("60s")
          .says("How long one input may take before the engine gives itself up as hanging.");
  public static final Setting<Duration> QUOTE_INTERVAL =
      Setting.duration("market.quote_interval")
          .range("0s", "1m")
          .defaultsTo("1s")
          .says(
              "How often a live quote of a symbol is looked at that has no position and no order;"
                  + " of others each is.");
  public static final Setting<Integer> QUEUE =
      Setting.count("engine.queue")
          .range("16", "1000000")
          .defaultsTo("16384")
          .says("How many live quotes, and how many other inputs, may wait for the core thread.");
  public static final Setting<Integer> CRASH_LOOP_STARTS =
      Setting.count("engine.crash_loop.starts")
          .range("2", "1000")
          .defaultsTo("5")
          .says("How many starts that get nowhere, each after a crash, end entries.");
  public static final Setting<Duration> CRASH_LOOP_WITHIN =
      Setting.duration("engine.crash_loop.within")
          .range("1m", "1d")
          .defaultsTo("10m")
          .says("The time within which such starts are counted.");
  public static final Setting<Long> RETAIN =
      Setting.size("storage.retain")
          .range("1MiB", "1024TiB")
          .defaultsTo("10GiB")
          .says("How much of the record is kept; older segments are pruned, their trades kept.");
  public static final Setting<String> ARCHIVE =
      Setting.text("storage.archive")
          .says("A directory outside for pruned segments and the chain's head at each stop.");
  public static final Setting<Long> LEAST_FREE =
      Setting.size("storage.least_free")
          .range("16MiB", "1TiB")
          .defaultsTo("256MiB")
          .says("How much of the disk must be free for entries; exits go on below it.");
  public static final Setting<Duration> SLOW_AFTER =
      Setting.duration("storage.slow_after")
          .range("100ms", "10m")
          .defaultsTo("5s")
          .says("How long the disk may take to make something durable before entries end.");
  public static final Setting<Decimal> PRICE_INCREMENT =
      Setting.number("market.instruments.any.price_increment")
          .range("0.000000000001", "1000000")
          .says("The tick size of a symbol, in place of the built-in one.");
  public static final Setting<Decimal> QUANTITY_INCREMENT =
      Setting.number("market.instruments.any.quantity_increment")
          .range("0.000000000001", "1000000")
          .says("The lot size of a symbol, in place of the built-in one.");
  public static final Setting<Money> MIN_NOTIONAL =
      Setting.money("market.instruments.any.min_notional")
          .range("0", "1000000")
          .says("The least value of an order in a symbol, in place of the built-in one.");

  public static final Setting<List<PluginJar>> PLUGINS =
      Setting.plugins("plugins")
          .defaultsTo("")
          .says("Jars with strategies, feeds, venues or gates, each as { file, sha256 }.");

  private EngineSettings() {}

  /** These and those of the trading core. */
  public static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(CoreSettings.all());
    all.addAll(
        List.of(
            MODE,
            FEED,
            CURRENCY,
            SNAPSHOT_EVERY,
            STALL_AFTER,
            QUOTE_INTERVAL,
            QUEUE,
            CRASH_LOOP_STARTS,
            CRASH_LOOP_WITHIN,
            RETAIN,
            ARCHIVE,
            LEAST_FREE,
            SLOW_AFTER,
            PRICE_INCREMENT,
            QUANTITY_INCREMENT,
            MIN_NOTIONAL,
            PLUGINS));
    return all;
  }
}
