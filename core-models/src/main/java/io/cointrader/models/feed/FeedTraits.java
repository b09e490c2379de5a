package io.cointrader.models.feed;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.util.List;

/**
 * What a feed delivers.
 *
 * @param feed {@code sim}, {@code replay}, {@code coinbase} or a plugin's id
 * @param symbols sorted, at least one, all with the same quote currency
 * @param candles the timeframe of its closed candles
 * @param quotes whether it also delivers quotes; without them spread and slippage are modelled
 * @param spread the modelled spread as a fraction of the price
 * @param slippage the modelled slippage of a market order as a fraction of the price
 * @param simulated whether the prices are generated
 */
public record FeedTraits(
    String feed,
    List<Symbol> symbols,
    Timeframe candles,
    boolean quotes,
    Fraction spread,
    Fraction slippage,
    boolean simulated) {

  /**
   * @throws IllegalArgumentException when there is no symbol or more than one quote currency
   */
  public FeedTraits {
    symbols = symbols.stream().sorted().toList();
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a feed delivers at least one symbol");
    }
    String quote = symbols.get(0).quote();
    for (Symbol symbol : symbols) {
      if (!symbol.quote().equals(quote)) {
        throw new IllegalArgumentException(
            "one quote currency per run, found " + symbols.get(0) + " and " + symbol);
      }
    }
  }

  /** The account currency: the quote currency of all symbols. */
  public String currency() {
    return symbols.get(0).quote();
  }
}
