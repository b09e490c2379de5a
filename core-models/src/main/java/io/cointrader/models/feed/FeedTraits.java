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
 * @param spread the modelled spread as a fraction of the price, 0 to below 0.5
 * @param slippage the modelled slippage of a market order as a fraction of the price, 0 to below
 *     0.5
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

  private static final Fraction HALF = Fraction.of("50%");

  /**
   * @throws IllegalArgumentException when there is no symbol or more than one quote currency, or a
   *     modelled cost is out of range
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
    requireCost("spread", spread);
    requireCost("slippage", slippage);
  }

  private static void requireCost(String name, Fraction value) {
    if (value.signum() < 0 || value.compareTo(HALF) >= 0) {
      throw new IllegalArgumentException(
          "a modelled " + name + " is 0 or more and below 50%, found " + value.toPercent());
    }
  }

  /** The account currency: the quote currency of all symbols. */
  public String currency() {
    return symbols.get(0).quote();
  }
}
