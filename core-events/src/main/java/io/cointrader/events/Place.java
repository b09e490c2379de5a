package io.cointrader.events;

import java.time.Instant;

/** A place in a record up to which it is looked at. */
public sealed interface Place {

  /** Everything there is. */
  Place END = new AtTime(Instant.MAX);

  /** Whether what stands at the sequence number, and happened at the time, lies beyond. */
  boolean isBefore(long sequence, Instant at);

  /** The record with this sequence number is the last. */
  record AtSequence(long sequence) implements Place {
    @Override
    public boolean isBefore(long other, Instant at) {
      return other > sequence;
    }

    @Override
    public String toString() {
      return "sequence " + sequence;
    }
  }

  /** What happened at this time is the last. */
  record AtTime(Instant time) implements Place {
    @Override
    public boolean isBefore(long sequence, Instant at) {
      return at.isAfter(time);
    }

    @Override
    public String toString() {
      return time.equals(Instant.MAX) ? "the end" : time.toString();
    }
  }
}
