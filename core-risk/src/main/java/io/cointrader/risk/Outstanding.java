package io.cointrader.risk;

import org.jspecify.annotations.Nullable;

/**
 * What was handed out and has not come back, by identity; each comes back once. The oldest of more
 * than {@value #KEPT} is forgotten. Thread-safe.
 */
final class Outstanding<T> {

  static final int KEPT = 1024;

  private final @Nullable Object[] ring = new Object[KEPT];
  private int next;

  synchronized void add(T item) {
    ring[next] = item;
    next = (next + 1) % KEPT;
  }

  /** Whether it was outstanding, and is no more. */
  synchronized boolean redeem(T item) {
    int at = next;
    for (int i = 0; i < KEPT; i++) {
      at = at == 0 ? KEPT - 1 : at - 1; // the newest first: nearly always the one
      if (ring[at] == item) {
        ring[at] = null;
        return true;
      }
    }
    return false;
  }
}
