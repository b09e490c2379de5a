package io.cointrader.feeds;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.testkit.FeedContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of feeds catches simulated markets that were spoilt. */
class FeedOffendersTest {

  private static final Fraction BPS5 = Fraction.of("5bps");

  /** A feed of which a subclass changes one thing. */
  private abstract static class Spoilt implements RecordedFeed {

    final RecordedFeed feed =
        new SimulatedMarketFeed(
            List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD")),
            7,
            Duration.ofHours(1),
            BPS5,
            BPS5);

    @Override
    public FeedTraits traits() {
      return feed.traits();
    }

    @Override
    public String stream() {
      return feed.stream();
    }

    @Override
    public List<String> notices() {
      return feed.notices();
    }

    @Override
    public @Nullable Input next() {
      return feed.next();
    }

    @Override
    public long position() {
      return feed.position();
    }

    @Override
    public void seek(long position) {
      feed.seek(position);
    }

    @Override
    public Instant start() {
      return feed.start();
    }

    @Override
    public List<HistoryLoad> history(int candles) {
      return feed.history(candles);
    }

    @Override
    public InputReference reference(long from, long to) {
      return feed.reference(from, to);
    }

    @Override
    public String inputsHash(long position) {
      return feed.inputsHash(position);
    }

    @Override
    public long rows(long position) {
      return feed.rows(position);
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  private static FeedContract contractOf(RecordedFeed first, RecordedFeed... more) {
    List<RecordedFeed> feeds = new java.util.ArrayList<>(List.of(first));
    feeds.addAll(List.of(more));
    return new FeedContract() {
      @Override
      protected RecordedFeed subject() {
        return feeds.size() > 1 ? feeds.remove(0) : feeds.get(0);
      }
    };
  }

  private static FeedContract delivering(UnaryOperator<@Nullable Input> change) {
    return contractOf(
        new Spoilt() {
          @Override
          public @Nullable Input next() {
            return change.apply(super.next());
          }
        });
  }

  @Test
  void timeThatGoesBackIsCaught() {
    FeedContract contract =
        delivering(
            input ->
                input instanceof QuoteUpdate quote && quote.quote().symbol().base().equals("ETH")
                    ? new QuoteUpdate(quote.timeMillis() - 1, quote.timeMillis() - 1, quote.quote())
                    : input);
    assertThatThrownBy(contract::keepsTheOrderItPromises).hasMessageContaining("time goes back");
  }

  @Test
  void aRepeatedCandleIsCaught() {
    FeedContract contract =
        contractOf(
            new Spoilt() {
              private @Nullable Input first;

              @Override
              public @Nullable Input next() {
                Input input = super.next();
                if (input instanceof CandleClosed closed) {
                  first = first == null ? closed : first;
                  return new CandleClosed(
                      closed.timeMillis(),
                      closed.symbol(),
                      closed.timeframe(),
                      ((CandleClosed) first).candle());
                }
                return input;
              }
            });
    assertThatThrownBy(contract::keepsTheOrderItPromises).isInstanceOf(AssertionError.class);
  }

  @Test
  void anUndeclaredSymbolIsCaught() {
    FeedContract contract =
        delivering(
            input ->
                input instanceof CandleClosed closed
                    ? new CandleClosed(
                        closed.timeMillis(),
                        Symbol.of("DOGE-USD"),
                        closed.timeframe(),
                        closed.candle())
                    : input);
    assertThatThrownBy(contract::keepsTheOrderItPromises)
        .hasMessageContaining("DOGE-USD is not among the declared [BTC-USD, ETH-USD]");
  }

  @Test
  void aMissingStrikeIsCaught() {
    FeedContract contract =
        contractOf(
            new Spoilt() {
              @Override
              public @Nullable Input next() {
                Input input = super.next();
                return input instanceof TimerTick ? super.next() : input;
              }
            });
    assertThatThrownBy(contract::keepsTheOrderItPromises)
        .hasMessageContaining("no strike of clock B after");
  }

  @Test
  void otherDataTheSecondTimeIsCaught() {
    RecordedFeed other =
        new SimulatedMarketFeed(
            List.of(Symbol.of("BTC-USD"), Symbol.of("ETH-USD")),
            8,
            Duration.ofHours(1),
            BPS5,
            BPS5);
    assertThatThrownBy(contractOf(new Spoilt() {}, other)::givesTheSameAgain)
        .hasMessageContaining("the inputs of a second opening");
    assertThatThrownBy(contractOf(new Spoilt() {}, other)::introducesItself)
        .hasMessageContaining("stream()");
    assertThatThrownBy(contractOf(new Spoilt() {}, other)::saysWhatWasRead)
        .hasMessageContaining("references of two openings");
  }

  @Test
  void aSeekThatLosesItsPlaceIsCaught() {
    FeedContract contract =
        contractOf(
            new Spoilt() {
              @Override
              public void seek(long position) {
                feed.seek(position + 1);
              }
            });
    assertThatThrownBy(contract::seeks).hasMessageContaining("after seek(");
  }

  @Test
  void historyFromTheFutureIsCaught() {
    FeedContract contract =
        contractOf(
            new Spoilt() {
              @Override
              public List<HistoryLoad> history(int candles) {
                RecordedFeed ahead = new Spoilt() {}.feed;
                ahead.seek(feed.position() + 500);
                return ahead.history(candles);
              }
            });
    assertThatThrownBy(contract::historyIsThePast).hasMessageContaining("not before the start");
  }
}
