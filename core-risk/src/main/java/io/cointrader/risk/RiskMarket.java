package io.cointrader.risk;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import java.time.Instant;
import java.util.Optional;

/** The market as far as risk rules need it, at one moment. */
public interface RiskMarket {

  /** The trading rules of a symbol of this run. */
  Instrument instrument(Symbol symbol);

  /** The newest price of a symbol, if any was seen. */
  Optional<Price> mark(Symbol symbol);

  /** What trading the symbol costs now; a quoted spread takes the place of the modelled one. */
  Costs costs(Symbol symbol);

  /** Whether the feed says that it delivers quotes. */
  boolean deliversQuotes();

  /** The newest quote and when it was received. */
  Optional<TimedQuote> quote(Symbol symbol);

  /** The timeframe of the feed's candles. */
  Timeframe candles();

  /** When the newest candle of the symbol closed. */
  Optional<Instant> lastCandleClose(Symbol symbol);

  /** Whether all the history is in that the strategy asked for. */
  boolean isWarm(Symbol symbol, String strategy);

  /**
   * How the regime symbol has moved within the last hour, for example -0.02; empty when there is no
   * such symbol, its price is stale or its history too short, and where nobody looks.
   */
  default Optional<Fraction> regimeChange() {
    return Optional.empty();
  }

  /** A quote with the time it was received. */
  record TimedQuote(Quote quote, Instant received) {}
}
