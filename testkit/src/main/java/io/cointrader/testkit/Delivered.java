package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What holds of everything that a feed delivers, live or recorded. */
final class Delivered {

  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private Delivered() {}

  static void assertNamed(String stream) {
    assertTrue(
        STREAM.matcher(stream).matches(),
        () -> "a stream is letters, digits, dot, dash, underscore: " + stream);
  }

  static void assertDeclared(FeedTraits traits, Symbol symbol) {
    assertTrue(
        traits.symbols().contains(symbol),
        () -> symbol + " is not among the declared " + traits.symbols());
  }

  /**
   * @param newest the open time of the newest candle of each symbol so far; this one is added
   */
  static void assertNext(FeedTraits traits, CandleClosed closed, Map<Symbol, Long> newest) {
    assertDeclared(traits, closed.symbol());
    assertEquals(traits.candles(), closed.timeframe(), () -> "the timeframe of " + closed);
    long open = closed.candle().openMillis();
    assertEquals(
        traits.candles().floor(open),
        open,
        () -> "a candle opens on the grid of its timeframe: " + closed);
    Long earlier = newest.put(closed.symbol(), open);
    if (earlier != null && earlier >= open) {
      fail("a candle that is repeated or late: " + closed);
    }
  }

  /** History by symbol: one load each, oldest first, at most what is asked for. */
  static SortedMap<Symbol, List<Candle>> history(
      FeedTraits traits, List<HistoryLoad> loads, int most) {
    SortedMap<Symbol, List<Candle>> history = new TreeMap<>();
    for (HistoryLoad load : loads) {
      assertDeclared(traits, load.symbol());
      assertEquals(traits.candles(), load.timeframe(), "the timeframe of history");
      assertFalse(load.candles().isEmpty(), () -> load.symbol() + ": a load without candles");
      assertTrue(
          load.candles().size() <= most, () -> load.symbol() + ": more history than asked for");
      assertNull(history.put(load.symbol(), load.candles()), "one load of history per symbol");
      for (int i = 1; i < load.candles().size(); i++) {
        assertTrue(
            load.candles().get(i - 1).openMillis() < load.candles().get(i).openMillis(),
            () -> load.symbol() + ": history is oldest first");
      }
    }
    return history;
  }
}
