package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every feed that can give its data again has to keep. To be extended. */
public abstract class FeedContract {

  private static final int HISTORY = 50;

  /** For subclasses. */
  protected FeedContract() {}

  /** The feed to be tested, opened anew at the beginning of the same data. It is closed for you. */
  protected abstract RecordedFeed subject();

  /** How many inputs are looked at; 3,000 unless overridden. */
  protected int limit() {
    return 3_000;
  }

  private static List<Input> take(RecordedFeed feed, int most) {
    List<Input> inputs = new ArrayList<>();
    for (Input next = null; inputs.size() < most && (next = feed.next()) != null; ) {
      inputs.add(next);
    }
    return inputs;
  }

  /** Says the same of itself at each opening, in forms that name directories and symbols. */
  @Test
  public final void introducesItself() {
    try (RecordedFeed feed = subject();
        RecordedFeed again = subject()) {
      assertEquals(feed.traits(), again.traits(), "traits()");
      assertEquals(feed.stream(), again.stream(), "stream()");
      assertEquals(feed.start(), again.start(), "start()");
      Delivered.assertNamed(feed.stream());
      assertEquals(0, feed.position(), "position() of an opened feed");
      assertEquals(0, feed.rows(0), "rows(0)");
    }
  }

  /**
   * Inputs come in order of time, the candles of one close time in order of symbol and followed by
   * one strike of clock B; of declared symbols, timeframe and kinds only; none repeats.
   */
  @Test
  public final void keepsTheOrderItPromises() {
    try (RecordedFeed feed = subject()) {
      FeedTraits traits = feed.traits();
      Map<Symbol, Long> newest = new TreeMap<>();
      Input before = null;
      CandleClosed unstruck = null;
      for (Input input : take(feed, limit())) {
        if (unstruck != null && input.timeMillis() > unstruck.timeMillis()) {
          fail("no strike of clock B after " + unstruck);
        }
        if (before == null) {
          assertTrue(
              !input.time().isBefore(feed.start()), () -> input + " is before " + feed.start());
        } else {
          follows(before, input);
        }
        if (input instanceof CandleClosed closed) {
          Delivered.assertNext(traits, closed, newest);
          unstruck = closed;
        } else if (input instanceof QuoteUpdate update) {
          assertTrue(traits.quotes(), () -> "quotes are not declared: " + input);
          Delivered.assertDeclared(traits, update.quote().symbol());
        } else if (input instanceof FeedStatus status) {
          status.symbol().ifPresent(symbol -> Delivered.assertDeclared(traits, symbol));
        } else if (input instanceof TimerTick) {
          unstruck = null;
        } else {
          fail("a feed does not deliver " + input);
        }
        assertEquals(input.timeMillis(), input.receivedMillis(), "received, in virtual time");
        before = input;
      }
      assertTrue(!newest.isEmpty(), "no candle among the first " + limit() + " inputs");
    }
  }

  private static void follows(Input before, Input input) {
    if (input.timeMillis() < before.timeMillis()) {
      fail("time goes back from\n  " + before + "\nto\n  " + input);
    }
    if (before instanceof CandleClosed first
        && input instanceof CandleClosed second
        && first.timeMillis() == second.timeMillis()
        && first.symbol().compareTo(second.symbol()) >= 0) {
      fail(
          "candles of one close time are in order of symbol, found\n  "
              + first
              + "\nbefore\n  "
              + second);
    }
    if (before instanceof TimerTick tick && !(input instanceof QuoteUpdate)) {
      if (input.equals(tick)) {
        fail("clock B strikes twice: " + tick);
      }
      if (input instanceof CandleClosed late && late.timeMillis() == tick.timeMillis()) {
        fail("a candle after the strike of its close time: " + late);
      }
    }
  }

  /** Two openings deliver equal inputs; the position counts each one; an end stays an end. */
  @Test
  public final void givesTheSameAgain() {
    try (RecordedFeed feed = subject();
        RecordedFeed again = subject()) {
      List<Input> first = take(feed, limit());
      assertEquals(first, take(again, limit()), "the inputs of a second opening");
      assertEquals(first.size(), feed.position(), "position() counts the inputs");
      if (first.size() < limit()) {
        assertNull(feed.next(), "after the end");
        assertEquals(first.size(), feed.position(), "position() after the end");
      }
    }
  }

  /** A strike taken with {@code takeStrike()} is the one that {@code next()} would deliver. */
  @Test
  public final void takesTheStrikesItDelivers() {
    try (RecordedFeed feed = subject();
        RecordedFeed again = subject()) {
      List<Input> taken = new ArrayList<>();
      for (Input next = null; taken.size() < limit() && (next = feed.next()) != null; ) {
        taken.add(next);
        if (feed.takeStrike()) {
          taken.add(new TimerTick(next.timeMillis(), TimerTick.Clock.B));
        }
        assertEquals(taken.size(), feed.position(), "position() counts the inputs and strikes");
      }
      assertEquals(take(again, taken.size()), taken, "the inputs with strikes taken");
    }
  }

  /**
   * A candle taken with {@code nextStruck()} and the strike after it are those that {@code next()}
   * would deliver, none later than was asked for.
   */
  @Test
  public final void takesTheCandlesWithStrikesItDelivers() {
    try (RecordedFeed feed = subject();
        RecordedFeed again = subject()) {
      List<Input> inputs = take(again, limit());
      long middle = inputs.get(inputs.size() / 2).timeMillis();
      List<Input> taken = new ArrayList<>();
      while (taken.size() < inputs.size()) {
        long latest = taken.size() < inputs.size() / 2 ? middle : Long.MAX_VALUE;
        Candle struck = feed.nextStruck(latest);
        Input next = struck == null ? feed.next() : null;
        if (struck != null) {
          long close = CandleClosed.of(feed.traits(), struck).timeMillis();
          if (close > latest) {
            fail("nextStruck(" + latest + ") delivered the candle that closes at " + close);
          }
          taken.add(CandleClosed.of(feed.traits(), struck));
          taken.add(new TimerTick(close, TimerTick.Clock.B));
        } else if (next != null) {
          taken.add(next);
        }
        assertEquals(taken.size(), feed.position(), "position() counts both");
      }
      int size = inputs.size();
      assertEquals(inputs, taken.subList(0, size), "the inputs with strikes taken");
    }
  }

  /** Seeking, forward or back, continues as if the inputs before had been delivered. */
  @Test
  public final void seeks() {
    List<Input> whole;
    try (RecordedFeed feed = subject()) {
      whole = take(feed, limit());
    }
    try (RecordedFeed feed = subject()) {
      for (int at : new int[] {whole.size() / 2, 1, whole.size() - 1, 0, whole.size() / 3}) {
        feed.seek(at);
        assertEquals(at, feed.position(), "position() after seek(" + at + ")");
        int some = Math.min(20, whole.size() - at);
        assertEquals(
            whole.subList(at, at + some), take(feed, some), "the inputs after seek(" + at + ")");
      }
      if (whole.size() < limit()) {
        assertThrows(
            IllegalArgumentException.class,
            () -> feed.seek(whole.size() + 1L),
            "seeking past the end");
      }
    }
  }

  /**
   * The history at a position is what came before it, oldest first and at most what is asked for.
   */
  @Test
  public final void historyIsThePast() {
    try (RecordedFeed feed = subject()) {
      history(feed);
      SortedMap<Symbol, List<Candle>> delivered = new TreeMap<>();
      for (Input input : take(feed, limit())) {
        if (input instanceof CandleClosed closed) {
          delivered.computeIfAbsent(closed.symbol(), any -> new ArrayList<>()).add(closed.candle());
        }
      }
      SortedMap<Symbol, List<Candle>> history = history(feed);
      delivered.forEach(
          (symbol, candles) -> {
            List<Candle> held = history.getOrDefault(symbol, List.of());
            int shared = Math.min(candles.size(), HISTORY);
            assertTrue(held.size() >= shared, () -> symbol + ": history leaves out candles");
            assertEquals(
                candles.subList(candles.size() - shared, candles.size()),
                held.subList(held.size() - shared, held.size()),
                () -> symbol + ": the history after " + feed.position() + " inputs");
          });
    }
  }

  private static SortedMap<Symbol, List<Candle>> history(RecordedFeed feed) {
    SortedMap<Symbol, List<Candle>> history =
        Delivered.history(feed.traits(), feed.history(HISTORY), HISTORY);
    long step = feed.traits().candles().millis();
    history.forEach(
        (symbol, candles) -> {
          long last = candles.get(candles.size() - 1).openMillis();
          assertTrue(
              feed.position() > 0 || last + step <= feed.start().toEpochMilli(),
              () -> symbol + ": history that is not before the start");
        });
    return history;
  }

  /** References, row counts and hashes follow from the data and the positions alone. */
  @Test
  public final void saysWhatWasRead() {
    try (RecordedFeed feed = subject();
        RecordedFeed other = subject()) {
      int count = take(feed, limit()).size();
      int half = count / 2;
      long end = count - 1L;
      assertEquals(0, feed.reference(0, end).from(), "the first position of a reference");
      assertEquals(end, feed.reference(0, end).to(), "the last position of a reference");
      assertEquals(feed.reference(0, end), other.reference(0, end), "references of two openings");
      assertEquals(feed.inputsHash(half), other.inputsHash(half), "inputsHash() of two openings");
      assertEquals(feed.inputsHash(count), other.inputsHash(count), "inputsHash() of two openings");
      assertTrue(feed.inputsHash(half).matches("[0-9a-f]{64}"), "inputsHash() is SHA-256 in hex");
      assertTrue(feed.rows(half) <= feed.rows(count), "rows() never falls");
      assertEquals(feed.rows(half), other.rows(half), "rows() of two openings");
      if (feed.rows(half) < feed.rows(count)) {
        assertNotEquals(feed.inputsHash(half), feed.inputsHash(count), "hashes of different rows");
      }
    }
  }

  /** May be closed twice. */
  @Test
  public final void closesTwice() {
    RecordedFeed feed = subject();
    feed.close();
    assertDoesNotThrow(feed::close, "close() a second time");
  }
}
