package io.cointrader.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Feeds that break the contract of live feeds, each in one way, are noticed by one test. */
class LiveFeedContractTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final long MINUTE = 60_000;

  private static Candle candle(long openMillis) {
    return new Candle(openMillis, 1, 1, 1, 1, 1);
  }

  private static CandleClosed closed(long openMillis) {
    return new CandleClosed(0, BTC, Timeframe.M1, candle(openMillis));
  }

  /** Delivers what it is given. */
  private static class Sound implements LiveFeed {
    private Consumer<Input> sink = input -> {};

    List<Input> inputs() {
      return List.of(new QuoteUpdate(0, 0, new Quote(BTC, 1, 2, 1, 1)), closed(0), closed(MINUTE));
    }

    void move() {
      inputs().forEach(sink);
    }

    @Override
    public FeedTraits traits() {
      return new FeedTraits(
          "sound", List.of(BTC), Timeframe.M1, true, Fraction.ZERO, Fraction.ZERO, false);
    }

    @Override
    public String stream() {
      return "sound";
    }

    @Override
    public List<String> notices() {
      return List.of();
    }

    @Override
    public void start(Consumer<Input> to) {
      sink = to;
    }

    @Override
    public List<HistoryLoad> history(int candles) {
      return List.of(new HistoryLoad(0, 0, BTC, Timeframe.M1, List.of(candle(0))));
    }

    @Override
    public void close() {
      sink = input -> {};
    }
  }

  /** The contract over one of them. */
  abstract static class Of extends LiveFeedContract {
    @Override
    protected void provoke(LiveFeed feed) {
      ((Sound) feed).move();
    }
  }

  static final class KeepsIt extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound();
    }
  }

  static final class OtherSymbol extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        @Override
        List<Input> inputs() {
          return List.of(new QuoteUpdate(0, 0, new Quote(ETH, 1, 2, 1, 1)));
        }
      };
    }
  }

  static final class RepeatedCandle extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        @Override
        List<Input> inputs() {
          return List.of(closed(MINUTE), closed(MINUTE));
        }
      };
    }
  }

  static final class Timer extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        @Override
        List<Input> inputs() {
          return List.of(new TimerTick(0, TimerTick.Clock.B));
        }
      };
    }
  }

  static final class BackwardHistory extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        @Override
        public List<HistoryLoad> history(int candles) {
          return List.of(
              new HistoryLoad(
                  0, 0, BTC, Timeframe.M1, new ArrayList<>(List.of(candle(MINUTE), candle(0)))));
        }
      };
    }
  }

  static final class BadStream extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        @Override
        public String stream() {
          return "../elsewhere";
        }
      };
    }
  }

  static final class ClosesOnce extends Of {
    @Override
    protected LiveFeed subject() {
      return new Sound() {
        private boolean closed;

        @Override
        public void close() {
          if (closed) {
            throw new IllegalStateException("closed");
          }
          closed = true;
        }
      };
    }
  }

  private static void fails(Class<?> type, String... tests) {
    assertEquals(new TreeSet<>(List.of(tests)), new TreeSet<>(Launch.failuresOf(type).keySet()));
  }

  @Test
  void eachOffenceIsNoticed() {
    fails(KeepsIt.class);
    fails(OtherSymbol.class, "deliversWhatItDeclares");
    fails(RepeatedCandle.class, "deliversWhatItDeclares");
    fails(Timer.class, "deliversWhatItDeclares");
    fails(BackwardHistory.class, "historyIsThePast");
    fails(BadStream.class, "introducesItself");
    fails(ClosesOnce.class, "beginsAndEnds");
  }
}
