package io.cointrader.engine.core;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.Limits;
import java.time.Duration;
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
          .range("0", "1000000000000")
          .defaultsTo("1000")
          .says("What a paper account begins with, in the account currency.");
  public static final Setting<List<String>> ENABLED =
      Setting.texts("strategies.enabled")
          .defaultsTo("range_breakout,rsi_momentum,support_bounce")
          .says("The strategies that trade; nothing trades that is not named here.");
  public static final Setting<Fraction> MAX_LOSS_PER_TRADE =
      Setting.fraction("risk.per_trade.max_loss")
          .range("0.01%", "10%")
          .defaultsTo("0.5%")
          .says("The share of equity that a stopped trade may cost.");
  public static final Setting<Fraction> MAX_SHARE =
      Setting.fraction("risk.per_trade.max_share")
          .range("0.1%", "100%")
          .defaultsTo("10%")
          .says("The largest position as a share of equity.");
  public static final Setting<Money> MAX_AMOUNT =
      Setting.money("risk.per_trade.max_amount")
          .range("0.01", "1000000000")
          .says("The largest position as an amount; without it only the share holds.");
  public static final Setting<Fraction> MAX_LOSS_PER_DAY =
      Setting.fraction("risk.per_day.max_loss")
          .range("0.1%", "100%")
          .defaultsTo("2%")
          .says("The share of equity lost in a UTC day, or in 24 hours, at which entries stop.");
  public static final Setting<Money> MAX_LOSS_AMOUNT_PER_DAY =
      Setting.money("risk.per_day.max_loss_amount")
          .range("0.01", "1000000000")
          .says("The same as an amount; the stricter of the two holds.");
  public static final Setting<Integer> MAX_ORDERS_PER_DAY =
      Setting.count("risk.per_day.max_orders")
          .range("1", "1000000")
          .defaultsTo("200")
          .says("Orders sent in a UTC day after which entries stop.");
  public static final Setting<Integer> MAX_POSITIONS =
      Setting.count("risk.portfolio.max_positions")
          .range("1", "1000")
          .defaultsTo("5")
          .says("Positions and working entries at the same time.");
  public static final Setting<Fraction> MAX_EXPOSURE =
      Setting.fraction("risk.portfolio.max_exposure")
          .range("1%", "100%")
          .defaultsTo("60%")
          .says("The value of all positions and working entries as a share of equity.");
  public static final Setting<Fraction> MAX_SPREAD =
      Setting.fraction("risk.entry.max_spread")
          .range("0%", "10%")
          .defaultsTo("50bps")
          .says("The widest spread an entry may cross.");
  public static final Setting<Decimal> MIN_NET_REWARD_RISK =
      Setting.number("risk.entry.min_net_reward_risk")
          .range("0", "100")
          .defaultsTo("0.5")
          .says("The least (size-weighted targets - costs) / (stop distance + costs) of an entry.");
  public static final Setting<Duration> COOLDOWN =
      Setting.duration("risk.entry.cooldown")
          .range("0s", "30d")
          .defaultsTo("10m")
          .says("The least time between two entries in one symbol.");
  public static final Setting<Duration> MAX_QUOTE_AGE =
      Setting.duration("market.max_age.quote")
          .range("1s", "1h")
          .defaultsTo("10s")
          .says("The oldest quote an entry may rest on.");
  public static final Setting<Duration> MAX_CANDLE_AGE =
      Setting.duration("market.max_age.candle")
          .range("1m", "1d")
          .defaultsTo("2m")
          .says("How long ago the newest one-minute candle may have closed for an entry.");
  public static final Setting<EntryType> ENTRY_TYPE =
      Setting.choice("execution.entry.type", EntryType.class)
          .defaultsTo("marketable_limit")
          .says("How an entry is ordered.");
  public static final Setting<Fraction> ENTRY_MAX_SLIPPAGE =
      Setting.fraction("execution.entry.max_slippage")
          .range("0%", "5%")
          .defaultsTo("30bps")
          .says("How far beyond the price of the decision a marketable limit may fill.");
  public static final Setting<Duration> ENTRY_EXPIRES_AFTER =
      Setting.duration("execution.entry.expires_after")
          .range("1s", "1d")
          .defaultsTo("30s")
          .says("When an entry that is not filled is given up.");
  public static final Setting<Fraction> TAKE_PROFIT_1_CLOSE =
      Setting.fraction("exits.take_profit_1.close")
          .range("1%", "100%")
          .defaultsTo("50%")
          .says("The share of a position sold at the first target; the rest waits for the second.");

  private CoreSettings() {}

  public static List<Setting<?>> all() {
    return List.of(
        PAPER_BALANCE,
        ENABLED,
        MAX_LOSS_PER_TRADE,
        MAX_SHARE,
        MAX_AMOUNT,
        MAX_LOSS_PER_DAY,
        MAX_LOSS_AMOUNT_PER_DAY,
        MAX_ORDERS_PER_DAY,
        MAX_POSITIONS,
        MAX_EXPOSURE,
        MAX_SPREAD,
        MIN_NET_REWARD_RISK,
        COOLDOWN,
        MAX_QUOTE_AGE,
        MAX_CANDLE_AGE,
        ENTRY_TYPE,
        ENTRY_MAX_SLIPPAGE,
        ENTRY_EXPIRES_AFTER,
        TAKE_PROFIT_1_CLOSE);
  }

  /** The limits these settings say. */
  public static Limits limits(Settings settings, String currency) {
    return new Limits(
        currency,
        settings.get(MAX_LOSS_PER_TRADE),
        settings.get(MAX_SHARE),
        settings.find(MAX_AMOUNT),
        settings.get(MAX_LOSS_PER_DAY),
        settings.find(MAX_LOSS_AMOUNT_PER_DAY),
        settings.get(MAX_ORDERS_PER_DAY),
        settings.get(MAX_POSITIONS),
        settings.get(MAX_EXPOSURE),
        settings.get(MAX_SPREAD),
        settings.get(MIN_NET_REWARD_RISK),
        settings.get(COOLDOWN),
        settings.get(MAX_QUOTE_AGE),
        settings.get(MAX_CANDLE_AGE));
  }
}
