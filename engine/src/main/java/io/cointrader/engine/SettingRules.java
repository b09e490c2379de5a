package io.cointrader.engine;

import io.cointrader.config.Declared;
import io.cointrader.config.Planned;
import io.cointrader.config.Rule;
import io.cointrader.config.Rule.Broken;
import io.cointrader.engine.core.CoreSettings;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import io.cointrader.risk.RiskSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules over several settings: a configuration whose every value is valid and that would still
 * never trade, always lose, or hold a limit that another makes meaningless.
 */
public final class SettingRules {

  private static final Setting<Fraction> RANGE_MIN =
      Setting.fraction("strategies.range_breakout.range_min");
  private static final Setting<Fraction> RANGE_MAX =
      Setting.fraction("strategies.range_breakout.range_max");
  private static final Setting<Fraction> DAILY_TARGET_1 =
      Setting.fraction("strategies.daily_momentum.target_1");
  private static final Setting<Fraction> DAILY_TARGET_2 =
      Setting.fraction("strategies.daily_momentum.target_2");
  private static final Setting<Fraction> FALLBACK_TARGET_1 =
      Setting.fraction("exits.fallback.target_1");
  private static final Setting<Fraction> FALLBACK_TARGET_2 =
      Setting.fraction("exits.fallback.target_2");
  private static final Setting<Money> MIN_AMOUNT = Setting.money("risk.per_trade.min_amount");
  private static final Setting<Fraction> MIN_SHARE = Setting.fraction("risk.per_trade.min_share");
  private static final Setting<Fraction> MAX_DRAWDOWN =
      Setting.fraction("risk.portfolio.max_drawdown");
  private static final Setting<Fraction> TAKER = Setting.fraction("account.paper_fees.taker");
  private static final Setting<Fraction> SPREAD = Setting.fraction("market.modelled_spread");
  private static final Setting<Fraction> SLIPPAGE = Setting.fraction("market.modelled_slippage");
  private static final Setting<List<Symbol>> SYMBOLS = Feasibility.SYMBOLS;
  private static final Setting<List<String>> DATA = Setting.texts("market.data");

  private SettingRules() {}

  /** Everything that can be configured with these plugins, what is planned, and the rules. */
  public static Declared declared(Plugins plugins) {
    List<Setting<?>> owned = plugins.settings();
    List<String> strategies =
        plugins.strategies().stream().map(provider -> provider.spec().id()).toList();
    List<String> feeds = plugins.feeds().stream().map(FeedProvider::id).toList();
    return Declared.of(owned).with(Planned.settings()).withRules(all(owned, strategies, feeds));
  }

  private static List<Rule> all(
      List<Setting<?>> owned, List<String> strategies, List<String> feeds) {
    List<Rule> rules = new ArrayList<>();
    rules.add(known(strategies));
    rules.add(some());
    rules.addAll(market(feeds));
    rules.add(
        Rule.warning(
            List.of(EngineSettings.QUOTE_INTERVAL, RiskSettings.MAX_QUOTE_AGE),
            SettingRules::seldomQuotes));
    rules.addAll(orders());
    rules.addAll(limits());
    rules.addAll(targets(owned));
    return rules;
  }

  private static Rule known(List<String> strategies) {
    return Rule.error(
        List.of(CoreSettings.ENABLED),
        settings ->
            settings.get(CoreSettings.ENABLED).stream()
                .filter(id -> !strategies.contains(id))
                .findFirst()
                .map(
                    id ->
                        new Broken(
                            "unknown_strategy",
                            CoreSettings.ENABLED,
                            "cannot be: there is no strategy \"" + id + "\"",
                            "choose from " + String.join(", ", strategies))));
  }

  private static Rule some() {
    return Rule.warning(
        List.of(CoreSettings.ENABLED),
        settings ->
            settings.get(CoreSettings.ENABLED).isEmpty()
                ? Optional.of(
                    new Broken(
                        "nothing_trades",
                        CoreSettings.ENABLED,
                        "is empty: nothing will trade",
                        "name a strategy, or leave it out"))
                : Optional.empty());
  }

  /** A program without feeds of its own is given one when it is assembled. */
  private static List<Rule> market(List<String> feeds) {
    return feeds.isEmpty()
        ? List.of()
        : List.of(
            Rule.error(List.of(EngineSettings.FEED), settings -> unknownFeed(settings, feeds)),
            Rule.error(List.of(EngineSettings.FEED, SYMBOLS), SettingRules::noSymbol),
            Rule.error(List.of(EngineSettings.FEED, DATA), SettingRules::noData));
  }

  private static Optional<Broken> unknownFeed(Settings settings, List<String> feeds) {
    String id = settings.get(EngineSettings.FEED);
    return feeds.contains(id)
        ? Optional.empty()
        : Optional.of(
            new Broken(
                "unknown_feed",
                EngineSettings.FEED,
                "cannot be: there is no such feed",
                "choose from " + String.join(", ", feeds)));
  }

  /** The newest quote that was looked at is as old as the interval, and a little older. */
  private static Optional<Broken> seldomQuotes(Settings settings) {
    Duration oldest = settings.get(RiskSettings.MAX_QUOTE_AGE);
    return settings.get(EngineSettings.QUOTE_INTERVAL).compareTo(oldest) < 0
        ? Optional.empty()
        : Optional.of(
            new Broken(
                "quotes_too_seldom",
                EngineSettings.QUOTE_INTERVAL,
                "is not below market.max_age.quote ("
                    + oldest.toSeconds()
                    + "s): most quotes are too old for an entry",
                "write a shorter interval, or a longer age"));
  }

  private static Optional<Broken> noSymbol(Settings settings) {
    return settings.find(SYMBOLS).filter(List::isEmpty).isPresent()
        ? Optional.of(
            new Broken("no_symbol", SYMBOLS, "names no symbol", "name some, or leave it out"))
        : Optional.empty();
  }

  private static Optional<Broken> noData(Settings settings) {
    boolean replay = settings.get(EngineSettings.FEED).equals("replay");
    return replay && settings.find(DATA).filter(data -> !data.isEmpty()).isEmpty()
        ? Optional.of(
            new Broken(
                "no_data",
                DATA,
                "is missing: the replay feed needs candle files",
                "name them, here or with --data '[SYMBOL=]FILE'"))
        : Optional.empty();
  }

  private static List<Rule> orders() {
    List<Rule> rules = new ArrayList<>();
    rules.add(Rule.ordered(Setting.time("market.from"), Setting.time("market.to")));
    rules.add(Rule.ordered(RANGE_MIN, RANGE_MAX));
    rules.add(Rule.ordered(DAILY_TARGET_1, DAILY_TARGET_2));
    rules.add(Rule.ordered(FALLBACK_TARGET_1, FALLBACK_TARGET_2));
    rules.add(Rule.ordered(MIN_AMOUNT, RiskSettings.MAX_AMOUNT));
    rules.add(Rule.ordered(MIN_SHARE, RiskSettings.MAX_SHARE));
    rules.add(Rule.ordered(RiskSettings.MAX_LOSS_PER_TRADE, RiskSettings.MAX_LOSS_PER_DAY));
    rules.add(
        Rule.ordered(
            Setting.fraction("strategies.burst_flag.retrace_min"),
            Setting.fraction("strategies.burst_flag.retrace_max")));
    rules.add(Rule.ordered(Setting.duration("risk.entry.min_cooldown"), RiskSettings.COOLDOWN));
    rules.add(Rule.ordered(score("scout"), score("normal")));
    rules.add(Rule.ordered(score("normal"), score("strong")));
    rules.add(Rule.ordered(score("strong"), score("whale")));
    return rules;
  }

  private static Setting<Integer> score(String tier) {
    return Setting.count("risk.tiers." + tier + ".min_score");
  }

  private static List<Rule> limits() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        Rule.warning(
            List.of(RiskSettings.MAX_SHARE, RiskSettings.MAX_EXPOSURE),
            settings ->
                meaningless(
                    settings,
                    RiskSettings.MAX_SHARE,
                    RiskSettings.MAX_EXPOSURE,
                    "is never reached")));
    rules.add(
        Rule.warning(
            List.of(RiskSettings.MAX_AMOUNT, CoreSettings.PAPER_BALANCE),
            settings ->
                meaningless(
                    settings,
                    RiskSettings.MAX_AMOUNT,
                    CoreSettings.PAPER_BALANCE,
                    "is more than the whole account")));
    rules.add(
        Rule.warning(
            List.of(RiskSettings.MAX_LOSS_AMOUNT_PER_DAY, CoreSettings.PAPER_BALANCE),
            settings ->
                meaningless(
                    settings,
                    RiskSettings.MAX_LOSS_AMOUNT_PER_DAY,
                    CoreSettings.PAPER_BALANCE,
                    "is more than the whole account")));
    rules.add(
        Rule.warning(
            List.of(RiskSettings.MAX_LOSS_PER_DAY, MAX_DRAWDOWN),
            settings ->
                meaningless(
                    settings, RiskSettings.MAX_LOSS_PER_DAY, MAX_DRAWDOWN, "is never reached")));
    rules.add(
        Rule.error(
            List.of(SYMBOLS, EngineSettings.CURRENCY, EngineSettings.FEED),
            SettingRules::oneCurrency));
    return rules;
  }

  /** A cap above another that always holds first. */
  private static <T extends Comparable<T>> Optional<Broken> meaningless(
      Settings settings, Setting<T> cap, Setting<T> tighter, String what) {
    return settings
        .find(cap)
        .flatMap(high -> settings.find(tighter).filter(low -> high.compareTo(low) > 0))
        .map(
            low ->
                new Broken(
                    "meaningless",
                    cap,
                    what + ": " + tighter.key() + " = " + tighter.render(low) + " holds first",
                    "write at most " + cap.render(low)));
  }

  private static Optional<Broken> oneCurrency(Settings settings) {
    if (!settings.get(EngineSettings.FEED).equals("sim")) {
      return Optional.empty(); // elsewhere the feed knows the symbols
    }
    TreeSet<String> quotes = new TreeSet<>();
    settings.get(SYMBOLS).forEach(symbol -> quotes.add(symbol.quote()));
    if (quotes.size() > 1) {
      return Optional.of(
          new Broken(
              "contradiction",
              SYMBOLS,
              "mixes the currencies " + String.join(", ", quotes),
              "keep the symbols of one"));
    }
    return settings
        .find(EngineSettings.CURRENCY)
        .filter(currency -> !quotes.isEmpty() && !quotes.contains(currency))
        .map(
            currency ->
                new Broken(
                    "contradiction",
                    EngineSettings.CURRENCY,
                    "is not the quote currency of " + SYMBOLS.key() + ", " + quotes.first(),
                    "write " + quotes.first() + ", or leave it out"));
  }

  /** Targets that cannot pay the round trip. */
  private static List<Rule> targets(List<Setting<?>> owned) {
    List<Rule> rules = new ArrayList<>();
    for (Setting<?> setting : owned) {
      if (setting.key().matches("strategies\\.[a-z0-9_]+\\.least_move")) {
        Setting<Fraction> move = Setting.fraction(setting.key());
        rules.add(
            Rule.warning(
                List.of(move, CoreSettings.ENABLED, Feasibility.TIER, TAKER, SPREAD, SLIPPAGE),
                settings ->
                    isEnabled(settings, setting.key())
                        ? unpaid(settings, move, "lets targets through that a round trip eats")
                        : Optional.empty()));
      }
    }
    for (Setting<Fraction> target : List.of(RANGE_MAX, DAILY_TARGET_2, FALLBACK_TARGET_2)) {
      rules.add(
          Rule.error(
              List.of(target, Feasibility.TIER, TAKER, SPREAD, SLIPPAGE),
              settings -> unpaid(settings, target, "can never pay a round trip")));
    }
    return rules;
  }

  private static boolean isEnabled(Settings settings, String key) {
    return settings.get(CoreSettings.ENABLED).contains(key.split("\\.", 3)[1]);
  }

  private static Optional<Broken> unpaid(Settings settings, Setting<Fraction> target, String what) {
    Fraction roundTrip = Feasibility.of(settings).roundTrip();
    return settings
        .find(target)
        .filter(move -> move.compareTo(roundTrip) <= 0)
        .map(
            move ->
                new Broken(
                    "unpaid",
                    target,
                    what + ", which costs " + roundTrip.toPercent(),
                    "write more than " + roundTrip.toPercent()));
  }
}
