package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.order.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is given on, in which order, and what is left out. */
class InputQueueTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration AGE = Duration.ofSeconds(10);
  private static final FeedTraits TRAITS =
      new FeedTraits(
          "live", List.of(BTC, ETH), Timeframe.M1, true, Fraction.ZERO, Fraction.ZERO, false);

  private long now = 1_000_000;
  private InputQueue queue = queue(100);

  private InputQueue queue(int capacity) {
    return new InputQueue(TRAITS, capacity, SECOND, AGE, () -> now);
  }

  private QuoteUpdate quote(Symbol symbol, double bid) {
    return new QuoteUpdate(7, now, new Quote(symbol, bid, bid + 1, 1, 1));
  }

  private CandleClosed candle(Symbol symbol, int number) {
    return new CandleClosed(
        now, symbol, Timeframe.M1, new Candle(number * 60_000L, 1, 2, 1, 2, 10));
  }

  private FeedStatus status(FeedStatus.Kind kind) {
    return new FeedStatus(now, now, Optional.empty(), kind, Instant.EPOCH, 0, "");
  }

  private <I extends Input> I offer(I input) {
    queue.offer(input);
    return input;
  }

  private List<Input> take() {
    queue.gather();
    List<Input> taken = new ArrayList<>();
    for (Input next = queue.poll(); next != null; next = queue.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Test
  void theNewestQuoteOfASymbolStandsWhereItCame() {
    offer(quote(BTC, 100));
    Input candle = offer(candle(ETH, 1));
    Input newest = offer(quote(BTC, 101));
    Input last = offer(candle(BTC, 1));

    assertThat(take()).containsExactly(candle, newest, last);
    assertThat(queue.counters()).isEqualTo(new InputQueue.Counters(0, 3, 306, 1, 0, 0, 0, ""));
  }

  @Test
  void aQuoteWaitsForItsIntervalAndLetsPassWhatCameAfterIt() {
    Input first = offer(quote(BTC, 100));
    assertThat(take()).containsExactly(first);
    now += 300;
    Input second = offer(quote(BTC, 101));
    now += 300;
    Input other = offer(quote(ETH, 10));
    Input candle = offer(candle(BTC, 1));
    assertThat(take()).containsExactly(other, candle);
    now += 399;
    assertThat(take()).isEmpty();
    now += 1;
    assertThat(take()).containsExactly(second);
  }

  @Test
  void everyQuoteOfAHeldSymbolIsGivenOnAndOfNoOther() {
    queue.hold(List.of(BTC));
    Input first = offer(quote(BTC, 100));
    offer(quote(ETH, 10));
    Input second = offer(quote(BTC, 101));
    Input third = offer(quote(ETH, 11));
    assertThat(take()).containsExactly(first, second, third);
    Input next = offer(quote(BTC, 102));
    assertThat(take()).containsExactly(next);

    queue.hold(List.of());
    offer(quote(BTC, 103));
    assertThat(take()).as("held no more").isEmpty();
    queue.hold(List.of(BTC));
    assertThat(take()).as("held again").hasSize(1);
  }

  @Test
  void P11_ofWhatHasWaitedTooLongOnlyTheNewestQuoteGoesOn() {
    queue.hold(List.of(BTC));
    offer(quote(BTC, 100));
    Input old = offer(quote(BTC, 101));
    Input candle = offer(candle(BTC, 1));
    now += AGE.toMillis() + 1;
    assertThat(take()).containsExactly(old, candle);
    assertThat(queue.counters().stale()).isEqualTo(1);

    offer(quote(BTC, 102));
    now += AGE.toMillis() + 1;
    Input fresh = offer(quote(BTC, 103));
    assertThat(take()).containsExactly(fresh);
  }

  @Test
  void P11_aPauseWhileSomethingIsTakenMakesTheRestOld() {
    queue.hold(List.of(BTC));
    Input first = offer(quote(BTC, 100));
    offer(quote(BTC, 101));
    Input candle = offer(candle(BTC, 1));
    offer(quote(BTC, 102));
    queue.gather();
    assertThat(queue.poll()).isEqualTo(first);
    now += 1_000;
    queue.gather(); // not yet
    assertThat(queue.counters().depth()).isEqualTo(3);
    now += AGE.toMillis() + 1;
    Input fresh = offer(quote(BTC, 103));
    assertThat(take()).containsExactly(candle, fresh);
    assertThat(queue.counters().stale()).isEqualTo(2);
  }

  @Test
  void P12_whatFindsNoRoomIsCountedAndTheQuotesOfHeldSymbolsMakeRoom() {
    queue = queue(2);
    queue.hold(List.of(BTC));
    List<Input> kept = new ArrayList<>();
    kept.add(offer(candle(BTC, 1)));
    kept.add(offer(candle(BTC, 2)));
    offer(candle(BTC, 3));
    offer(status(FeedStatus.Kind.STALE));
    kept.add(offer(quote(BTC, 100)));
    for (int i = 0; i < 1000; i++) {
      offer(quote(BTC, 101 + i));
    }
    kept.add(quote(BTC, 1100));
    kept.add(offer(quote(ETH, 10)));
    assertThat(queue.lost()).isEqualTo(2);
    assertThat(queue.counters()).isEqualTo(new InputQueue.Counters(5, 5, 12, 999, 0, 2, 0, ""));
    assertThat(take()).isEqualTo(kept);
  }

  @Test
  void theTimeOfReceiptIsThatOfTheQueueWhateverAFeedSays() {
    queue.offer(new QuoteUpdate(5, 99, new Quote(BTC, 1, 2, 1, 1)));
    queue.offer(new CandleClosed(99, BTC, Timeframe.M1, new Candle(0, 1, 2, 1, 2, 10)));
    assertThat(take())
        .containsExactly(
            new QuoteUpdate(5, now, new Quote(BTC, 1, 2, 1, 1)),
            new CandleClosed(now, BTC, Timeframe.M1, new Candle(0, 1, 2, 1, 2, 10)));
  }

  @Test
  void aFeedCannotTellWhatAVenueDid() {
    queue.offer(new VenueReport.Sent(5, 99, new OrderId(1)));
    assertThat(take()).isEmpty();
    assertThat(queue.counters().refused()).isEqualTo(1);
  }

  @Test
  void whatAFeedDoesNotDeclareIsRefused() {
    Symbol other = Symbol.of("SOL-USD");
    offer(quote(other, 1));
    assertThat(queue.counters().refusal()).isEqualTo("QuoteUpdate of SOL-USD");
    offer(candle(other, 1));
    assertThat(queue.counters().refusal()).isEqualTo("CandleClosed of SOL-USD 1m");
    offer(new CandleClosed(now, BTC, Timeframe.M5, new Candle(0, 1, 2, 1, 2, 10)));
    offer(new TimerTick(now, TimerTick.Clock.B));
    offer(new FeedStatus(now, now, Optional.of(other), FeedStatus.Kind.LIVE, Instant.EPOCH, 0, ""));
    offer(new HistoryLoad(now, now, BTC, Timeframe.M1, List.of()));
    assertThat(take()).isEmpty();
    assertThat(queue.counters().refused()).isEqualTo(6);
    assertThat(queue.counters().refusal()).isEqualTo("HistoryLoad");
  }

  @Test
  void whoWaitsIsWokenByWhatIsNew() throws InterruptedException {
    offer(candle(BTC, 1));
    queue.await(Long.MAX_VALUE);
    queue.wake();
    queue.await(Long.MAX_VALUE);
    queue.await(0);
    take();
    offer(quote(BTC, 1));
    queue.await(Long.MAX_VALUE);
  }

  /** A schedule of comings and takings, and what came of it. */
  private final class Schedule {

    private final int capacity;
    private final List<Input> whole = new ArrayList<>();
    private final TreeMap<Symbol, List<Input>> quotes = new TreeMap<>();
    private final List<Input> given = new ArrayList<>();
    private final TreeMap<Symbol, Long> gathered = new TreeMap<>();
    private final TreeSet<Symbol> held = new TreeSet<>();
    private TreeSet<Symbol> heldThen = new TreeSet<>();
    private long received = Long.MIN_VALUE;

    Schedule(int capacity) {
      this.capacity = capacity;
      queue = queue(capacity);
      quotes.put(BTC, new ArrayList<>());
      quotes.put(ETH, new ArrayList<>());
    }

    /** The last digit says what happens, the rest after how long. */
    void step(int number, int what) {
      now += what / 10 * 5L;
      switch (what % 10) {
        case 0, 1, 2 -> quotes.get(BTC).add(offer(quote(BTC, number + 1)));
        case 3, 4 -> quotes.get(ETH).add(offer(quote(ETH, number + 1)));
        case 5 -> whole.add(offer(candle(BTC, number)));
        case 6 ->
            whole.add(
                offer(status(number % 2 == 0 ? FeedStatus.Kind.STALE : FeedStatus.Kind.LIVE)));
        case 7 -> {
          if (!held.remove(BTC)) {
            held.add(BTC);
          }
          queue.hold(held);
        }
        case 8 -> takeSome(number % 4);
        default -> takeSome(Integer.MAX_VALUE);
      }
      assertThat(queue.counters().depth()).isLessThanOrEqualTo(queue.counters().bound());
      assertThat(queue.counters().bound()).isEqualTo(3 * (capacity + 2));
    }

    private void takeSome(int most) {
      long before = queue.gatheredMillis();
      now++; // so that one gathering is told from the next
      queue.gather();
      if (queue.gatheredMillis() != before) {
        heldThen = new TreeSet<>(held);
        received = Long.MIN_VALUE;
      }
      for (int i = 0; i < most; i++) {
        Input next = queue.poll();
        if (next == null) {
          return;
        }
        given.add(next);
        assertThat(next.receivedMillis())
            .as("in the order of coming, of what is gathered together")
            .isGreaterThanOrEqualTo(received);
        received = next.receivedMillis();
        if (next instanceof QuoteUpdate update) {
          spaced(update.quote().symbol());
        }
      }
    }

    private void spaced(Symbol symbol) {
      Long earlier = gathered.put(symbol, queue.gatheredMillis());
      if (earlier != null && !heldThen.contains(symbol)) {
        assertThat(queue.gatheredMillis() - earlier)
            .as("at most one quote of %s in a second", symbol)
            .isGreaterThanOrEqualTo(SECOND.toMillis());
      }
    }

    void end() {
      takeSome(Integer.MAX_VALUE);
      now += SECOND.toMillis();
      takeSome(Integer.MAX_VALUE);
      List<Input> others = given.stream().filter(input -> !(input instanceof QuoteUpdate)).toList();
      InputQueue.Counters counters = queue.counters();
      assertThat(others).isSubsetOf(whole);
      assertThat(whole).containsSubsequence(others);
      assertThat(counters.lost()).isEqualTo(whole.size() - others.size());
      long came = 0;
      for (var each : quotes.entrySet()) {
        List<Input> of =
            given.stream()
                .filter(input -> input instanceof QuoteUpdate update)
                .filter(input -> ((QuoteUpdate) input).quote().symbol().equals(each.getKey()))
                .toList();
        came += each.getValue().size();
        assertThat(each.getValue()).containsSubsequence(of);
        if (!each.getValue().isEmpty()) {
          assertThat(of).endsWith(each.getValue().get(each.getValue().size() - 1));
        }
      }
      assertThat(counters.depth()).isZero();
      assertThat(given.size() - others.size() + counters.conflated() + counters.stale())
          .isEqualTo(came);
    }
  }

  @Property(tries = 200)
  void anyScheduleGivesOnTheNewestQuoteSeldomEnoughAndEverythingElse(
      @ForAll @Size(max = 200) List<@IntRange(max = 4999) Integer> steps) {
    Schedule schedule = new Schedule(1_000);
    for (int i = 0; i < steps.size(); i++) {
      schedule.step(i, steps.get(i));
    }
    schedule.end();
    assertThat(queue.lost()).isZero();
  }

  @Property(tries = 200)
  void withLittleRoomItStaysWithinItsBoundAndCountsWhatIsLost(
      @ForAll @IntRange(min = 1, max = 5) int capacity,
      @ForAll @Size(max = 200) List<@IntRange(max = 999) Integer> steps) {
    Schedule schedule = new Schedule(capacity);
    for (int i = 0; i < steps.size(); i++) {
      schedule.step(i, steps.get(i));
    }
    schedule.end();
  }
}
