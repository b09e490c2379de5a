package io.cointrader.engine.core;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings the trading core decides by. */
public final class CoreSettings {

  /** How an entry is ordered. */
  public enum EntryType {
    MARKETABLE_LIMIT,
    MARKET,
    POST_ONLY
  }

  public static final Setting<Money> PAPER_BALANCE =
      Setting.money("account.paper_balance")
          .range("0.01", "1000000000000")
          .defaultsTo("1000")
          .says("What a paper account begins with, in the account currency.");
  public static final Setting<List<String>> ENABLED =
      Setting.texts("strategies.enabled")
          .defaultsTo("range_breakout,rsi_momentum,support_bounce")
          .says("The strategies that trade; nothing trades that is not named here.");
  public static final Setting<EntryType> ENTRY_TYPE =
      Setting.choice("execution.entry.type", EntryType.class)
          .defaultsTo("marketable_limit")
          .asReloadable()
          .says("How an entry is ordered.");
  public static final Setting<Fraction> ENTRY_MAX_SLIPPAGE =
      Setting.fraction("execution.entry.max_slippage")
          .range("0%", "5%")
          .defaultsTo("30bps")
          .asReloadable()
          .says("How far beyond the price of the decision a marketable limit may fill.");
  public static final Setting<Duration> ENTRY_EXPIRES_AFTER =
      Setting.duration("execution.entry.expires_after")
          .range("1s", "1d")
          .defaultsTo("30s")
          .asReloadable()
          .says("When an entry that is not filled is given up.");
  public static final Setting<Fraction> TAKE_PROFIT_1_CLOSE =
      Setting.fraction("exits.take_profit_1.close")
          .range("1%", "100%")
          .defaultsTo("50%")
          .asReloadable()
          .says("The share of a position sold at the first target; the rest waits for the second.");
  public static final Setting<Decimal> BREAKEVEN_AT =
      Setting.multiple("exits.breakeven.at")
          .range("0R", "20R")
          .defaultsTo("1R")
          .asReloadable()
          .says("The gain at which the stop moves to the entry; 0R is never.");
  public static final Setting<Boolean> BREAKEVEN_COVERS_COSTS =
      Setting.flag("exits.breakeven.cover_costs")
          .defaultsTo("true")
          .asReloadable()
          .says(
              "Whether the gain, of breakeven and of trailing, counts from where the costs of the"
                  + " round trip are covered, and that stop is there.");
  public static final Setting<Decimal> TRAILING_START =
      Setting.multiple("exits.trailing.start")
          .range("0R", "50R")
          .defaultsTo("1.5R")
          .asReloadable()
          .says("The gain from which the stop follows the price; 0R is never.");
  public static final Setting<Fraction> TRAILING_KEEP =
      Setting.fraction("exits.trailing.keep")
          .range("1%", "99%")
          .defaultsTo("50%")
          .asReloadable()
          .says("The share of the greatest gain that the following stop keeps.");
  public static final Setting<Duration> TIME_STOP =
      Setting.duration("exits.time_stop")
          .range("0s", "30d")
          .defaultsTo("0s")
          .asReloadable()
          .says(
              "When a position is closed that reached no target and whose stop was not raised; 0s"
                  + " is never.");

  private CoreSettings() {}

  /** Those of risk among them. */
  public static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(RiskSettings.all());
    all.addAll(own());
    return all;
  }

  private static List<Setting<?>> own() {
    return List.of(
        PAPER_BALANCE,
        ENABLED,
        ENTRY_TYPE,
        ENTRY_MAX_SLIPPAGE,
        ENTRY_EXPIRES_AFTER,
        TAKE_PROFIT_1_CLOSE,
        BREAKEVEN_AT,
        BREAKEVEN_COVERS_COSTS,
        TRAILING_START,
        TRAILING_KEEP,
        TIME_STOP);
  }
}
