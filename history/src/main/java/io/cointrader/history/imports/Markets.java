package io.cointrader.history.imports;

import io.cointrader.models.market.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markets as files and exchanges name them: BTC-USD, BTC/USD, SHIB_USDT, BTCUSDT, XBTUSD. */
final class Markets {

  private static final List<String> QUOTES =
      List.of(
          "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "PERP", "USD", "EUR", "GBP", "JPY", "CHF", "AUD",
          "CAD", "KRW", "BRL", "TRY", "DAI", "BTC", "ETH", "BNB");

  /** Tell BNBUSD, which is BNB-USD, from BTCBUSD, which is BTC-BUSD. */
  private static final List<String> WELL_KNOWN =
      List.of(
          "BTC", "XBT", "ETH", "BNB", "SOL", "XRP", "ADA", "DOGE", "XDG", "DOT", "AVAX", "SHIB",
          "LTC", "LINK", "BCH", "ATOM", "NEAR", "UNI", "APT", "ARB", "ANT", "BAT", "GRT", "TRX",
          "XLM", "XMR", "ETC", "EOS", "FIL", "MATIC", "USDT");

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![A-Za-z0-9])([A-Z0-9]{2,20})[-_/](" + String.join("|", QUOTES) + ")(?![A-Za-z0-9])");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");

  private Markets() {}

  /** The market a text tells, the first if several. */
  static Optional<Symbol> in(String text) {
    Matcher pair = PAIR.matcher(text);
    if (pair.find()) {
      return Optional.of(symbol(pair.group(1), pair.group(2)));
    }
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      Optional<Symbol> joined = joined(word.group());
      if (joined.isPresent()) {
        return joined;
      }
    }
    return Optional.empty();
  }

  /**
   * A word of capitals, or a short one of small letters that ends with a dollar; nothing when it
   * can be divided in two ways.
   */
  private static Optional<Symbol> joined(String word) {
    String capital = word.toUpperCase(Locale.ROOT);
    boolean small = word.equals(word.toLowerCase(Locale.ROOT));
    if (!word.equals(capital) && !small) {
      return Optional.empty();
    }
    List<Symbol> fitting = new ArrayList<>();
    for (String quote : QUOTES) {
      int length = capital.length() - quote.length();
      if (capital.endsWith(quote)
          && length >= 2
          && length <= 10
          && (!small || quote.startsWith("USD") && length <= 5)) {
        fitting.add(new Symbol(capital.substring(0, length), quote));
      }
    }
    List<Symbol> known =
        fitting.stream().filter(symbol -> WELL_KNOWN.contains(symbol.base())).toList();
    List<Symbol> sure = fitting.size() > 1 ? known : fitting;
    return sure.size() == 1
        ? Optional.of(symbol(sure.get(0).base(), sure.get(0).quote()))
        : Optional.empty();
  }

  /** Kraken's and BitMEX's names for Bitcoin and Dogecoin are XBT and XDG. */
  private static Symbol symbol(String base, String quote) {
    return new Symbol(base.equals("XBT") ? "BTC" : base.equals("XDG") ? "DOGE" : base, quote);
  }
}
