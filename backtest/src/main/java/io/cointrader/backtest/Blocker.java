package io.cointrader.backtest;

import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.RiskSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that kept a run from trading.
 *
 * @param what in a few words
 * @param count how often
 * @param change what would change it, naming settings
 */
public record Blocker(String what, long count, String change) {

  private static final int MOST = 5;
  private static final int FEW = 5;
  private static final String RESTRICTED = "restricted";
  private static final String MINIMUM_SIZE = "minimum_size";
  private static final String BOUND_BY = "bound by ";
  private static final String MORE_CASH = "more cash (" + CoreSettings.PAPER_BALANCE.key() + ")";
  private static final SortedMap<String, String> CHANGES = changes();
  private static final SortedMap<String, String> LIFTS = lifts();

  private static SortedMap<String, String> changes() {
    SortedMap<String, String> map = new TreeMap<>();
    String paper = "cheaper account.paper_fees";
    map.put("book_slippage", "raise " + RiskSettings.MAX_BOOK_SLIPPAGE.key());
    map.put("cooldown", "shorten " + RiskSettings.COOLDOWN.key());
    map.put("correlated_exposure", "raise " + RiskSettings.MAX_CORRELATED_EXPOSURE.key());
    map.put("cost", "a first target further away: a longer timeframe of the strategy; or " + paper);
    map.put("daily_loss", "raise " + RiskSettings.MAX_LOSS_PER_DAY.key());
    map.put("drawdown", "raise " + RiskSettings.MAX_DRAWDOWN.key());
    map.put("entered_value", "raise " + RiskSettings.MAX_ENTERED_PER_DAY.key());
    map.put("exposure", "raise " + RiskSettings.MAX_EXPOSURE.key());
    map.put("freshness", "data without holes, or raise " + RiskSettings.MAX_CANDLE_AGE.key());
    map.put("max_per_strategy", "raise " + RiskSettings.MAX_PER_STRATEGY.key());
    map.put("max_positions", "raise " + RiskSettings.MAX_POSITIONS.key());
    map.put("min_score", "lower " + RiskSettings.MIN_SCORE.key());
    map.put("net_reward_risk", "lower " + RiskSettings.MIN_NET_REWARD_RISK.key() + ", or " + paper);
    map.put("one_per_symbol", "more symbols: a position blocks its symbol until it ends");
    map.put("order_rate", "raise " + RiskSettings.MAX_ORDERS_PER_DAY.key());
    map.put("cancel_rate", "raise " + RiskSettings.MAX_CANCELS_PER_DAY.key());
    map.put("reject_rate", "raise " + RiskSettings.MAX_REJECTS_PER_DAY.key());
    map.put("price_band", "raise " + RiskSettings.PRICE_BAND.key());
    map.put(
        "regime",
        "raise "
            + RiskSettings.RISK_OFF_FALL.key()
            + ", or choose another "
            + RiskSettings.REGIME_SYMBOL.key());
    map.put("spread", "raise " + RiskSettings.MAX_SPREAD.key());
    map.put("stablecoin", "set " + RiskSettings.STABLECOINS.key() + ": true");
    map.put("warm_up", "data that begins earlier");
    return map;
  }

  /** What keeps each restriction from being set. */
  private static SortedMap<String, String> lifts() {
    SortedMap<String, String> map = new TreeMap<>();
    map.put("breaker", "raise " + RiskSettings.BREAKER_FAILURES.key());
    map.put("daily_loss", "raise " + RiskSettings.MAX_LOSS_PER_DAY.key());
    map.put("data_ended", "data of the symbol that goes on to the end of the run");
    map.put("drawdown", "raise " + RiskSettings.MAX_DRAWDOWN.key());
    map.put("low_profit", "lower " + RiskSettings.LOW_PROFIT_MINIMUM.key());
    map.put(
        "runaway",
        "raise "
            + RiskSettings.MAX_ORDERS_PER_MINUTE.key()
            + ", or what its text in the report names");
    map.put("stale_data", "data without holes, or raise " + RiskSettings.MAX_CANDLE_AGE.key());
    map.put(
        "stop_guard",
        "raise "
            + RiskSettings.GUARD_STOPS.key()
            + ", or shorten "
            + RiskSettings.GUARD_PAUSE.key());
    return map;
  }

  /** The setting of a cap of the size, by its code; nothing for the cash. */
  private static Optional<String> cap(String bound) {
    return switch (bound) {
      case "risk" -> Optional.of(RiskSettings.MAX_LOSS_PER_TRADE.key());
      case "max_share" -> Optional.of(RiskSettings.MAX_SHARE.key());
      case "max_amount" -> Optional.of(RiskSettings.MAX_AMOUNT.key());
      case "exposure" -> Optional.of(RiskSettings.MAX_EXPOSURE.key());
      default -> Optional.empty();
    };
  }

  /** The restriction behind a denial, or the cap that left no size; nothing of other gates. */
  static Optional<String> cause(GateFailure failure) {
    String value = failure.value();
    if (failure.code().equals(RESTRICTED)) {
      int scope = value.indexOf(" on ");
      return Optional.of(scope < 0 ? value : value.substring(0, scope));
    }
    int bound = value.indexOf(BOUND_BY);
    return failure.code().equals(MINIMUM_SIZE) && bound >= 0
        ? Optional.of(value.substring(bound + BOUND_BY.length()))
        : Optional.empty();
  }

  /** Whether a run has so few trades that one asks why. */
  public static boolean isShortOfTrades(BacktestResult result) {
    return result.trades().size() < FEW;
  }

  /** What kept a run from trading, the most frequent first. */
  public static List<Blocker> of(BacktestResult result) {
    Activity activity = result.activity();
    List<Blocker> all = new ArrayList<>();
    activity.denied().forEach((code, count) -> all.addAll(gate(activity, code, count)));
    long unfilled = activity.entries() - activity.opened();
    if (unfilled > 0) {
      all.add(
          new Blocker(
              "entries sent that did not fill",
              unfilled,
              "raise "
                  + CoreSettings.ENTRY_MAX_SLIPPAGE.key()
                  + ", or "
                  + CoreSettings.ENTRY_TYPE.key()
                  + ": market"));
    }
    if (activity.refused() > 0) {
      all.add(
          new Blocker(
              "signals whose levels make no trade", activity.refused(), "mend the strategy"));
    }
    all.sort(Comparator.comparingLong(Blocker::count).reversed());
    List<Blocker> idle = new ArrayList<>();
    for (String strategy :
        result.started().settings().getOrDefault("strategies.enabled", "").split(",")) {
      idle(activity, strategy.strip()).ifPresent(idle::add);
    }
    all.addAll(idle);
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  /** A blocker for each cause that is known, else one. */
  private static List<Blocker> gate(Activity activity, String code, long count) {
    GateFailure example = activity.examples().get(code);
    SortedMap<String, Long> causes =
        activity
            .causes()
            .map(all -> all.getOrDefault(code, Collections.emptySortedMap()))
            .orElseGet(Collections::emptySortedMap);
    if (!causes.isEmpty()) {
      List<Blocker> each = new ArrayList<>();
      causes.forEach((cause, times) -> each.add(caused(code, cause, times, example)));
      return each;
    }
    if (example == null) {
      return List.of(new Blocker("denied by " + code, count, change(code, "")));
    }
    return List.of(
        new Blocker(
            "denied by " + code + ", last " + example.value() + ", limit " + example.limit(),
            count,
            change(code, cause(example).orElse(""))));
  }

  private static Blocker caused(
      String code, String cause, long count, @Nullable GateFailure example) {
    String what =
        code.equals(RESTRICTED)
            ? "denied by restricted: " + cause
            : "denied by " + code + ": no tradable quantity, " + BOUND_BY + cause;
    String limit = code.equals(RESTRICTED) || example == null ? "" : ", limit " + example.limit();
    return new Blocker(what + limit, count, change(code, cause));
  }

  private static String change(String code, String cause) {
    if (code.equals(RESTRICTED)) {
      return LIFTS.getOrDefault(
          cause, "the report says under \"no entries\" what set " + cause + " and what ends it");
    }
    if (code.equals(MINIMUM_SIZE)) {
      return MORE_CASH + cap(cause).map(setting -> ", or raise " + setting).orElse("");
    }
    return CHANGES.getOrDefault(code, "the gate's own settings");
  }

  private static Optional<Blocker> idle(Activity activity, String strategy) {
    if (activity.signals().getOrDefault(strategy, 0L) > 0) {
      return Optional.empty();
    }
    String failed = activity.failed().map(all -> all.get(strategy)).orElse(null);
    if (failed != null) {
      return Optional.of(
          new Blocker(
              strategy + " is out of service since " + failed,
              0,
              "nothing but mending it; the others trade on"));
    }
    SortedMap<String, Long> codes = activity.idle().getOrDefault(strategy, new TreeMap<>());
    long asked = activity.evaluations().getOrDefault(strategy, 0L);
    if (asked == 0) {
      return Optional.of(
          new Blocker(
              strategy + " was never asked: it was not warm, or no candle of its timeframe closed",
              0,
              "a longer period; `cointrader strategies` tells its warm-up"));
    }
    return codes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                new Blocker(
                    strategy
                        + " saw no signal, mostly "
                        + most.getKey()
                        + ", of "
                        + asked
                        + " times asked",
                    most.getValue(),
                    "its settings under strategies."
                        + strategy
                        + ", more symbols, or a longer period"));
  }

  /** The cap that decided every single size, if one other than the risk per trade did. */
  public static Optional<String> onlyCap(BacktestResult result) {
    SortedMap<String, Long> bounds = result.activity().bounds();
    if (bounds.size() != 1 || bounds.containsKey("risk")) {
      return Optional.empty();
    }
    String cap = bounds.firstKey();
    String setting = cap(cap).orElse(CoreSettings.PAPER_BALANCE.key());
    return Optional.of(
        setting
            + " decided every one of "
            + bounds.get(cap)
            + " sizes; "
            + RiskSettings.MAX_LOSS_PER_TRADE.key()
            + " never did");
  }

  /** The gates that something is known to change. */
  static SortedMap<String, String> known() {
    return CHANGES;
  }

  /** The restrictions that something is known to keep from being set. */
  static SortedMap<String, String> lifted() {
    return LIFTS;
  }
}
