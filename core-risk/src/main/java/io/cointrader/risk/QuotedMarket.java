package io.cointrader.risk;

import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Price;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A market known by its quotes alone, for programs that use the risk rules without the engine. A
 * quote counts as a candle that closed when it was received, and every strategy as warm: who asks
 * has looked. Owned by one thread.
 */
public final class QuotedMarket implements RiskMarket {

  private final Costs costs;
  private final SortedMap<Symbol, Instrument> instruments = new TreeMap<>();
  private final SortedMap<Symbol, TimedQuote> quotes = new TreeMap<>();

  /**
   * @param costs what trading costs; where there is a quote its spread takes the place of the given
   */
  public QuotedMarket(Costs costs, List<Instrument> instruments) {
    this.costs = costs;
    instruments.forEach(instrument -> this.instruments.put(instrument.symbol(), instrument));
  }

  /**
   * Takes the newest quote.
   *
   * @throws IllegalArgumentException when its symbol has no instrument here
   */
  public void onQuote(Quote quote, Instant received) {
    instrument(quote.symbol());
    quotes.put(quote.symbol(), new TimedQuote(quote, received));
  }

  /**
   * @throws IllegalArgumentException when the symbol has no instrument here
   */
  @Override
  public Instrument instrument(Symbol symbol) {
    Instrument instrument = instruments.get(symbol);
    if (instrument == null) {
      throw new IllegalArgumentException(symbol + " is not among " + instruments.keySet());
    }
    return instrument;
  }

  @Override
  public Optional<Price> mark(Symbol symbol) {
    return quote(symbol).map(timed -> Price.ofDouble(timed.quote().bid()));
  }

  @Override
  public Costs costs(Symbol symbol) {
    return quote(symbol)
        .filter(timed -> timed.quote().isTradable())
        .map(timed -> timed.quote().spread())
        .map(spread -> new Costs(costs.makerFee(), costs.takerFee(), spread, costs.slippage()))
        .orElse(costs);
  }

  @Override
  public boolean deliversQuotes() {
    return true;
  }

  @Override
  public Optional<TimedQuote> quote(Symbol symbol) {
    return Optional.ofNullable(quotes.get(symbol));
  }

  @Override
  public Timeframe candles() {
    return Timeframe.M1;
  }

  @Override
  public Optional<Instant> lastCandleClose(Symbol symbol) {
    return quote(symbol).map(TimedQuote::received);
  }

  @Override
  public boolean isWarm(Symbol symbol, String strategy) {
    return true;
  }
}
