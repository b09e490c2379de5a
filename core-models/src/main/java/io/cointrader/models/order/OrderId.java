package io.cointrader.models.order;

import org.jspecify.annotations.Nullable;

/**
 * The ordinal of an order within its run, counted from 1. Together with the run's id it makes the
 * client order id, which is unique for ever.
 */
public record OrderId(long ordinal) implements Comparable<OrderId> {

  /**
   * @throws IllegalArgumentException when the ordinal is below 1
   */
  public OrderId {
    if (ordinal < 1) {
      throw new IllegalArgumentException("an order ordinal starts at 1, found " + ordinal);
    }
  }

  public static OrderId of(String text) {
    return new OrderId(Long.parseLong(text));
  }

  /** The id that a venue sees. */
  public String clientOrderId(String runId) {
    return runId + "-" + ordinal;
  }

  @Override
  public int compareTo(OrderId other) {
    return Long.compare(ordinal, other.ordinal);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OrderId that && ordinal == that.ordinal;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(ordinal);
  }

  @Override
  public String toString() {
    return Long.toString(ordinal);
  }
}
