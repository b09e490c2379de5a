package io.cointrader.risk;

import io.cointrader.models.order.OrderIntent;
import org.jspecify.annotations.Nullable;

/**
 * The papers handed out, by identity, with the order that each was made for; each is redeemed once.
 * The oldest of more than {@value #KEPT} is forgotten. Thread-safe.
 */
final class Outstanding<T> {

  static final int KEPT = 1024;

  private final @Nullable Paper[] ring = new Paper[KEPT];
  private int next;

  private record Paper(Object item, OrderIntent order) {}

  synchronized void add(T item, OrderIntent order) {
    ring[next] = new Paper(item, order);
    next = (next + 1) % KEPT;
  }

  /** The order it was made for; null when it was never handed out, or redeemed before. */
  synchronized @Nullable OrderIntent redeem(T item) {
    int at = next;
    for (int i = 0; i < KEPT; i++) {
      at = at == 0 ? KEPT - 1 : at - 1; // the newest first: nearly always the one
      Paper paper = ring[at];
      if (paper != null && paper.item == item) {
        ring[at] = null;
        return paper.order;
      }
    }
    return null;
  }
}
