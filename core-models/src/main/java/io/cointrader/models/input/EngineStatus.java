package io.cointrader.models.input;

/**
 * A condition of the engine itself has begun or ended.
 *
 * @param holds whether it holds from now on; false: no more
 */
public record EngineStatus(
    long timeMillis, long receivedMillis, Kind kind, boolean holds, String detail)
    implements Input {

  /** What may be wrong with an engine that still runs. */
  public enum Kind {
    /** Inputs were lost because too many waited: there are no entries until prices are fresh. */
    OVERFLOW,
    /** The engine was started too often without getting anywhere: the operator lifts it. */
    CRASH_LOOP
  }
}
