package io.cointrader.config;

import io.cointrader.models.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of parts that are not built yet. They are bound and checked, so that a configuration
 * written for them is right on the day the part arrives; until then a value is warned of, for it
 * has no effect. The part that owns a setting declares it too, and its declaration then holds.
 */
public final class Planned {

  private static final String MOST = "1000000000";

  private Planned() {}

  /** All of them. */
  public static List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>();
    all.addAll(access());
    all.addAll(market());
    all.addAll(risk());
    all.addAll(tiers());
    all.addAll(execution());
    all.addAll(exits());
    all.addAll(burstFlag());
    all.addAll(dailyMomentum());
    all.addAll(scoring());
    all.addAll(operations());
    return all.stream().<Setting<?>>map(Setting::asPlanned).toList();
  }

  /** What orders on a market are, as far as it concerns the exchange. */
  private enum VenueStop {
    REQUIRED,
    PREFERRED
  }

  /** What to do about coins that this engine did not buy. */
  private enum ForeignHoldings {
    IGNORE,
    STOP_ENTRIES
  }

  private static List<Setting<?>> access() {
    return List.of(
        LiveMode.KEY,
        LiveMode.SECRET,
        LiveMode.KEY_FILE,
        LiveMode.PORTFOLIO,
        Setting.choice("coinbase.foreign_holdings", ForeignHoldings.class)
            .defaultsTo("ignore")
            .asLiveOnly()
            .says("What coins in the portfolio that this engine did not buy mean for entries."));
  }

  private static List<Setting<?>> market() {
    return List.of(
        Setting.text("market.regime_symbol")
            .defaultsTo("BTC-USD")
            .says("The symbol whose fall makes all entries stricter; none is no such gate."),
        Setting.duration("universe.refresh_every")
            .range("1m", "1d")
            .defaultsTo("30m")
            .says("How often the symbols worth watching are chosen anew."),
        Setting.money("universe.min_volume")
            .range("0", "1000000000000")
            .defaultsTo("100000")
            .asReloadable()
            .says("The least value traded in 24 hours of a symbol worth watching."),
        Setting.flag("universe.allow_only")
            .defaultsTo("false")
            .asReloadable()
            .says("Whether only the symbols of universe.allow may be bought."),
        Setting.symbols("universe.allow")
            .defaultsTo("BTC-USD,ETH-USD,SOL-USD")
            .asReloadable()
            .says("The symbols that may be bought where allow_only is true."));
  }

  private static List<Setting<?>> risk() {
    return List.of(
        Setting.fraction("risk.portfolio.max_drawdown")
            .range("1%", "100%")
            .defaultsTo("10%")
            .asReloadable()
            .says("The fall of equity from its peak at which entries stop."),
        Setting.money("risk.per_trade.min_amount")
            .range("0", MOST)
            .defaultsTo("5")
            .asReloadable()
            .says("The smallest position worth taking."),
        Setting.fraction("risk.per_trade.min_share")
            .range("0%", "100%")
            .asReloadable()
            .says("The smallest position worth taking as a share of equity."),
        Setting.count("risk.entry.min_score")
            .range("0", "100")
            .defaultsTo("60")
            .asReloadable()
            .says("The least score of an entry, whatever its strategy."),
        Setting.duration("risk.entry.min_cooldown")
            .range("0s", "30d")
            .defaultsTo("5m")
            .asReloadable()
            .says("What no circumstance may shorten the cooldown to less than."),
        Setting.count("risk.breaker.failures")
            .range("1", "1000")
            .defaultsTo("5")
            .says("Failures of the venue in a row after which nothing new is sent."),
        Setting.duration("risk.breaker.retry_after")
            .range("1s", "1d")
            .defaultsTo("5m")
            .says("How long after that one order tries whether the venue is back."));
  }

  /** A tier of entries by score, with the predecessor's figures. */
  private static List<Setting<?>> tiers() {
    List<Setting<?>> all = new ArrayList<>();
    all.add(
        Setting.flag("risk.tiers.enabled")
            .defaultsTo("false")
            .says("Whether an entry's score bounds its size further."));
    all.addAll(tier("whale", "2%", "12", "85", "1"));
    all.addAll(tier("strong", "1.6%", "10", "70", "2"));
    all.addAll(tier("normal", "1.3%", "8", "60", "1000"));
    all.addAll(tier("scout", "1%", "6", "55", "1"));
    all.add(
        Setting.count("risk.tiers.whale.min_confluence")
            .range("0", "10")
            .defaultsTo("2")
            .says("How many strategies must agree on a whale entry."));
    return all;
  }

  private static List<Setting<?>> tier(
      String name, String share, String amount, String score, String positions) {
    List<Setting<?>> all =
        List.of(
            Setting.fraction("max_share")
                .range("0.1%", "100%")
                .defaultsTo(share)
                .asReloadable()
                .says("The largest " + name + " position as a share of equity."),
            Setting.money("max_amount")
                .range("0.01", MOST)
                .defaultsTo(amount)
                .asReloadable()
                .says("The largest " + name + " position as an amount."),
            Setting.count("min_score")
                .range("0", "100")
                .defaultsTo(score)
                .says("The least score of a " + name + " entry."),
            Setting.count("max_positions")
                .range("0", "1000")
                .defaultsTo(positions)
                .says("How many " + name + " positions there may be at the same time."));
    return all.stream().<Setting<?>>map(one -> one.under("risk.tiers." + name)).toList();
  }

  private static List<Setting<?>> execution() {
    return List.of(
        Setting.choice("execution.venue_stop", VenueStop.class)
            .defaultsTo("required")
            .asLiveOnly()
            .says("Whether a position may stand without a stop at the exchange."),
        Setting.duration("execution.stop_check_every")
            .range("5s", "1h")
            .defaultsTo("1m")
            .asLiveOnly()
            .says("How often the stops at the exchange are checked and armed again."),
        Setting.symbols("reconcile.ignored_symbols")
            .asLiveOnly()
            .says("Symbols whose holdings are left alone."),
        Setting.money("reconcile.min_value")
            .range("0", "1000000")
            .defaultsTo("1")
            .asLiveOnly()
            .says("What a holding must be worth to count as a position."),
        Setting.money("reconcile.dust")
            .range("0", "1000")
            .defaultsTo("0.0001")
            .asLiveOnly()
            .says("What is worth less is dust and never sold."),
        Setting.fraction("reconcile.quantity_tolerance")
            .range("0%", "10%")
            .defaultsTo("0.001%")
            .asLiveOnly()
            .says("How far a holding may be from the books without being a difference."),
        Setting.fraction("reconcile.verify_share")
            .range("50%", "100%")
            .defaultsTo("95%")
            .asLiveOnly()
            .says("The share of a position that the exchange must hold for it to be verified."));
  }

  private static List<Setting<?>> exits() {
    return List.of(
        Setting.fraction("exits.fallback.stop")
            .range("0.5%", "50%")
            .defaultsTo("3%")
            .says("The stop of a position found at the exchange without a plan."),
        Setting.fraction("exits.fallback.target_1")
            .range("0.5%", "100%")
            .defaultsTo("4.5%")
            .says("The first target of a position found at the exchange without a plan."),
        Setting.fraction("exits.fallback.target_2")
            .range("0.5%", "100%")
            .defaultsTo("7.5%")
            .says("The second target of a position found at the exchange without a plan."));
  }

  private static List<Setting<?>> burstFlag() {
    return under(
        "strategies.burst_flag",
        Setting.number("volume_spike")
            .range("1", "10")
            .defaultsTo("1.5")
            .says("How many times the median volume the burst needs."),
        Setting.number("range_spike")
            .range("1", "10")
            .defaultsTo("1.2")
            .says("How many times the median range the burst needs."),
        Setting.fraction("least_impulse")
            .range("0.1%", "20%")
            .defaultsTo("0.5%")
            .says("The least rise of the burst."),
        Setting.fraction("retrace_min")
            .range("1%", "99%")
            .defaultsTo("15%")
            .says("The least share of the burst that the flag gives back."),
        Setting.fraction("retrace_max")
            .range("1%", "99%")
            .defaultsTo("55%")
            .says("The greatest share of the burst that the flag gives back."),
        Setting.fraction("volume_decay")
            .range("1%", "100%")
            .defaultsTo("80%")
            .says("The most volume of the flag as a share of the burst's."),
        Setting.fraction("breakout_buffer")
            .range("0%", "5%")
            .defaultsTo("0.1%")
            .says("How far above the flag the breakout must close."),
        Setting.number("breakout_volume")
            .range("0.5", "10")
            .defaultsTo("1.3")
            .says("How many times the usual volume the breakout needs."),
        Setting.number("stop_atr")
            .range("0.1", "10")
            .defaultsTo("1.5")
            .says("The distance of the stop in average true ranges."),
        Setting.number("target_2_impulse")
            .range("0.1", "10")
            .defaultsTo("0.5")
            .says("How much of the burst the second target adds."),
        Setting.fraction("triple_top_tolerance")
            .range("0.01%", "5%")
            .defaultsTo("0.5%")
            .says("How near three highs must be to each other to be a trap."),
        Setting.fraction("shoulder_tolerance")
            .range("0.01%", "5%")
            .defaultsTo("1%")
            .says("How near two shoulders must be to each other to be a trap."));
  }

  private static List<Setting<?>> dailyMomentum() {
    return under(
        "strategies.daily_momentum",
        Setting.fraction("stop").range("0.5%", "50%").defaultsTo("3%").says("Where the stop is."),
        Setting.fraction("target_1")
            .range("0.5%", "100%")
            .defaultsTo("4.5%")
            .says("Where the first target is."),
        Setting.fraction("target_2")
            .range("0.5%", "100%")
            .defaultsTo("7.5%")
            .says("Where the second target is."));
  }

  private static List<Setting<?>> scoring() {
    return under(
        "scoring",
        Setting.count("strict_cutoff")
            .range("0", "100")
            .defaultsTo("40")
            .says("The least score before anything is added to it."),
        Setting.fraction("ml.min_confidence")
            .range("0%", "100%")
            .defaultsTo("55%")
            .says("The least confidence of a model that is listened to."),
        Setting.number("ml.boost_scale")
            .range("0", "100")
            .defaultsTo("10")
            .says("How many points full confidence is worth."),
        Setting.number("ml.boost_min")
            .range("-100", "0")
            .defaultsTo("-5")
            .says("The most points a model may take away."),
        Setting.number("ml.boost_max")
            .range("0", "100")
            .defaultsTo("10")
            .says("The most points a model may add."));
  }

  private static List<Setting<?>> operations() {
    return List.of(
        Setting.flag("dashboard.enabled")
            .defaultsTo("false")
            .says("Whether the web dashboard is served."),
        Setting.text("dashboard.bind")
            .defaultsTo("127.0.0.1")
            .says("The address the web dashboard is served at."),
        Setting.count("dashboard.port")
            .range("1", "65535")
            .defaultsTo("8080")
            .says("The port the web dashboard is served at."),
        Setting.text("dashboard.token")
            .asSecret()
            .says("What a browser must show before it may command; without it nobody may."),
        Setting.text("alerts.telegram.bot_token")
            .asSecret()
            .says("The token of the Telegram bot that sends alerts."),
        Setting.text("alerts.telegram.chat_id").says("The Telegram chat that alerts go to."),
        Setting.duration("alerts.repeat_every")
            .range("1m", "1d")
            .defaultsTo("15m")
            .says("How often a critical alert comes again until somebody acknowledges it."));
  }

  private static List<Setting<?>> under(String group, Setting<?>... settings) {
    List<Setting<?>> all = new ArrayList<>();
    for (Setting<?> setting : settings) {
      all.add(setting.under(group));
    }
    return all;
  }
}
