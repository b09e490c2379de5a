package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A position bought at 100 with a stop at 95 and a target at 120, and what prices do to it. */
final class StopsAndWicksTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final long NOON = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private enum Stops {
    WORK,
    REFUSED,
    /** Accepted, and never triggered. */
    ASLEEP
  }

  /** The core with a paper venue whose stops may not work. */
  private static final class Desk implements StrategyProvider {
    private final boolean quotes;
    private final Stops stops;
    private final BotState state = new BotState();
    private final List<Fact> facts = new ArrayList<>();
    private final VenueEffects effects;
    private final EngineCore core;
    private boolean wanted = true;
    private long clock = NOON;

    Desk(boolean quotes, Stops stops) {
      this.quotes = quotes;
      this.stops = stops;
      FeedTraits feed =
          new FeedTraits(
              "desk", List.of(BTC), Timeframe.M1, quotes, Fraction.ZERO, Fraction.ZERO, true);
      TreeMap<String, String> settings =
          new TreeMap<>(
              Map.of("strategies.enabled", "once", "risk.entry.min_net_reward_risk", "0"));
      List<Instrument> instruments = Instruments.of(List.of(BTC), settings);
      PaperVenue paper = new PaperVenue(feed, instruments, Fraction.ZERO, Fraction.ZERO, 1, 0);
      effects = new VenueEffects(new Sleepy(paper), "run");
      core = new EngineCore(state, List.of(this), List.of(), effects, effects::issuer);
      decide(
          new Started(
              clock,
              clock,
              "run",
              false,
              "paper",
              "build",
              "",
              settings,
              new TreeMap<>(),
              feed,
              Fraction.ZERO,
              Fraction.ZERO,
              instruments));
      if (quotes) {
        clock += MINUTE - 2000;
        quote(99.99, 100);
      }
      candle(100, 100, 100, 100);
      decide(new TimerTick(clock, TimerTick.Clock.B));
    }

    /** Holding 1 position, made by the market's next move. */
    static Desk holding(boolean quotes, Stops stops) {
      Desk desk = new Desk(quotes, stops);
      if (quotes) {
        desk.quote(99.99, 100);
      } else {
        desk.candle(100, 100.5, 99.5, 100);
      }
      assertThat(desk.state.position(BTC)).isPresent();
      return desk;
    }

    @Override
    public StrategySpec spec() {
      return StrategySpec.of("once", "Once").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        if (!wanted) {
          return Decision.none("done");
        }
        wanted = false;
        return Decision.buy(100).stop(95).targets(120).score(90).because("once");
      };
    }

    /** Keeps stops to itself. */
    private final class Sleepy implements SteppedVenue {
      private final PaperVenue paper;
      private final TreeSet<OrderId> asleep = new TreeSet<>();
      private Consumer<VenueReport> sink = report -> {};

      Sleepy(PaperVenue paper) {
        this.paper = paper;
      }

      @Override
      public VenueTraits traits() {
        return paper.traits();
      }

      @Override
      public void connect(Consumer<VenueReport> reports) {
        sink = reports;
        paper.connect(reports);
      }

      @Override
      public void submit(ClearedOrder order) {
        if (stops == Stops.WORK || order.intent().purpose() != OrderPurpose.PROTECTIVE_STOP) {
          paper.submit(order);
          return;
        }
        OrderId id = order.take().id();
        if (stops == Stops.REFUSED) {
          sink.accept(new VenueReport.Rejected(clock, clock, id, "no stops here"));
        } else {
          asleep.add(id);
          sink.accept(new VenueReport.Accepted(clock, clock, id, "asleep"));
        }
      }

      @Override
      public void cancel(OrderId id, String clientOrderId) {
        if (asleep.remove(id)) {
          sink.accept(new VenueReport.Cancelled(clock, clock, id, "asked for"));
        } else {
          paper.cancel(id, clientOrderId);
        }
      }

      @Override
      public void query(OrderId id, String clientOrderId) {
        paper.query(id, clientOrderId);
      }

      @Override
      public void restore(BotState restored) {
        paper.restore(restored);
      }

      @Override
      public boolean step(Input input) {
        return paper.step(input);
      }

      @Override
      public void close() {
        paper.close();
      }
    }

    void candle(double open, double high, double low, double close) {
      long begin = clock / MINUTE * MINUTE;
      clock = begin + MINUTE;
      give(
          new CandleClosed(
              clock, BTC, Timeframe.M1, new Candle(begin, open, high, low, close, 10)));
    }

    void quote(double bid, double ask) {
      clock += 1000;
      give(new QuoteUpdate(clock, clock, new Quote(BTC, bid, ask, 1000, 1000)));
    }

    private void give(Input input) {
      boolean more = true;
      while (more) {
        more = effects.step(input);
        takeReports();
      }
      decide(input);
    }

    private void decide(Input input) {
      core.onInput(
          input,
          fact -> {
            state.apply(fact);
            facts.add(fact);
          });
      if (effects.hasEffects()) {
        effects.release(input);
      }
      takeReports();
    }

    private void takeReports() {
      for (VenueReport report = effects.poll(); report != null; report = effects.poll()) {
        decide(report);
      }
    }

    boolean holds() {
      return state.position(BTC).isPresent();
    }

    ClosedTrade trade() {
      return facts.stream()
          .filter(Fact.PositionClosed.class::isInstance)
          .map(fact -> ((Fact.PositionClosed) fact).trade())
          .findFirst()
          .orElseThrow();
    }

    long decided() {
      return facts.stream().filter(Fact.ExitDecided.class::isInstance).count();
    }
  }

  @ParameterizedTest
  @CsvSource({"95, true", "94.9, true", "50, true", "95.01, false"})
  void aCandleThatPiercesTheStopAndRecoversIsAStopOut(double low, boolean stopped) {
    for (Stops stops : List.of(Stops.WORK, Stops.REFUSED)) {
      Desk desk = Desk.holding(false, stops);
      desk.candle(100, 104, low, 103);
      assertThat(desk.holds()).as("stops %s, low %s", stops, low).isEqualTo(!stopped);
      if (stopped) {
        assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
        assertThat(desk.trade().exits().get(0).price()).isEqualTo(Price.of("95"));
      }
    }
  }

  @Test
  void theCandleThatEntersCanStopOutToo() {
    Desk desk = new Desk(false, Stops.WORK);
    desk.candle(100, 130, 94, 125);
    assertThat(desk.trade().exitReason()).as("stop before target").isEqualTo(ExitReason.STOP);
    assertThat(desk.trade().exits().get(0).price()).isEqualTo(Price.of("95"));
  }

  @Test
  void aGapThroughTheStopFillsAtTheOpen() {
    for (Stops stops : List.of(Stops.WORK, Stops.REFUSED)) {
      Desk desk = Desk.holding(false, stops);
      desk.candle(80, 101, 79, 100);
      assertThat(desk.trade().exits().get(0).price()).as("%s", stops).isEqualTo(Price.of("80"));
    }
  }

  @Test
  void aRestingStopFollowsTheVenuesTrigger() {
    Desk desk = Desk.holding(true, Stops.WORK);
    desk.quote(94, 94.1);
    assertThat(desk.holds()).as("one quote, as an exchange does").isFalse();
    assertThat(desk.decided()).as("nothing the engine decided").isZero();
  }

  @Test
  void theEngineDoesNotBelieveAQuoteOfOneTick() {
    Desk desk = Desk.holding(true, Stops.REFUSED);
    desk.quote(1, 1.01); // -99 %
    desk.quote(99.9, 100);
    desk.quote(94, 94.1); // through the stop, but nothing beside it
    desk.quote(100, 100.1);
    assertThat(desk.decided()).isZero();
    assertThat(desk.holds()).isTrue();
  }

  @Test
  void theSecondQuoteInARowIsBelieved() {
    Desk desk = Desk.holding(true, Stops.REFUSED);
    desk.quote(94.5, 94.6);
    assertThat(desk.decided()).isZero();
    desk.quote(94.4, 94.5);
    assertThat(desk.decided()).isEqualTo(1);
    desk.quote(94.4, 94.5);
    assertThat(desk.holds()).isFalse();
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
  }

  @Test
  void aBreachThatLastsExitsAfterAMinuteThoughTheVenuesStopSleeps() {
    Desk desk = Desk.holding(true, Stops.ASLEEP);
    int seconds = 0;
    while (desk.decided() == 0) {
      desk.quote(94, 94.1);
      seconds++;
      assertThat(seconds).isLessThan(120);
    }
    assertThat(seconds).as("60 s after the first").isEqualTo(61);
    desk.quote(94, 94.1);
    assertThat(desk.holds()).isFalse();
    assertThat(desk.trade().exitReason()).isEqualTo(ExitReason.STOP);
  }

  @Test
  void aRecoveryStartsTheMinuteAnew() {
    Desk desk = Desk.holding(true, Stops.ASLEEP);
    for (int round = 0; round < 3; round++) {
      for (int second = 0; second < 50; second++) {
        desk.quote(94, 94.1);
      }
      desk.quote(99, 99.1);
    }
    assertThat(desk.decided()).isZero();
    assertThat(desk.holds()).isTrue();
  }
}
