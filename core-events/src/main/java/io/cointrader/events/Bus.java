package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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

  private static final int QUEUE = 4096;
  private static final int FAILURES_ALLOWED = 10;
  private static final long PATIENCE_MILLIS = 2_500;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);

  private final ThreadFactory threads;
  private final List<Handler<?>> handlers = new CopyOnWriteArrayList<>();

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

  /** Shows every fact of a type to the handler, on a thread of its own. */
  public <F extends Fact> Subscription subscribe(Class<F> type, Consumer<? super F> handler) {
    Handler<F> attached = new Handler<>(type, handler);
    handlers.add(attached);
    threads.newThread(attached).start();
    return attached;
  }

  /** Queues the fact for every handler of its type; called by the loop. */
  public void publish(Fact fact) {
    for (Handler<?> handler : handlers) {
      handler.offer(fact);
    }
  }

  /** Detaches every handler once it has seen what is queued for it. */
  @Override
  public void close() {
    List<Handler<?>> all = List.copyOf(handlers);
    all.forEach(Handler::close);
    all.forEach(Handler::awaitEnd);
  }

  private final class Handler<F extends Fact> implements Runnable, Subscription {

    private final Class<F> type;
    private final Consumer<? super F> consumer;
    private final BlockingQueue<Fact> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong failures = new AtomicLong();
    private int failuresInRow; // of the handler thread
    private long patienceNanos = PATIENCE_NANOS; // of the loop
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Written by whoever detaches, read by loop and handler thread. */
    private volatile boolean attached = true;

    /** Written by whoever counts the last failure, read by the handler thread. */
    private volatile boolean givenUp;

    Handler(Class<F> type, Consumer<? super F> consumer) {
      this.type = type;
      this.consumer = consumer;
    }

    void offer(Fact fact) {
      if (!attached || !type.isInstance(fact)) {
        return;
      }
      try {
        if (queue.isEmpty()) {
          patienceNanos = PATIENCE_NANOS;
        }
        if (queue.offer(fact)) {
          return;
        }
        long began = System.nanoTime();
        boolean taken = queue.offer(fact, patienceNanos, TimeUnit.NANOSECONDS);
        patienceNanos -= System.nanoTime() - began;
        if (!taken) {
          failures.incrementAndGet();
          giveUp("does not keep up");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void run() {
      try {
        while (!givenUp && (attached || !queue.isEmpty())) {
          Fact fact = queue.poll(50, TimeUnit.MILLISECONDS);
          if (fact != null) {
            show(type.cast(fact));
          }
        }
      } catch (InterruptedException interrupted) {
        close();
      } finally {
        ended.countDown();
      }
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
      handlers.remove(this);
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
