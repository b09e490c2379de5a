package com.example.engine;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A live market of one symbol whose prices the program around it tells. Thread-safe. */
final class PushFeed implements LiveFeed {

  private final Symbol symbol;
  private final List<Candle> past;
  private volatile Consumer<Input> sink = PushFeed::ignore; // before the start and after the end

  /**
   * @param past closed one-minute candles from before the start, oldest first
   */
  PushFeed(Symbol symbol, List<Candle> past) {
    this.symbol = symbol;
    this.past = List.copyOf(past);
  }

  @Override
  public FeedTraits traits() {
    return new FeedTraits(
        "push", List.of(symbol), Timeframe.M1, true, Fraction.ZERO, Fraction.ZERO, false);
  }

  @Override
  public String stream() {
    return "push-" + symbol; // a run of this name goes on after a restart
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public void start(Consumer<Input> to) {
    sink = to;
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    List<Candle> newest = past.subList(Math.max(0, past.size() - candles), past.size());
    return Stream.of(newest)
        .filter(some -> !some.isEmpty())
        .map(some -> new HistoryLoad(0, 0, symbol, Timeframe.M1, some))
        .toList();
  }

  /** The best bid and ask of now; the engine notes when it was told. */
  void quote(long timeMillis, double bid, double ask, double size) {
    sink.accept(new QuoteUpdate(timeMillis, timeMillis, new Quote(symbol, bid, ask, size, size)));
  }

  /** A minute is over. */
  void candle(Candle closed) {
    sink.accept(new CandleClosed(closed.openMillis(), symbol, Timeframe.M1, closed));
  }

  @Override
  public void close() {
    sink = PushFeed::ignore;
  }

  private static void ignore(Input input) {}
}
