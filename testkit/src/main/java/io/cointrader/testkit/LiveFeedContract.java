package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every feed that delivers by itself has to keep. To be extended. */
public abstract class LiveFeedContract {

  private static final int HISTORY = 50;
  private static final long PATIENCE_SECONDS = 10;

  /** For subclasses. */
  protected LiveFeedContract() {}

  /** The feed to be tested, opened anew and not started. It is closed for you. */
  protected abstract LiveFeed subject();

  /** Makes a started feed deliver something, by moving the market it listens to. */
  protected abstract void provoke(LiveFeed feed);

  /** Starts the feed and waits for what it delivers first. */
  private List<Input> deliver(LiveFeed feed, BlockingQueue<Input> sink) {
    provoke(feed);
    List<Input> delivered = new ArrayList<>();
    try {
      Input first = sink.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (first == null) {
        fail("nothing is delivered within " + PATIENCE_SECONDS + " s of provoke()");
      } else {
        delivered.add(first);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    }
    sink.drainTo(delivered);
    return delivered;
  }

  /** Says the same of itself at each opening, in forms that name directories and symbols. */
  @Test
  public final void introducesItself() {
    try (LiveFeed feed = subject();
        LiveFeed again = subject()) {
      assertEquals(feed.traits(), again.traits(), "traits()");
      assertEquals(feed.stream(), again.stream(), "stream()");
      Delivered.assertNamed(feed.stream());
    }
  }

  /**
   * Delivers quotes, candles and status of declared symbols, kinds and timeframe only; candles lie
   * on their grid and none repeats or is late.
   */
  @Test
  public final void deliversWhatItDeclares() {
    try (LiveFeed feed = subject()) {
      FeedTraits traits = feed.traits();
      BlockingQueue<Input> sink = new LinkedBlockingQueue<>();
      feed.start(sink::add);
      Map<Symbol, Long> newest = new TreeMap<>();
      for (Input input : deliver(feed, sink)) {
        if (input instanceof QuoteUpdate update) {
          assertTrue(traits.quotes(), () -> "quotes are not declared: " + input);
          Delivered.assertDeclared(traits, update.quote().symbol());
        } else if (input instanceof CandleClosed closed) {
          Delivered.assertNext(traits, closed, newest);
        } else if (input instanceof FeedStatus status) {
          status.symbol().ifPresent(symbol -> Delivered.assertDeclared(traits, symbol));
        } else {
          fail("a live feed does not deliver " + input);
        }
      }
    }
  }

  /** History is of declared symbols, one load each, oldest first, at most what is asked for. */
  @Test
  public final void historyIsThePast() {
    try (LiveFeed feed = subject()) {
      feed.start(input -> {});
      Delivered.history(feed.traits(), feed.history(HISTORY), HISTORY);
    }
  }

  /** Delivers nothing before it is started, and may be closed twice, started or not. */
  @Test
  public final void beginsAndEnds() {
    LiveFeed unstarted = subject();
    assertDoesNotThrow(() -> provoke(unstarted), "the market moves before start()");
    unstarted.close();
    assertDoesNotThrow(unstarted::close, "close() a second time");
    LiveFeed feed = subject();
    BlockingQueue<Input> sink = new LinkedBlockingQueue<>();
    feed.start(sink::add);
    assertFalse(deliver(feed, sink).isEmpty(), "something is delivered");
    feed.close();
    assertDoesNotThrow(feed::close, "close() a second time");
  }
}
