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

  private static final Pattern NUMBER = Pattern.compile("[0-9]{0,15}\\.?[0-9]{1,15}");

  /** What an old name stands for, and how a bare number of it is written now. */
  private record Alias(String key, UnaryOperator<String> unit) {}

  private static final SortedMap<String, Alias> BY_NAME = table();

  private Aliases() {}

  private static SortedMap<String, Alias> table() {
    SortedMap<String, Alias> table = new TreeMap<>();
    table.put("TRADING_MODE", new Alias("mode", text -> text));
    table.put("PAPER_START_BALANCE", new Alias("account.paper_balance", text -> text));
    table.put("PAPER_START_BALANCE_USD", new Alias("account.paper_balance", text -> text));
    table.put("MAKER_FEE_PCT", new Alias("account.paper_fees.maker", Aliases::percent));
    table.put("TAKER_FEE_PCT", new Alias("account.paper_fees.taker", Aliases::percent));
    table.put("WATCH_COINS", new Alias("market.symbols", text -> text));
    table.put("MAX_TRADE_USD", new Alias("risk.per_trade.max_amount", text -> text));
    table.put("DAILY_MAX_LOSS_USD", new Alias("risk.per_day.max_loss_amount", text -> text));
    table.put("MAX_POSITIONS", new Alias("risk.portfolio.max_positions", text -> text));
    table.put(
        "PORTFOLIO_MAX_EXPOSURE_PCT", new Alias("risk.portfolio.max_exposure", Aliases::percent));
    table.put("SPREAD_MAX_BPS", new Alias("risk.entry.max_spread", text -> text + "bps"));
    table.put("ORDER_COOLDOWN_SECONDS", new Alias("risk.entry.cooldown", text -> text + "s"));
    table.put("TP1_PARTIAL_PCT", new Alias("exits.take_profit_1.close", Aliases::percent));
    return Collections.unmodifiableSortedMap(table);
  }

  /** The setting that an old name stands for. */
  static Optional<String> key(String name) {
    return Optional.ofNullable(BY_NAME.get(name)).map(Alias::key);
  }

  /** The value with the unit it had for the predecessor; what is no bare number stays as it is. */
  static String text(String name, String text) {
    Alias alias = BY_NAME.get(name);
    return alias == null || !NUMBER.matcher(text).matches() ? text : alias.unit().apply(text);
  }

  /** The old name that was probably meant by another. */
  static Optional<String> nearest(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return BY_NAME.keySet().stream()
        .filter(known -> Declared.distance(upper, known) <= (known.length() > 8 ? 2 : 1))
        .findFirst();
  }

  /** Its {@code *_PCT} names hold fractions: 0.85 was 85 %. */
  private static String percent(String text) {
    return Fraction.of(text).toPercent();
  }
}
