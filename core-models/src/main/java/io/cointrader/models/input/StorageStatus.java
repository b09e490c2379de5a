package io.cointrader.models.input;

/**
 * A condition of the disk the record is on has begun or ended.
 *
 * @param holds whether it holds from now on; false: no more
 */
public record StorageStatus(
    long timeMillis, long receivedMillis, Kind kind, boolean holds, String detail)
    implements Input {

  /** What may be wrong with a disk that still takes everything. */
  public enum Kind {
    /** Less can be written than must be kept free: there are no entries while it holds. */
    LOW_DISK,
    /** Making something durable takes too long: the same. */
    SLOW_DISK
  }
}
