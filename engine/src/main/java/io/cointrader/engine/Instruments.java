package io.cointrader.engine;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trading rules where no exchange gives them: the configuration's, else a built-in table by base
 * currency (version {@value #VERSION}, after Coinbase's products of 2026), else increments of 1e-8
 * and a minimum of 1. Never inferred from data.
 */
final class Instruments {

  static final int VERSION = 1;

  /** The least value of an order where nothing else is known. */
  static final Money MIN_NOTIONAL = Money.of("1");

  private static final Decimal FINEST = Decimal.of(1, 8);
  private static final SortedMap<String, Decimal> TICKS = new TreeMap<>();

  static {
    for (String base : List.of("BTC", "ETH", "SOL", "LTC", "AVAX", "BNB", "BCH")) {
      TICKS.put(base, Decimal.of("0.01"));
    }
    for (String base : List.of("LINK", "DOT", "UNI", "ATOM")) {
      TICKS.put(base, Decimal.of("0.001"));
    }
    for (String base : List.of("ADA", "XRP", "EOS")) {
      TICKS.put(base, Decimal.of("0.0001"));
    }
    TICKS.put("DOGE", Decimal.of("0.00001"));
  }

  private Instruments() {}

  static List<Instrument> of(List<Symbol> symbols, SortedMap<String, String> effective) {
    return symbols.stream().sorted().map(symbol -> of(symbol, effective)).toList();
  }

  private static Instrument of(Symbol symbol, SortedMap<String, String> effective) {
    Decimal tick = TICKS.getOrDefault(symbol.base(), FINEST);
    String group = "market.instruments." + symbol + ".";
    return new Instrument(
        symbol,
        Decimal.of(effective.getOrDefault(group + "price_increment", tick.toString())),
        Decimal.of(effective.getOrDefault(group + "quantity_increment", FINEST.toString())),
        Money.of(effective.getOrDefault(group + "min_notional", MIN_NOTIONAL.toString())));
  }
}
