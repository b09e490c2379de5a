package io.cointrader.models.market;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A spot market, written {@code BASE-QUOTE}, for example {@code BTC-USD}. */
public record Symbol(String base, String quote) implements Comparable<Symbol> {

  private static final Pattern ASSET = Pattern.compile("[A-Z0-9]{1,20}");

  /**
   * @throws IllegalArgumentException when a part is not 1 to 20 capital letters or digits
   */
  public Symbol {
    if (!ASSET.matcher(base).matches() || !ASSET.matcher(quote).matches()) {
      throw new IllegalArgumentException(
          "a symbol is BASE-QUOTE in capital letters and digits, found \""
              + base
              + "-"
              + quote
              + "\"");
    }
  }

  /**
   * @throws IllegalArgumentException when the text is not {@code BASE-QUOTE}
   */
  public static Symbol of(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(
          "a symbol is BASE-QUOTE in capital letters and digits, found \"" + text + "\"");
    }
    return new Symbol(text.substring(0, dash), text.substring(dash + 1));
  }

  @Override
  public int compareTo(Symbol other) {
    if (this == other) {
      return 0;
    }
    int byBase = base.compareTo(other.base);
    return byBase != 0 ? byBase : quote.compareTo(other.quote);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Symbol that && base.equals(that.base) && quote.equals(that.quote);
  }

  @Override
  public int hashCode() {
    return 31 * base.hashCode() + quote.hashCode();
  }

  @Override
  public String toString() {
    return base + "-" + quote;
  }
}
