package io.cointrader.models.state;

import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import java.util.Optional;

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
   * Within which bounds candles may be given to {@link #takeCalm}; empty when no candle may. Holds
   * until a candle was not taken in that way, or its strike had to be finished.
   */
  default Optional<Calm> calm() {
    return Optional.empty();
  }

  /**
   * Takes a candle within the calm, and the strike after it as far as no fact follows.
   *
   * @return whether that was all; if not, {@link #finishStrike} must be called next
   */
  default boolean takeCalm(Candle candle) {
    throw new IllegalStateException("it is never calm here");
  }

  /** Finishes the strike, and gives every fact that follows from it, in order. */
  default void finishStrike(FactSink facts) {
    throw new IllegalStateException("no strike is open");
  }
}
