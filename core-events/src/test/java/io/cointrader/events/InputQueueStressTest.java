package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many producers, one loop that stalls, and interrupts at random. */
@Timeout(60)
class InputQueueStressTest {

  private static final long SEED = 14;
  private static final int PRODUCERS = 8;
  private static final int CAPACITY = 16_384;
  private static final List<Symbol> SYMBOLS =
      IntStream.range(0, 32).mapToObj(i -> Symbol.of("C" + i + "-USD")).toList();
  private static final FeedTraits TRAITS =
      new FeedTraits("live", SYMBOLS, Timeframe.M1, true, Fraction.ZERO, Fraction.ZERO, false);

  private final InputQueue queue =
      new InputQueue(
          TRAITS,
          CAPACITY,
          Duration.ofMillis(1),
          Duration.ofMinutes(10),
          () -> System.nanoTime() / 1_000_000);

  /** Four symbols, of which it tells quotes without end and a candle now and then. */
  private final class Producer implements Runnable {
    private final List<Symbol> symbols;
    private final int quotes;
    private final CountDownLatch done;
    private int candles;
    private long slowestNanos;

    Producer(int number, int quotes, CountDownLatch done) {
      this.symbols = SYMBOLS.subList(number * 4, number * 4 + 4);
      this.quotes = quotes;
      this.done = done;
    }

    @Override
    public void run() {
      for (int i = 0; i < quotes; i++) {
        Symbol symbol = symbols.get(i & 3);
        long began = System.nanoTime();
        queue.offer(new QuoteUpdate(i, 0, new Quote(symbol, i + 1, i + 2, 1, 1)));
        if (i % 100 == 0) {
          queue.offer(
              new CandleClosed(
                  0, symbols.get(0), Timeframe.M1, new Candle(candles++, 1, 2, 1, 2, 10)));
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - began);
      }
      done.countDown();
    }
  }

  /** Whatever interrupt comes last. */
  private static void awaitEnd(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException late) {
        // it is waited for all the same
      }
    }
    Thread.interrupted(); // the last may have come after the end
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void P12_N16_aHundredfoldBurstOnAStalledLoopStaysWithinItsBoundAndTheCandlesAreAllThere()
      throws InterruptedException {
    int quotes = 100_000;
    CountDownLatch done = new CountDownLatch(PRODUCERS);
    List<Producer> producers = new ArrayList<>();
    queue.hold(SYMBOLS.subList(0, 8));
    long before = heap();
    for (int i = 0; i < PRODUCERS; i++) {
      Producer producer = new Producer(i, quotes, done);
      producers.add(producer);
      new Thread(producer, "producer-" + i).start();
    }
    done.await(); // nobody takes anything, and nobody waits for that
    InputQueue.Counters counters = queue.counters();
    long grown = heap() - before;
    assertThat(counters.lost()).isZero();
    assertThat(counters.depth())
        .isEqualTo(counters.deepest())
        .isLessThanOrEqualTo(counters.bound());
    assertThat(grown).as("bytes").isLessThan(32L << 20);

    TreeMap<Symbol, Integer> next = new TreeMap<>();
    TreeMap<Symbol, Double> newest = new TreeMap<>();
    queue.gather();
    for (Input input = queue.poll(); input != null; input = queue.poll()) {
      if (input instanceof CandleClosed closed) {
        assertThat(closed.candle().openMillis())
            .isEqualTo(next.merge(closed.symbol(), 1, Integer::sum) - 1);
      } else if (input instanceof QuoteUpdate update) {
        newest.put(update.quote().symbol(), update.quote().bid());
      }
    }
    assertThat(next).hasSize(PRODUCERS).allSatisfy((s, n) -> assertThat(n).isEqualTo(1_000));
    assertThat(newest).hasSize(32).allSatisfy((s, n) -> assertThat(n).isGreaterThan(quotes - 4));
    System.out.printf(
        "burst on a stalled loop: %d quotes of %d producers, %d waited at most (bound %d),"
            + " %d KiB, slowest offer %d us%n",
        quotes * PRODUCERS,
        PRODUCERS,
        counters.deepest(),
        counters.bound(),
        grown >> 10,
        producers.stream().mapToLong(producer -> producer.slowestNanos).max().orElse(0) / 1000);
  }

  @Test
  void P10_P12_interruptsAndAStallingLoopLoseNothingAndNobodyWaitsForEver()
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(PRODUCERS);
    AtomicLong interrupts = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      Thread thread = new Thread(new Producer(i, 200_000, done), "producer-" + i);
      threads.add(thread);
      thread.start();
    }
    Thread loop = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              SplittableRandom random = new SplittableRandom(SEED);
              while (done.getCount() > 0) {
                int whom = random.nextInt(PRODUCERS + 1);
                (whom == PRODUCERS ? loop : threads.get(whom)).interrupt();
                interrupts.incrementAndGet();
                LockSupport.parkNanos(random.nextInt(200_000));
              }
            });
    interrupter.start();
    SplittableRandom random = new SplittableRandom(SEED + 1);
    TreeMap<Symbol, Integer> next = new TreeMap<>();
    long quotes = 0;
    boolean last = false;
    while (true) {
      try {
        if (!last) {
          queue.await(1);
        }
      } catch (InterruptedException one) {
        // the loop goes on with what there is
      }
      last = done.getCount() == 0;
      queue.gather();
      for (Input input = queue.poll(); input != null; input = queue.poll()) {
        if (input instanceof CandleClosed closed) {
          assertThat(closed.candle().openMillis())
              .isEqualTo(next.merge(closed.symbol(), 1, Integer::sum) - 1);
        } else {
          quotes++;
        }
        if (random.nextInt(2_000) == 0) {
          LockSupport.parkNanos(3_000_000); // stalls
        }
      }
      if (last && queue.counters().depth() == 0) {
        break;
      }
    }
    awaitEnd(interrupter);
    InputQueue.Counters counters = queue.counters();
    assertThat(counters.lost()).isZero();
    assertThat(next).hasSize(PRODUCERS).allSatisfy((s, n) -> assertThat(n).isEqualTo(2_000));
    assertThat(quotes + counters.conflated()).isEqualTo(200_000L * PRODUCERS);
    System.out.printf(
        "producers and loop interrupted %d times: %d quotes given on, %d conflated, all candles%n",
        interrupts.get(), quotes, counters.conflated());
  }
}
