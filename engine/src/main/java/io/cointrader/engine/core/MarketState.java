package io.cointrader.engine.core;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.risk.Costs;
import io.cointrader.risk.RiskMarket;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The market of every symbol: a deterministic fold over inputs, owned by the loop. */
final class MarketState implements RiskMarket {

  private final FeedTraits feed;
  private final Costs modelled;
  private final Symbol regime;
  private final LongSupplier now;
  private final TreeMap<Symbol, Lane> lanes = new TreeMap<>();
  private @Nullable Lane newest;
  private boolean down;

  /**
   * @param regime the symbol that tells the regime, of this run or not
   * @param now the engine's time in milliseconds
   * @param furnish gives a lane its strategies, and those the lane of the regime symbol
   */
  MarketState(
      FeedTraits feed,
      List<Instrument> instruments,
      Costs modelled,
      Symbol regime,
      LongSupplier now,
      BiConsumer<Lane, Supplier<@Nullable Lane>> furnish) {
    this.regime = regime;
    this.now = now;
    this.feed = feed;
    this.modelled = modelled;
    for (Instrument instrument : instruments) {
      lanes.put(
          instrument.symbol(),
          new Lane(instrument, feed.candles(), lane -> furnish.accept(lane, this::regimeLane)));
    }
  }

  Lane lane(Symbol symbol) {
    Lane known = newest;
    if (known != null && known.symbol().equals(symbol)) {
      return known;
    }
    Lane lane = lanes.get(symbol);
    if (lane == null) {
      throw new IllegalStateException(symbol + " is no symbol of this run");
    }
    newest = lane;
    return lane;
  }

  /** By symbol. */
  Collection<Lane> lanes() {
    return lanes.values();
  }

  /**
   * Takes a report of the feed on a symbol or, without one, on itself; that it lives holds of all.
   */
  void reportDown(Optional<Symbol> symbol, boolean isDown) {
    if (symbol.isPresent()) {
      lane(symbol.get()).reportDown(isDown);
      return;
    }
    down = isDown;
    if (!isDown) {
      lanes.values().forEach(lane -> lane.reportDown(false));
    }
  }

  /** Whether the feed says that it has no fresh data at all. */
  boolean isDown() {
    return down;
  }

  /** The lane of the symbol that tells the regime, if it is one of this run. */
  @Nullable Lane regimeLane() {
    return lanes.get(regime);
  }

  int historyNeeded() {
    int most = 0;
    for (Lane lane : lanes.values()) {
      most = Math.max(most, lane.historyNeeded());
    }
    return most;
  }

  @Override
  public Instrument instrument(Symbol symbol) {
    return lane(symbol).instrument();
  }

  @Override
  public Optional<Price> mark(Symbol symbol) {
    return lane(symbol).mark();
  }

  @Override
  public Costs costs(Symbol symbol) {
    Quote quote = lane(symbol).quote();
    return quote == null || !quote.isTradable()
        ? modelled
        : new Costs(modelled.makerFee(), modelled.takerFee(), quote.spread(), modelled.slippage());
  }

  /** Costs of a sale at a stop: on quotes it is the bid that reaches the stop, and that fills. */
  Costs stopCosts() {
    return feed.quotes()
        ? new Costs(modelled.makerFee(), modelled.takerFee(), Fraction.ZERO, modelled.slippage())
        : modelled;
  }

  @Override
  public boolean deliversQuotes() {
    return feed.quotes();
  }

  @Override
  public Optional<TimedQuote> quote(Symbol symbol) {
    Lane lane = lane(symbol);
    Quote quote = lane.quote();
    return quote == null
        ? Optional.empty()
        : Optional.of(new TimedQuote(quote, Instant.ofEpochMilli(lane.quoteMillis())));
  }

  @Override
  public Timeframe candles() {
    return feed.candles();
  }

  @Override
  public Optional<Instant> lastCandleClose(Symbol symbol) {
    long close = lane(symbol).closeMillis();
    return close == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(close));
  }

  @Override
  public Optional<Fraction> regimeChange() {
    Lane lane = regimeLane();
    return lane == null ? Optional.empty() : lane.hourChange(now.getAsLong());
  }

  @Override
  public boolean isWarm(Symbol symbol, String strategy) {
    for (Seat seat : lane(symbol).seats()) {
      if (seat.id().equals(strategy)) {
        return seat.isWarm();
      }
    }
    return false;
  }
}
