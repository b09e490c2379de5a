package io.cointrader.models.input;

/** A clock of the engine has struck. */
public record TimerTick(long timeMillis, Clock clock) implements Input {

  /** Which clock. */
  public enum Clock {
    /**
     * Evaluation and housekeeping, every 5 s; in virtual time after all candles of one close time.
     */
    B
  }

  @Override
  public long receivedMillis() {
    return timeMillis;
  }
}
