package io.cointrader.models.state;

import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The decisions of the bot as a deterministic machine: the same inputs in the same order give the
 * same facts. Owned by one thread; no clock, chance, I/O or thread of its own.
 */
public interface TradingCore {

  /** Takes the next input and gives every fact that follows from it, in order. */
  void onInput(Input input, FactSink facts);

  /** The same for a strike of clock B, at a time in milliseconds since the epoch. */
  default void onStrike(long millis, FactSink facts) {
    onInput(new TimerTick(millis, TimerTick.Clock.B), facts);
  }

  /**
   * Within which bounds candles may be taken by {@link #takeCalm} next; empty when none may, as
   * before the start or with several symbols.
   */
  default Optional<Calm> calm() {
    return Optional.empty();
  }

  /**
   * Takes candles of a feed, each with the strike after it, until one is not within the calm, a
   * strategy has something to say, the feed has none by {@link RecordedFeed#nextStruck}, or the
   * caller wants no more. Gives no fact.
   *
   * @param latest the latest close that is wanted, in milliseconds since the epoch
   * @param taken is shown each candle after it was taken, but the one whose strike is unfinished,
   *     and says whether to go on
   */
  default Stretch takeCalm(
      RecordedFeed feed, long latest, Calm calm, Predicate<? super Candle> taken) {
    throw new IllegalStateException("it is never calm here");
  }

  /** Finishes the strike of a stretch, and gives every fact that follows from it, in order. */
  default void finishStrike(FactSink facts) {
    throw new IllegalStateException("no strike is open");
  }

  /**
   * What came of a calm.
   *
   * @param last the last candle taken, if any was
   * @param unfinished whether {@link #finishStrike} must be called next, for the strike after it
   * @param next the candle that the feed delivered with its strike and that is not within the calm,
   *     if that ended it; it was not taken
   */
  record Stretch(Optional<Candle> last, boolean unfinished, Optional<Candle> next) {}
}
