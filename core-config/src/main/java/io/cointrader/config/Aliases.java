package io.cointrader.config;

import io.cointrader.models.number.Fraction;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The predecessor's names, and what their values are under the new ones. */
final class Aliases {

  /** The predecessor's name of the profile, which is no setting. */
  static final String PROFILE = "PROFILE";

  /** The value for which an old name stands for nothing, because the default says it. */
  private static final String NOTHING = "";

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{0,15}\\.?[0-9]{1,15}");

  /** What an old name stands for, and how its value is written now. */
  private record Alias(String key, UnaryOperator<String> unit) {}

  /**
   * An old name that stands for nothing now.
   *
   * @param mattered whether it did something there, so that passing it over would be a surprise
   */
  record Retired(boolean mattered, String rule, String fix) {}

  private static final SortedMap<String, Alias> BY_NAME = table();
  private static final SortedMap<String, Retired> RETIRED = retired();

  private Aliases() {}

  private static SortedMap<String, Alias> table() {
    SortedMap<String, Alias> table = new TreeMap<>();
    access(table);
    risk(table);
    trading(table);
    strategies(table);
    return Collections.unmodifiableSortedMap(table);
  }

  private static void put(
      SortedMap<String, Alias> table, String name, String key, UnaryOperator<String> unit) {
    table.put(name, new Alias(key, unit));
  }

  private static void access(SortedMap<String, Alias> table) {
    put(table, "TRADING_MODE", "mode", UnaryOperator.identity());
    put(table, "COINBASE_API_KEY", "coinbase.api_key", UnaryOperator.identity());
    put(table, "COINBASE_API_SECRET", "coinbase.api_secret", UnaryOperator.identity());
    put(table, "TELEGRAM_BOT_TOKEN", "alerts.telegram.bot_token", UnaryOperator.identity());
    put(table, "TELEGRAM_CHAT_ID", "alerts.telegram.chat_id", UnaryOperator.identity());
    put(table, "PAPER_START_BALANCE", "account.paper_balance", UnaryOperator.identity());
    put(table, "PAPER_START_BALANCE_USD", "account.paper_balance", UnaryOperator.identity());
    put(table, "MAKER_FEE_PCT", "account.paper_fees.maker", Aliases::share);
    put(table, "TAKER_FEE_PCT", "account.paper_fees.taker", Aliases::share);
  }

  private static void risk(SortedMap<String, Alias> table) {
    put(table, "MAX_TRADE_USD", "risk.per_trade.max_amount", UnaryOperator.identity());
    put(table, "MIN_TRADE_USD", "risk.per_trade.min_amount", UnaryOperator.identity());
    put(table, "POSITION_MAX_PCT", "risk.per_trade.max_share", Aliases::share);
    put(table, "POSITION_MIN_PCT", "risk.per_trade.min_share", Aliases::share);
    put(table, "DAILY_MAX_LOSS_USD", "risk.per_day.max_loss_amount", UnaryOperator.identity());
    put(table, "MAX_POSITIONS", "risk.portfolio.max_positions", UnaryOperator.identity());
    put(table, "PORTFOLIO_MAX_EXPOSURE_PCT", "risk.portfolio.max_exposure", Aliases::share);
    put(table, "SPREAD_MAX_BPS", "risk.entry.max_spread", text -> unit(text, "bps"));
    put(table, "ENTRY_SCORE_MIN", "risk.entry.min_score", UnaryOperator.identity());
    put(table, "ORDER_COOLDOWN_SECONDS", "risk.entry.cooldown", text -> unit(text, "s"));
    put(table, "ORDER_COOLDOWN_MIN_SECONDS", "risk.entry.min_cooldown", text -> unit(text, "s"));
    put(table, "CIRCUIT_BREAKER_MAX_FAILURES", "risk.breaker.failures", UnaryOperator.identity());
    put(
        table,
        "CIRCUIT_BREAKER_RESET_SECONDS",
        "risk.breaker.retry_after",
        text -> unit(text, "s"));
    for (String tier : new String[] {"whale", "strong", "normal", "scout"}) {
      String old = tier.toUpperCase(Locale.ROOT);
      put(table, old + "_TRADE_PCT", "risk.tiers." + tier + ".max_share", Aliases::share);
      put(
          table,
          old + "_TRADE_USD",
          "risk.tiers." + tier + ".max_amount",
          UnaryOperator.identity());
      if (!tier.equals("normal")) {
        put(
            table,
            old + "_SCORE_MIN",
            "risk.tiers." + tier + ".min_score",
            UnaryOperator.identity());
        put(
            table,
            old + "_MAX_POSITIONS",
            "risk.tiers." + tier + ".max_positions",
            UnaryOperator.identity());
      }
    }
    put(table, "WHALE_CONFLUENCE_MIN", "risk.tiers.whale.min_confluence", UnaryOperator.identity());
  }

  private static void trading(SortedMap<String, Alias> table) {
    put(table, "WATCH_COINS", "market.symbols", UnaryOperator.identity());
    put(table, "SYMBOL_WHITELIST", "universe.allow", UnaryOperator.identity());
    put(table, "USE_WHITELIST", "universe.allow_only", Aliases::flag);
    put(table, "IGNORED_SYMBOLS", "reconcile.ignored_symbols", UnaryOperator.identity());
    put(table, "POSITION_MIN_USD", "reconcile.min_value", UnaryOperator.identity());
    put(table, "POSITION_DUST_USD", "reconcile.dust", UnaryOperator.identity());
    put(table, "POSITION_QTY_DRIFT_TOLERANCE", "reconcile.quantity_tolerance", Aliases::share);
    put(table, "POSITION_VERIFY_TOLERANCE", "reconcile.verify_share", Aliases::share);
    put(table, "USE_LIMIT_ORDERS", "execution.entry.type", Aliases::entryType);
    put(table, "LIMIT_BUFFER_PCT", "execution.entry.max_slippage", Aliases::share);
    put(table, "STOP_HEALTH_CHECK_INTERVAL", "execution.stop_check_every", text -> unit(text, "s"));
    put(table, "TP1_PARTIAL_PCT", "exits.take_profit_1.close", Aliases::share);
    put(table, "MAX_HOLD_MINUTES", "exits.time_stop", text -> unit(text, "m"));
    put(table, "TIME_STOP_ENABLED", "exits.time_stop", Aliases::timeStop);
    put(table, "TRAIL_LOCK_PCT", "exits.trailing.keep", Aliases::share);
    put(table, "FIXED_STOP_PCT", "exits.fallback.stop", Aliases::share);
    put(table, "TP1_PCT", "exits.fallback.target_1", Aliases::share);
    put(table, "TP2_PCT", "exits.fallback.target_2", Aliases::share);
  }

  private static void strategies(SortedMap<String, Alias> table) {
    String burst = "strategies.burst_flag.";
    put(table, "VOL_SPIKE_THRESHOLD", burst + "volume_spike", UnaryOperator.identity());
    put(table, "RANGE_SPIKE_THRESHOLD", burst + "range_spike", UnaryOperator.identity());
    put(table, "IMPULSE_MIN_PCT", burst + "least_impulse", Aliases::percent);
    put(table, "FLAG_RETRACE_MIN", burst + "retrace_min", Aliases::share);
    put(table, "FLAG_RETRACE_MAX", burst + "retrace_max", Aliases::share);
    put(table, "FLAG_VOL_DECAY", burst + "volume_decay", Aliases::share);
    put(table, "BREAKOUT_BUFFER_PCT", burst + "breakout_buffer", Aliases::percent);
    put(table, "BREAKOUT_VOL_MULT", burst + "breakout_volume", UnaryOperator.identity());
    put(table, "STOP_ATR_MULT", burst + "stop_atr", UnaryOperator.identity());
    put(table, "TP2_IMPULSE_MULT", burst + "target_2_impulse", UnaryOperator.identity());
    put(table, "TRIPLE_TOP_TOLERANCE_PCT", burst + "triple_top_tolerance", Aliases::percent);
    put(table, "HS_SHOULDER_TOLERANCE_PCT", burst + "shoulder_tolerance", Aliases::percent);
    put(table, "BASE_SCORE_STRICT_CUTOFF", "scoring.strict_cutoff", UnaryOperator.identity());
    put(table, "ML_MIN_CONFIDENCE", "scoring.ml.min_confidence", Aliases::share);
    put(table, "ML_BOOST_SCALE", "scoring.ml.boost_scale", UnaryOperator.identity());
    put(table, "ML_BOOST_MIN", "scoring.ml.boost_min", UnaryOperator.identity());
    put(table, "ML_BOOST_MAX", "scoring.ml.boost_max", UnaryOperator.identity());
  }

  private static SortedMap<String, Retired> retired() {
    SortedMap<String, Retired> table = new TreeMap<>();
    Retired unused = new Retired(false, "did nothing in the predecessor either", "leave it out");
    for (String name :
        new String[] {
          "POSITION_BASE_PCT", "RISK_PER_TRADE_PCT", "DAILY_MAX_LOSS_PCT", "MIN_24H_VOLUME_USD",
          "TRAIL_BE_TRIGGER_R", "TRAIL_START_R", "STACKING_ENABLED", "STACKING_MIN_PROFIT_PCT",
          "STACKING_MAX_ADDS", "STACKING_GREEN_CANDLES", "FAST_STOP_PCT", "FAST_TP1_PCT",
          "FAST_TP2_PCT", "FAST_TIME_STOP_MIN", "THESIS_TREND_FLIP_5M", "THESIS_TREND_FLIP_15M",
          "THESIS_VWAP_DISTANCE", "COINTRADER_MANAGED_BY_PM2", "COINTRADER_DASHBOARD_RUNNING"
        }) {
      table.put(name, unused);
    }
    Retired fast =
        new Retired(false, "belongs to the fast mode, which is left out", "leave it out");
    table.put("FAST_MODE_ENABLED", fast);
    table.put("FAST_CONFIDENCE_MIN", fast);
    table.put("FAST_SPREAD_MAX_BPS", fast);
    table.put(
        "PAPER_RESET_STATE",
        new Retired(true, "no longer sets a run aside", "leave it out, and run with --fresh"));
    table.put(
        "MIN_RR_RATIO",
        new Retired(
            true,
            "was a ratio before costs and cannot be carried over",
            "write risk.entry.min_net_reward_risk: 0.5, a ratio after costs"));
    table.put(
        "TRAIL_BE_TRIGGER_PCT",
        new Retired(
            true,
            "was a share of the price and cannot be carried over",
            "write exits.breakeven.at: 1R, a multiple of the stop distance"));
    table.put(
        "TRAIL_START_PCT",
        new Retired(
            true,
            "was a share of the price and cannot be carried over",
            "write exits.trailing.start: 1.5R, a multiple of the stop distance"));
    return Collections.unmodifiableSortedMap(table);
  }

  /** The setting that an old name stands for. */
  static Optional<String> key(String name) {
    return Optional.ofNullable(BY_NAME.get(name)).map(Alias::key);
  }

  /** Why an old name stands for nothing now. */
  static Optional<Retired> retired(String name) {
    return Optional.ofNullable(RETIRED.get(name));
  }

  /** Every old name that stands for a setting, with its key. */
  static SortedMap<String, String> keys() {
    SortedMap<String, String> keys = new TreeMap<>();
    BY_NAME.forEach((name, alias) -> keys.put(name, alias.key()));
    return keys;
  }

  /**
   * The value with the unit it had for the predecessor; a value in the new form stays as it is.
   * Nothing where the default already says it.
   */
  static Optional<String> text(String name, String text) {
    Alias alias = BY_NAME.get(name);
    String now = alias == null ? text : alias.unit().apply(text);
    return now.equals(NOTHING) && !text.isEmpty() ? Optional.empty() : Optional.of(now);
  }

  /** The old name that was probably meant by another. */
  static Optional<String> nearest(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return BY_NAME.keySet().stream()
        .filter(known -> Declared.distance(upper, known) <= (known.length() > 8 ? 2 : 1))
        .findFirst();
  }

  /** What held fractions: 0.85 was 85 %. */
  private static String share(String text) {
    return NUMBER.matcher(text).matches() ? Fraction.of(text).toPercent() : text;
  }

  /** What held percent: 0.5 was 0.5 %. */
  private static String percent(String text) {
    return unit(text, "%");
  }

  private static String unit(String text, String unit) {
    return NUMBER.matcher(text).matches() ? text + unit : text;
  }

  private static boolean yes(String text) {
    return text.equals("1") || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes");
  }

  private static boolean no(String text) {
    return text.equals("0") || text.equalsIgnoreCase("false") || text.equalsIgnoreCase("no");
  }

  private static String flag(String text) {
    return yes(text) ? "true" : no(text) ? "false" : text;
  }

  private static String entryType(String text) {
    return yes(text) ? "marketable_limit" : no(text) ? "market" : text;
  }

  private static String timeStop(String text) {
    return yes(text) ? NOTHING : no(text) ? "0s" : text;
  }
}
