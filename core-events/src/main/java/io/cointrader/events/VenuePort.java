package io.cointrader.events;

import io.cointrader.models.input.Input;
import io.cointrader.models.input.VenueReport;
import org.jspecify.annotations.Nullable;

/** The venue as the loop sees it. Called on the loop's thread. */
public interface VenuePort {

  /** Moves an in-process venue on by one market input; true: call again with the same input. */
  boolean step(Input input);

  /**
   * The price above which candles of the only symbol stay without effect here, until something is
   * sent: it is enough to step the last of them. Positive infinity when there is no such price.
   */
  default double quietAbove() {
    return Double.POSITIVE_INFINITY;
  }

  /** The next report that has come in, or null. */
  @Nullable VenueReport poll();

  /** Whether the core has decided something that waits to be sent. */
  boolean hasEffects();

  /** Sends what waits, through the venue gate. */
  void release(Input cause);

  /** Whether intents must be durable before they are sent. */
  boolean isExternal();
}
