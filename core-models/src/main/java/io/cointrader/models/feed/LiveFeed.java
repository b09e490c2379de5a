package io.cointrader.models.feed;

import io.cointrader.models.input.Input;
import java.util.function.Consumer;

/** A feed that delivers as the market moves, on its own threads. */
public interface LiveFeed extends Feed {

  /** Begins delivery; the sink is thread-safe, never blocks and never throws. */
  void start(Consumer<Input> sink);
}
