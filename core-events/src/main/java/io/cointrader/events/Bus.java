package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows facts to others, in order, without letting them touch the loop. Each handler has a thread
 * and a bounded queue of its own. A handler that throws is logged and counted, and after {@value
 * #FAILURES_ALLOWED} times in a row it is detached; one whose queue is full is waited for, {@value
 * #PATIENCE_MILLIS} ms together until it has caught up, and then detached. A detached handler is
 * shown nothing more, not even what is queued. Thread-safe.
 */
public final class Bus implements AutoCloseable {

  private static final int QUEUE = 4096; // a power of two
  private static final int FAILURES_ALLOWED = 10;
  private static final long PATIENCE_MILLIS = 2_500;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int YIELDS = 100;
  private static final int WRITTEN = 16; // places apart, so that no cache line is fought over
  private static final int TAKEN = 32;
  private static final int COUNTERS = 48;

  private final ThreadFactory threads;
  private volatile Handler<?>[] handlers = {}; // replaced under the lock of this
  private boolean closed; // guarded by this

  public Bus(ThreadFactory threads) {
    this.threads = threads;
  }

  /** A handler's place on the bus. */
  public interface Subscription extends AutoCloseable {

    /** Whether facts still reach the handler. */
    boolean isAttached();

    /** How often the handler threw, and 1 more when it did not keep up. */
    long failures();

    /** Detaches the handler; facts already queued are still shown. */
    @Override
    void close();
  }

  /**
   * Shows every fact of a type to the handler, on a thread of its own.
   *
   * @throws IllegalStateException when the bus is closed
   */
  public <F extends Fact> Subscription subscribe(Class<F> type, Consumer<? super F> handler) {
    Handler<F> attached = new Handler<>(type, handler);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the bus is closed");
      }
      attached.thread.start();
      Handler<?>[] more = Arrays.copyOf(handlers, handlers.length + 1);
      more[more.length - 1] = attached;
      handlers = more;
    }
    return attached;
  }

  private synchronized void remove(Handler<?> gone) {
    handlers =
        Arrays.stream(handlers)
            .filter(handler -> !handler.equals(gone))
            .toArray(count -> new Handler<?>[count]);
  }

  /** Queues the fact for every handler of its type; called by the loop, one thread at a time. */
  public void publish(Fact fact) {
    Handler<?>[] all = handlers;
    if (all.length == 0) {
      return;
    }
    for (Handler<?> handler : all) {
      handler.offer(fact);
    }
    VarHandle.fullFence(); // what is queued is seen before a handler is seen asleep
    for (Handler<?> handler : all) {
      handler.wake();
    }
  }

  /** Detaches every handler once it has seen what is queued for it. */
  @Override
  public void close() {
    Handler<?>[] all;
    synchronized (this) {
      closed = true;
      all = handlers;
    }
    for (Handler<?> handler : all) {
      handler.close();
    }
    for (Handler<?> handler : all) {
      handler.awaitEnd();
    }
  }

  /** A queue of one writer, the loop, and one reader, the thread of the handler. */
  private final class Handler<F extends Fact> implements Runnable, Subscription {

    private final Class<F> type;
    private final Consumer<? super F> consumer;
    private final Thread thread;
    private final @Nullable Fact[] queue = new Fact[QUEUE];

    /** What was written, by the loop, and taken, by the handler thread. */
    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    private long takenSeen; // of the loop
    private long patienceNanos = PATIENCE_NANOS; // of the loop
    private final AtomicLong failures = new AtomicLong();
    private int failuresInRow; // of the handler thread
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Written by the handler thread, read by the loop. */
    private volatile boolean asleep;

    /** Written by whoever detaches, read by loop and handler thread. */
    private volatile boolean attached = true;

    /** Written by whoever counts the last failure, read by the handler thread. */
    private volatile boolean givenUp;

    Handler(Class<F> type, Consumer<? super F> consumer) {
      this.type = type;
      this.consumer = consumer;
      this.thread = threads.newThread(this);
    }

    void offer(Fact fact) {
      if (!attached || !type.isInstance(fact)) {
        return;
      }
      long place = counters.getPlain(WRITTEN);
      if (place - takenSeen == QUEUE && !hasRoom(place)) {
        failures.incrementAndGet();
        giveUp("does not keep up");
        return;
      }
      queue[(int) place & QUEUE - 1] = fact;
      counters.setRelease(WRITTEN, place + 1);
    }

    /** Waits for room as long as there is patience. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding only saves a sleep
    private boolean hasRoom(long place) {
      takenSeen = counters.getAcquire(TAKEN);
      if (takenSeen == place) {
        patienceNanos = PATIENCE_NANOS;
      }
      long began = System.nanoTime();
      for (int tries = 0; place - takenSeen == QUEUE; tries++) {
        if (System.nanoTime() - began >= patienceNanos) {
          return false;
        }
        if (tries < YIELDS) {
          Thread.yield();
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        takenSeen = counters.getAcquire(TAKEN);
      }
      patienceNanos -= System.nanoTime() - began;
      return true;
    }

    void wake() {
      if (asleep) {
        asleep = false;
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      try {
        long place = 0;
        while (awaitMore(place)) {
          long end = counters.getAcquire(WRITTEN);
          while (place < end && !givenUp) {
            int slot = (int) place & QUEUE - 1;
            Fact fact = queue[slot];
            queue[slot] = null;
            counters.setRelease(TAKEN, ++place);
            if (fact != null) {
              show(type.cast(fact));
            }
          }
        }
      } finally {
        ended.countDown();
      }
    }

    /** Waits for the next; false when there will be none, or it is not to be shown. */
    @SuppressWarnings("ThreadPriorityCheck") // likewise
    private boolean awaitMore(long place) {
      for (int tries = 0; counters.getAcquire(WRITTEN) == place; tries++) {
        if (tries < YIELDS) {
          Thread.yield();
          continue;
        }
        asleep = true;
        boolean open = attached;
        if (counters.get(WRITTEN) == place) {
          if (!open || Thread.interrupted()) {
            close();
            return false;
          }
          LockSupport.parkNanos(SLEEP_NANOS);
        }
        asleep = false;
      }
      return !givenUp;
    }

    private void show(F fact) {
      try {
        consumer.accept(fact);
        failuresInRow = 0;
      } catch (Throwable thrown) { // also an error: that of a plugin that does not link, say
        failures.incrementAndGet();
        failuresInRow++;
        log().warn("a handler of {} threw {}", type.getSimpleName(), thrown.toString());
        if (failuresInRow == FAILURES_ALLOWED) {
          giveUp("failed " + FAILURES_ALLOWED + " times in a row");
        }
      }
    }

    private void giveUp(String why) {
      givenUp = true;
      log().error("a handler of {} {}: it is detached", type.getSimpleName(), why);
      close();
    }

    @Override
    public boolean isAttached() {
      return attached;
    }

    @Override
    public long failures() {
      return failures.get();
    }

    @Override
    public void close() {
      attached = false;
      remove(this);
      LockSupport.unpark(thread);
    }

    void awaitEnd() {
      try {
        if (!ended.await(2, TimeUnit.SECONDS)) {
          log().warn("a handler of {} is still busy and is left behind", type.getSimpleName());
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asked for when there is something to log: a check of the configuration starts without. */
  private static Logger log() {
    return LoggerFactory.getLogger(Bus.class);
  }
}
