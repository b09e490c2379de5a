package io.cointrader.risk;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Setting.Stricter;
import java.time.Duration;
import java.util.List;

/** The settings of risk. */
public final class RiskSettings {

  private static final String MOST_MONEY = "1000000000";
  private static final String MOST_COUNT = "1000000";

  public static final Setting<Fraction> MAX_LOSS_PER_TRADE =
      Setting.fraction("risk.per_trade.max_loss")
          .range("0.01%", "10%")
          .defaultsTo("0.5%")
          .asReloadable(Stricter.LOWER)
          .says("The share of equity that a stopped trade may cost.");
  public static final Setting<Fraction> MAX_SHARE =
      Setting.fraction("risk.per_trade.max_share")
          .range("0.1%", "100%")
          .defaultsTo("10%")
          .asReloadable(Stricter.LOWER)
          .says("The largest position as a share of equity.");
  public static final Setting<Money> MAX_AMOUNT =
      Setting.money("risk.per_trade.max_amount")
          .range("0.01", MOST_MONEY)
          .asReloadable(Stricter.LOWER)
          .says("The largest position as an amount; without it only the share holds.");

  public static final Setting<Fraction> MAX_LOSS_PER_DAY =
      Setting.fraction("risk.per_day.max_loss")
          .range("0.1%", "100%")
          .defaultsTo("2%")
          .asReloadable(Stricter.LOWER)
          .says("The share of equity lost in a UTC day, or in 24 hours, at which entries stop.");
  public static final Setting<Money> MAX_LOSS_AMOUNT_PER_DAY =
      Setting.money("risk.per_day.max_loss_amount")
          .range("0.01", MOST_MONEY)
          .asReloadable(Stricter.LOWER)
          .says("The same as an amount; the stricter of the two holds.");
  public static final Setting<Integer> MAX_ORDERS_PER_DAY =
      count("risk.per_day.max_orders", "200", "Orders sent in a UTC day after which entries stop.");
  public static final Setting<Integer> MAX_CANCELS_PER_DAY =
      count(
          "risk.per_day.max_cancels",
          "1000",
          "Orders taken back in a UTC day after which entries stop.");
  public static final Setting<Integer> MAX_REJECTS_PER_DAY =
      count(
          "risk.per_day.max_rejects",
          "50",
          "Orders refused by the venue in a UTC day after which entries stop.");
  public static final Setting<Money> MAX_ENTERED_PER_DAY =
      Setting.money("risk.per_day.max_entered")
          .range("0.01", MOST_MONEY)
          .asReloadable(Stricter.LOWER)
          .says("The value of all entries of a UTC day.");

  public static final Setting<Integer> MAX_ORDERS_PER_MINUTE =
      count("risk.per_minute.max_orders", "60", "Orders sent within a minute.");
  public static final Setting<Integer> MAX_CANCELS_PER_MINUTE =
      count("risk.per_minute.max_cancels", "60", "Orders taken back within a minute.");
  public static final Setting<Integer> MAX_REJECTS_PER_MINUTE =
      count("risk.per_minute.max_rejects", "10", "Orders refused within a minute.");
  public static final Setting<Money> MAX_ENTERED_PER_MINUTE =
      Setting.money("risk.per_minute.max_entered")
          .range("0.01", MOST_MONEY)
          .asReloadable(Stricter.LOWER)
          .says("The value of all entries within a minute.");

  public static final Setting<Integer> MAX_ORDERS_PER_SECOND =
      count("risk.per_second.max_orders", "20", "Orders sent within a second.");
  public static final Setting<Integer> MAX_CANCELS_PER_SECOND =
      count("risk.per_second.max_cancels", "20", "Orders taken back within a second.");
  public static final Setting<Integer> MAX_REJECTS_PER_SECOND =
      count("risk.per_second.max_rejects", "5", "Orders refused within a second.");
  public static final Setting<Money> MAX_ENTERED_PER_SECOND =
      Setting.money("risk.per_second.max_entered")
          .range("0.01", MOST_MONEY)
          .asReloadable(Stricter.LOWER)
          .says("The value of all entries within a second.");

  public static final Setting<Integer> MAX_POSITIONS =
      Setting.count("risk.portfolio.max_positions")
          .range("1", "1000")
          .defaultsTo("5")
          .asReloadable(Stricter.LOWER)
          .says("Positions and working entries at the same time.");
  public static final Setting<Integer> MAX_PER_STRATEGY =
      Setting.count("risk.portfolio.max_per_strategy")
          .range("1", "1000")
          .defaultsTo("1000")
          .asReloadable(Stricter.LOWER)
          .says("Positions and working entries of one strategy at the same time.");
  public static final Setting<Fraction> MAX_EXPOSURE =
      Setting.fraction("risk.portfolio.max_exposure")
          .range("1%", "100%")
          .defaultsTo("60%")
          .asReloadable(Stricter.LOWER)
          .says("The value of all positions and working entries as a share of equity.");
  public static final Setting<Fraction> MAX_DRAWDOWN =
      Setting.fraction("risk.portfolio.max_drawdown")
          .range("1%", "100%")
          .defaultsTo("25%")
          .asReloadable(Stricter.LOWER)
          .says(
              "The fall of equity from its peak at which entries stop until the operator resumes.");
  public static final Setting<List<String>> CORRELATED =
      Setting.texts("risk.portfolio.correlated")
          .defaultsTo("")
          .asReloadable()
          .says("Groups of bases that move together, each joined by +, for example ETH+SOL+AVAX.");
  public static final Setting<Fraction> MAX_CORRELATED_EXPOSURE =
      Setting.fraction("risk.portfolio.max_correlated_exposure")
          .range("1%", "100%")
          .defaultsTo("30%")
          .asReloadable(Stricter.LOWER)
          .says("The value held and ordered within one such group as a share of equity.");

  public static final Setting<Fraction> MAX_SPREAD =
      Setting.fraction("risk.entry.max_spread")
          .range("0%", "10%")
          .defaultsTo("50bps")
          .asReloadable(Stricter.LOWER)
          .says("The widest spread an entry may cross.");
  public static final Setting<Fraction> MAX_BOOK_SLIPPAGE =
      Setting.fraction("risk.entry.max_book_slippage")
          .range("0%", "10%")
          .defaultsTo("50bps")
          .asReloadable(Stricter.LOWER)
          .says("How far beyond the best ask the size of an entry may be expected to reach.");
  public static final Setting<Fraction> PRICE_BAND =
      Setting.fraction("risk.entry.price_band")
          .range("0.01%", "50%")
          .defaultsTo("3%")
          .asReloadable(Stricter.LOWER)
          .says("How far the price of a plan may lie from the newest price.");
  public static final Setting<Decimal> MIN_NET_REWARD_RISK =
      Setting.number("risk.entry.min_net_reward_risk")
          .range("0", "100")
          .defaultsTo("0.5")
          .asReloadable(Stricter.HIGHER)
          .says("The least (size-weighted targets - costs) / (stop distance + costs) of an entry.");
  public static final Setting<Duration> COOLDOWN =
      Setting.duration("risk.entry.cooldown")
          .range("0s", "30d")
          .defaultsTo("10m")
          .asReloadable(Stricter.HIGHER)
          .says("The least time between two entries in one symbol.");
  public static final Setting<Integer> MIN_SCORE =
      Setting.count("risk.entry.min_score")
          .range("0", "100")
          .defaultsTo("0")
          .asReloadable(Stricter.HIGHER)
          .says("The least score of an entry, whatever its strategy.");
  public static final Setting<Integer> CAUTION_SCORE =
      Setting.count("risk.entry.caution_score")
          .range("0", "100")
          .defaultsTo("5")
          .asReloadable(Stricter.HIGHER)
          .says("What the least score rises by while the regime is cautious.");
  public static final Setting<Boolean> STABLECOINS =
      Setting.flag("risk.entry.stablecoins")
          .defaultsTo("false")
          .asReloadable()
          .says("Whether coins that follow a currency may be bought.");

  public static final Setting<Duration> MAX_QUOTE_AGE =
      Setting.duration("market.max_age.quote")
          .range("1s", "1h")
          .defaultsTo("10s")
          .asReloadable(Stricter.LOWER)
          .says("The oldest quote an entry may rest on.");
  public static final Setting<Duration> MAX_CANDLE_AGE =
      Setting.duration("market.max_age.candle")
          .range("1m", "1d")
          .defaultsTo("2m")
          .asReloadable(Stricter.LOWER)
          .says("How long ago the newest one-minute candle may have closed for an entry.");
  public static final Setting<Symbol> REGIME_SYMBOL =
      Setting.symbol("market.regime_symbol")
          .says(
              "The symbol whose fall makes all entries stricter; BTC in the account currency"
                  + " unless said.");
  public static final Setting<Fraction> CAUTION_FALL =
      Setting.fraction("market.regime.caution")
          .range("0.1%", "100%")
          .defaultsTo("1.5%")
          .asReloadable(Stricter.LOWER)
          .says("The fall of that symbol within an hour from which entries need a higher score.");
  public static final Setting<Fraction> RISK_OFF_FALL =
      Setting.fraction("market.regime.risk_off")
          .range("0.1%", "100%")
          .defaultsTo("3%")
          .asReloadable(Stricter.LOWER)
          .says("The fall of that symbol within an hour from which there are no entries.");

  public static final Setting<Integer> BREAKER_FAILURES =
      Setting.count("risk.breaker.failures")
          .range("1", "1000")
          .defaultsTo("5")
          .asReloadable(Stricter.LOWER)
          .says("Failures of the venue in a row after which nothing new is sent.");
  public static final Setting<Duration> BREAKER_RETRY =
      Setting.duration("risk.breaker.retry_after")
          .range("1s", "1d")
          .defaultsTo("5m")
          .asReloadable(Stricter.HIGHER)
          .says("How long after that one order tries whether the venue is back.");
  public static final Setting<Integer> GUARD_STOPS =
      Setting.count("risk.stop_guard.stops")
          .range("1", "200")
          .defaultsTo("4")
          .asReloadable(Stricter.LOWER)
          .says("Stop-outs within the window after which entries stop for a while.");
  public static final Setting<Duration> GUARD_WINDOW =
      Setting.duration("risk.stop_guard.within")
          .range("1m", "30d")
          .defaultsTo("1d")
          .asReloadable(Stricter.HIGHER)
          .says("The window in which stop-outs are counted.");
  public static final Setting<Duration> GUARD_PAUSE =
      Setting.duration("risk.stop_guard.pause")
          .range("1m", "30d")
          .defaultsTo("4h")
          .asReloadable(Stricter.HIGHER)
          .says("How long entries then stop.");
  public static final Setting<Boolean> GUARD_PER_SYMBOL =
      Setting.flag("risk.stop_guard.per_symbol")
          .defaultsTo("true")
          .asReloadable()
          .says("Whether stop-outs are counted, and entries stopped, symbol by symbol.");
  public static final Setting<Integer> LOW_PROFIT_TRADES =
      Setting.count("risk.low_profit.trades")
          .range("2", "200")
          .defaultsTo("5")
          .asReloadable()
          .says("The newest trades of a symbol that have to have made the least profit together.");
  public static final Setting<Fraction> LOW_PROFIT_MINIMUM =
      Setting.fraction("risk.low_profit.min_profit")
          .range("0%", "100%")
          .asReloadable(Stricter.HIGHER)
          .says("That profit as a share of equity at the start; without it there is no such rule.");
  public static final Setting<Duration> LOW_PROFIT_PAUSE =
      Setting.duration("risk.low_profit.pause")
          .range("1m", "30d")
          .defaultsTo("1d")
          .asReloadable(Stricter.HIGHER)
          .says("How long entries in such a symbol stop.");

  private RiskSettings() {}

  private static Setting<Integer> count(String key, String byDefault, String meaning) {
    return Setting.count(key)
        .range("1", MOST_COUNT)
        .defaultsTo(byDefault)
        .asReloadable(Stricter.LOWER)
        .says(meaning);
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return List.of(
        MAX_LOSS_PER_TRADE,
        MAX_SHARE,
        MAX_AMOUNT,
        MAX_LOSS_PER_DAY,
        MAX_LOSS_AMOUNT_PER_DAY,
        MAX_ORDERS_PER_DAY,
        MAX_CANCELS_PER_DAY,
        MAX_REJECTS_PER_DAY,
        MAX_ENTERED_PER_DAY,
        MAX_ORDERS_PER_MINUTE,
        MAX_CANCELS_PER_MINUTE,
        MAX_REJECTS_PER_MINUTE,
        MAX_ENTERED_PER_MINUTE,
        MAX_ORDERS_PER_SECOND,
        MAX_CANCELS_PER_SECOND,
        MAX_REJECTS_PER_SECOND,
        MAX_ENTERED_PER_SECOND,
        MAX_POSITIONS,
        MAX_PER_STRATEGY,
        MAX_EXPOSURE,
        MAX_DRAWDOWN,
        CORRELATED,
        MAX_CORRELATED_EXPOSURE,
        MAX_SPREAD,
        MAX_BOOK_SLIPPAGE,
        PRICE_BAND,
        MIN_NET_REWARD_RISK,
        COOLDOWN,
        MIN_SCORE,
        CAUTION_SCORE,
        STABLECOINS,
        MAX_QUOTE_AGE,
        MAX_CANDLE_AGE,
        REGIME_SYMBOL,
        CAUTION_FALL,
        RISK_OFF_FALL,
        BREAKER_FAILURES,
        BREAKER_RETRY,
        GUARD_STOPS,
        GUARD_WINDOW,
        GUARD_PAUSE,
        GUARD_PER_SYMBOL,
        LOW_PROFIT_TRADES,
        LOW_PROFIT_MINIMUM,
        LOW_PROFIT_PAUSE);
  }
}
