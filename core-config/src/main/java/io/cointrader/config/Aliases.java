package io.cointrader.config;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The predecessor's names, and what their text becomes under the new ones. */
final class Aliases {

  /** What an old name stands for; a percent value gets its unit. */
  private record Alias(String key, String suffix) {}

  private static final SortedMap<String, Alias> BY_NAME =
      new TreeMap<>(
          Map.of(
              "TRADING_MODE", new Alias("mode", ""),
              "PAPER_START_BALANCE", new Alias("account.paper_balance", ""),
              "PAPER_START_BALANCE_USD", new Alias("account.paper_balance", ""),
              "MAX_TRADE_USD", new Alias("risk.per_trade.max_amount", ""),
              "DAILY_MAX_LOSS_USD", new Alias("risk.per_day.max_loss_amount", ""),
              "WATCH_COINS", new Alias("market.symbols", ""),
              "MAX_POSITIONS", new Alias("risk.portfolio.max_positions", ""),
              "SPREAD_MAX_BPS", new Alias("risk.entry.max_spread", "bps"),
              "ORDER_COOLDOWN_SECONDS", new Alias("risk.entry.cooldown", "s")));

  private Aliases() {}

  static boolean isAlias(String name) {
    return BY_NAME.containsKey(name);
  }

  static Iterable<String> names() {
    return BY_NAME.keySet();
  }

  static String key(String name) {
    return alias(name).key();
  }

  static String text(String name, String text) {
    return text + alias(name).suffix();
  }

  private static Alias alias(String name) {
    Alias alias = BY_NAME.get(name);
    if (alias == null) {
      throw new IllegalArgumentException(name + " is no name of the predecessor");
    }
    return alias;
  }
}
