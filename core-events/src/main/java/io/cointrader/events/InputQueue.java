package io.cointrader.events;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Symbol;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits between the threads that hear of something and the thread of the loop. Bounded: {@link
 * #offer} never waits for the loop, and neither grows the queue beyond {@link Counters#bound}.
 *
 * <p>Candles and feed status are given on whole and in the order in which they came; one that finds
 * no room is {@linkplain Counters#lost lost and counted}, which is a reason to stop buying. Quotes
 * are conflated: of a symbol at most one is given on in each interval, the newest there is; the
 * interval runs from when the one before was gathered. Of a symbol that is {@linkplain #hold held}
 * every quote is given on, as long as there is room; without room the newest takes the place of the
 * one before. Of quotes that have waited longer than a limit only the newest of each symbol is
 * given on.
 *
 * <p>What is {@linkplain #gather gathered} together is given on in the order in which it came, a
 * quote that took another's place in that of its own coming. A quote whose interval is not over
 * lets pass what came after it.
 *
 * <p>{@link #offer}, {@link #wake} and {@link #counters} are for any thread, everything else for
 * the loop's.
 */
public final class InputQueue {

  private final FeedTraits traits;
  private final int capacity;
  private final long intervalMillis;
  private final long maxAgeMillis;
  private final LongSupplier clock;
  private final TreeMap<Symbol, Quotes> quotes = new TreeMap<>(); // not changed after construction
  private final ArrayDeque<Waiting> whole = new ArrayDeque<>(); // guarded by this, as what follows
  private int quotesWaiting;
  private long order;
  private int deepest;
  private long conflated;
  private long stale;
  private long refused;
  private String refusal = "";
  private boolean news;
  private volatile long lost; // written under the lock, read by the loop
  private final ArrayDeque<Waiting> due = new ArrayDeque<>(); // quotes gathered
  private long gatheredOrder; // what came before is gathered
  private long gatheredMillis = Long.MIN_VALUE; // of the loop

  /** An input that waits. */
  private record Waiting(long order, Input input) {}

  /** The quotes of one symbol that wait, the oldest first. */
  private static final class Quotes {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(2);
    private long givenMillis = Long.MIN_VALUE / 2; // when one was given on last
    private volatile boolean held; // written by the loop, read by all without the lock
  }

  /**
   * What became of everything offered.
   *
   * @param depth how many inputs wait now
   * @param deepest how many have waited at most
   * @param bound how many can wait at most
   * @param conflated the quotes a newer one took the place of
   * @param stale the quotes of held symbols left out because they had waited for too long
   * @param lost the inputs that found no room
   * @param refused the inputs that the feed does not declare, or that no feed delivers
   * @param refusal the last of these, or nothing
   */
  public record Counters(
      int depth,
      int deepest,
      int bound,
      long conflated,
      long stale,
      long lost,
      long refused,
      String refusal) {}

  /**
   * @param traits what is delivered; anything else is refused
   * @param capacity how many quotes, and how many other inputs, may wait; beside them one quote of
   *     each symbol
   * @param quoteInterval how often a quote of a symbol is given on
   * @param maxAge how long a quote of a held symbol may have waited
   * @param clock the time of receipt, in milliseconds since the epoch; never goes back
   */
  public InputQueue(
      FeedTraits traits,
      int capacity,
      Duration quoteInterval,
      Duration maxAge,
      LongSupplier clock) {
    this.traits = traits;
    this.capacity = capacity;
    this.intervalMillis = quoteInterval.toMillis();
    this.maxAgeMillis = maxAge.toMillis();
    this.clock = clock;
    traits.symbols().forEach(symbol -> quotes.put(symbol, new Quotes()));
  }

  /** Takes an input, whose time of receipt becomes now; refuses what is none of a feed. */
  public synchronized void offer(Input input) {
    Quotes slot = null;
    if (input instanceof QuoteUpdate update && traits.quotes()) {
      slot = quotes.get(update.quote().symbol());
    }
    if (slot == null && !isWhole(input)) {
      refused++;
      refusal = name(input);
      return;
    }
    Waiting waiting = new Waiting(order++, received(input, clock.getAsLong()));
    if (slot != null) {
      offerQuote(slot, waiting);
    } else if (whole.size() < capacity) {
      whole.addLast(waiting);
      tellLoop();
    } else {
      lost++;
      tellLoop();
    }
    deepest = Math.max(deepest, depth());
  }

  private int depth() {
    return whole.size() + quotesWaiting + due.size();
  }

  /** Without anything that others have written. */
  private static String name(Input input) {
    String kind = input.getClass().getSimpleName();
    if (input instanceof QuoteUpdate update) {
      return kind + " of " + update.quote().symbol();
    }
    if (input instanceof CandleClosed closed) {
      return kind + " of " + closed.symbol() + " " + closed.timeframe().label();
    }
    return kind;
  }

  private boolean isWhole(Input input) {
    if (input instanceof CandleClosed closed) {
      return closed.timeframe() == traits.candles() && quotes.containsKey(closed.symbol());
    }
    if (input instanceof FeedStatus status) {
      return status.symbol().isEmpty() || quotes.containsKey(status.symbol().get());
    }
    return false;
  }

  private static Input received(Input input, long now) {
    if (input instanceof QuoteUpdate update) {
      return new QuoteUpdate(update.timeMillis(), now, update.quote());
    }
    if (input instanceof CandleClosed closed) {
      return new CandleClosed(now, closed.symbol(), closed.timeframe(), closed.candle());
    }
    if (input instanceof FeedStatus status) {
      return new FeedStatus(
          status.timeMillis(),
          now,
          status.symbol(),
          status.kind(),
          status.since(),
          status.missing(),
          status.detail());
    }
    return input;
  }

  private void offerQuote(Quotes slot, Waiting quote) {
    if (slot.waiting.isEmpty() || slot.held && quotesWaiting < capacity) {
      quotesWaiting++;
      tellLoop();
    } else {
      slot.waiting.removeLast();
      conflated++;
    }
    slot.waiting.addLast(quote);
  }

  /** Ends the loop's waiting, now or the next time. */
  public synchronized void wake() {
    tellLoop();
  }

  private void tellLoop() {
    news = true;
    notifyAll();
  }

  /** Has every quote of these symbols given on from now on, and of no others. */
  public void hold(Collection<Symbol> symbols) {
    quotes.forEach((symbol, slot) -> slot.held = symbols.contains(symbol));
  }

  /**
   * Gathers everything that is to be given on now, for {@link #poll}. What was gathered before is
   * taken first, unless its quotes have become too old meanwhile: these are looked at again.
   */
  public synchronized void gather() {
    long now = clock.getAsLong();
    if (!due.isEmpty()) {
      if (now - gatheredMillis <= maxAgeMillis) {
        return;
      }
      while (!due.isEmpty()) {
        putBack(due.removeLast());
      }
    }
    List<Waiting> ready = new ArrayList<>();
    for (Quotes slot : quotes.values()) {
      thin(slot, now);
      if (!slot.waiting.isEmpty() && (slot.held || now >= slot.givenMillis + intervalMillis)) {
        ready.addAll(slot.waiting);
        quotesWaiting -= slot.waiting.size();
        slot.waiting.clear();
        slot.givenMillis = now;
      }
    }
    ready.sort(Comparator.comparingLong(Waiting::order));
    due.addAll(ready);
    gatheredOrder = order;
    gatheredMillis = now;
  }

  private void putBack(Waiting quote) {
    Quotes slot = quotes.get(((QuoteUpdate) quote.input()).quote().symbol());
    if (slot != null) {
      slot.waiting.addFirst(quote);
      quotesWaiting++;
    }
  }

  /** Leaves the quotes that may still be given on. */
  private void thin(Quotes slot, long now) {
    while (slot.waiting.size() > 1) {
      boolean old = now - slot.waiting.getFirst().input().receivedMillis() > maxAgeMillis;
      if (slot.held && !old) {
        return;
      }
      slot.waiting.removeFirst();
      quotesWaiting--;
      if (slot.held) {
        stale++;
      } else {
        conflated++;
      }
    }
  }

  /** The next input of those gathered, or null. */
  public synchronized @Nullable Input poll() {
    Waiting quote = due.peekFirst();
    Waiting other = whole.peekFirst();
    if (other != null
        && other.order() < gatheredOrder
        && (quote == null || other.order() < quote.order())) {
      whole.removeFirst();
      return other.input();
    }
    due.pollFirst();
    return quote == null ? null : quote.input();
  }

  /** When inputs were gathered last; {@link Long#MIN_VALUE}: never. */
  public long gatheredMillis() {
    return gatheredMillis;
  }

  /**
   * Waits until something is offered that was not when this was called last, the loop is woken, a
   * quote is due, or the time is over.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // who returns too early looks again, and waits again
  public synchronized void await(long millis) throws InterruptedException {
    long wait = Math.min(millis, dueIn());
    if (!news && wait > 0) {
      wait(wait);
    }
    news = false;
  }

  /** The milliseconds until the next quote that waits is due. */
  private long dueIn() {
    long due = Long.MAX_VALUE;
    for (Quotes slot : quotes.values()) {
      if (!slot.waiting.isEmpty()) {
        due = Math.min(due, slot.held ? Long.MIN_VALUE : slot.givenMillis + intervalMillis);
      }
    }
    return due == Long.MAX_VALUE || due == Long.MIN_VALUE
        ? due
        : Math.max(0, due - clock.getAsLong());
  }

  /** How many inputs have found no room so far. */
  public long lost() {
    return lost;
  }

  /** What became of everything offered so far. */
  public synchronized Counters counters() {
    return new Counters(
        depth(), deepest, 3 * (capacity + quotes.size()), conflated, stale, lost, refused, refusal);
  }
}
