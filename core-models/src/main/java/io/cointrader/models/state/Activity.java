package io.cointrader.models.state;

import io.cointrader.models.number.Money;
import java.time.Instant;

/**
 * Something that loads the venue: counted when it leaves, not when it is answered.
 *
 * @param value what an entry is worth; zero of everything else
 */
public record Activity(Instant at, Kind kind, Money value) {

  /** What was done. */
  public enum Kind {
    /** An order was sent. */
    ORDER,
    /** An order was asked to be taken back. */
    CANCEL,
    /** The venue refused an order. */
    REJECT,
    /** An entry was approved; its value counts. */
    ENTRY
  }
}
