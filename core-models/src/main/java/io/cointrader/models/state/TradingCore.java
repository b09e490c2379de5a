package io.cointrader.models.state;

import io.cointrader.models.input.Input;
import io.cointrader.models.input.TimerTick;

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
}
