package io.cointrader.models.input;

import java.time.Instant;

/**
 * Something the trading core is told. Everything the core decides follows from its inputs in their
 * order; it knows no other time than theirs.
 */
public sealed interface Input
    permits Started,
        HistoryLoad,
        QuoteUpdate,
        CandleClosed,
        TimerTick,
        VenueReport,
        FeedStatus,
        StorageStatus,
        EngineStatus,
        OperatorCommand {

  /** The time of the event where it happened, in milliseconds since the epoch. */
  long timeMillis();

  /**
   * When it was received, in milliseconds since the epoch; equal to the event's time in virtual
   * time.
   */
  long receivedMillis();

  default Instant time() {
    return Instant.ofEpochMilli(timeMillis());
  }

  default Instant received() {
    return Instant.ofEpochMilli(receivedMillis());
  }
}
