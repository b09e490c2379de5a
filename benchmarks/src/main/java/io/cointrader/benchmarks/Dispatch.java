package io.cointrader.benchmarks;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import io.cointrader.events.Bus;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Money;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Showing facts to four handlers, and how long it takes until one has been shown. */
final class Dispatch {

  private static final int FACTS = 1_000_000;
  private static final int HANDLERS = 4;
  private static final int HAND_OFFS = 100_000;
  private static final int REPEATS = 7;
  private static final Fact FACT =
      new Fact.EquitySampled(Instant.parse("2026-01-01T00:00:00Z"), Money.of("1000"));

  private Dispatch() {}

  /** Counts on a cache line of its own. */
  private static final class Counter {
    private final AtomicLong seen = new AtomicLong();

    @Subscribe
    public void onFact(Fact fact) {
      seen.setPlain(seen.getPlain() + 1);
    }
  }

  static void measure() throws IOException {
    System.out.printf(
        Locale.ROOT, "bus: a fact shown to %d handlers, %,d facts a round%n", HANDLERS, FACTS);
    EventBus guava = new EventBus();
    for (int i = 0; i < HANDLERS; i++) {
      guava.register(new Counter());
    }
    Bus bus = new Bus(Dispatch::daemon);
    for (int i = 0; i < HANDLERS; i++) {
      Counter counter = new Counter();
      bus.subscribe(Fact.class, counter::onFact);
    }
    Map<String, Main.Work> rows = new LinkedHashMap<>();
    rows.put("Guava EventBus, on the caller's thread", () -> publish(guava));
    rows.put("CoinTrader, on threads of their own", () -> publish(bus));
    Main.print(rows, FACTS, "Guava EventBus, on the caller's thread");
    bus.close();
    handOff();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "bench-handler");
    thread.setDaemon(true);
    return thread;
  }

  private static long publish(EventBus guava) {
    for (int i = 0; i < FACTS; i++) {
      guava.post(FACT);
    }
    return FACTS;
  }

  private static long publish(Bus bus) {
    for (int i = 0; i < FACTS; i++) {
      bus.publish(FACT);
    }
    return FACTS;
  }

  /** From giving a fact to its handler having it, one after the other. */
  private static void handOff() {
    double[] theirs = new double[REPEATS];
    double[] ours = new double[REPEATS];
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      theirs[repeat] = p99(throughQueue());
      ours[repeat] = p99(throughBus());
    }
    Arrays.sort(theirs);
    Arrays.sort(ours);
    System.out.printf(
        Locale.ROOT,
        "  hand-off, p99 of %,d: ArrayBlockingQueue %,.0f ns, CoinTrader %,.0f ns, ratio %.2f%n%n",
        HAND_OFFS,
        theirs[REPEATS / 2],
        ours[REPEATS / 2],
        ours[REPEATS / 2] / theirs[REPEATS / 2]);
  }

  private static double p99(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[(int) (nanos.length * 0.99)];
  }

  private static long[] throughQueue() {
    ArrayBlockingQueue<Fact> queue = new ArrayBlockingQueue<>(4096);
    AtomicLong shown = new AtomicLong();
    Thread reader =
        daemon(
            () -> {
              try {
                while (true) {
                  queue.take();
                  shown.incrementAndGet();
                }
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            });
    reader.start();
    long[] nanos = times(() -> queue.add(FACT), shown);
    reader.interrupt();
    return nanos;
  }

  private static long[] throughBus() {
    AtomicLong shown = new AtomicLong();
    Bus bus = new Bus(Dispatch::daemon);
    bus.subscribe(Fact.class, fact -> shown.incrementAndGet());
    long[] nanos = times(() -> bus.publish(FACT), shown);
    bus.close();
    return nanos;
  }

  private static long[] times(Runnable give, AtomicLong shown) {
    long[] nanos = new long[HAND_OFFS];
    for (int i = 0; i < HAND_OFFS; i++) {
      long began = System.nanoTime();
      give.run();
      while (shown.get() <= i) {
        Thread.onSpinWait();
      }
      nanos[i] = System.nanoTime() - began;
    }
    return nanos;
  }
}
