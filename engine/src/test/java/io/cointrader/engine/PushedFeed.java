package io.cointrader.engine;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A live feed that delivers what the test says, at the time of a clock. */
final class PushedFeed implements LiveFeed {

  private static final long MINUTE = 60_000;

  private final FeedTraits traits;
  private final InstantSource clock;
  private volatile @Nullable Consumer<Input> sink; // written by the engine's start, read by all
  private volatile int historyAsked = -1;

  PushedFeed(InstantSource clock, Symbol... symbols) {
    this.clock = clock;
    traits =
        new FeedTraits(
            "pushed", List.of(symbols), Timeframe.M1, true, Fraction.ZERO, Fraction.ZERO, false);
  }

  @Override
  public FeedTraits traits() {
    return traits;
  }

  @Override
  public String stream() {
    return "pushed";
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public void start(Consumer<Input> to) {
    sink = to;
  }

  /** Ten candles at 100 before the minute that goes on now. */
  @Override
  public List<HistoryLoad> history(int candles) {
    historyAsked = candles;
    long now = clock.millis();
    List<HistoryLoad> loads = new ArrayList<>();
    for (Symbol symbol : traits.symbols()) {
      List<Candle> past = new ArrayList<>();
      for (int i = Math.min(candles, 10); i >= 1; i--) {
        past.add(new Candle(now - now % MINUTE - i * MINUTE, 100, 100, 100, 100, 10));
      }
      loads.add(new HistoryLoad(now, now, symbol, Timeframe.M1, past));
    }
    return loads;
  }

  int historyAsked() {
    return historyAsked;
  }

  void push(Input input) {
    Consumer<Input> to = sink;
    if (to != null) {
      to.accept(input);
    }
  }

  void quote(Symbol symbol, double bid) {
    push(new QuoteUpdate(clock.millis(), 0, new Quote(symbol, bid, bid + 0.01, 1000, 1000)));
  }

  /** The candle of the minute that is over. */
  void candle(Symbol symbol, double price) {
    long now = clock.millis();
    push(
        new CandleClosed(
            0,
            symbol,
            Timeframe.M1,
            new Candle(now - now % MINUTE - MINUTE, price, price, price, price, 10)));
  }

  void status(FeedStatus.Kind kind, String detail) {
    long now = clock.millis();
    push(new FeedStatus(now, 0, Optional.empty(), kind, Instant.ofEpochMilli(now), 0, detail));
  }

  @Override
  public void close() {
    sink = null;
  }
}
