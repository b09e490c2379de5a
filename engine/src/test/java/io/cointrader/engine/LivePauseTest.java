package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.Config;
import io.cointrader.config.Declared;
import io.cointrader.engine.core.Effects;
import io.cointrader.engine.core.EngineCore;
import io.cointrader.events.Recorder;
import io.cointrader.events.TradingLoop;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A minute and a half of a live market in which a position is opened, half sold at its target and
 * stopped; and the same with a pause at each of the moments at which anybody reads the clock.
 */
final class LivePauseTest {

  private static final Symbol BTC = Symbol.of("BTC-USD");
  private static final Symbol ETH = Symbol.of("ETH-USD");
  private static final Instant START = Instant.parse("2026-03-04T11:59:50Z");
  private static final long HOUR = 3_600_000;

  /** How old a price may be in all: as it waits, and as its approval waits. */
  private static final long OLDEST = 10_000 + 5_000;

  private static final Config CONFIG =
      Config.of(
          Map.of(
              "strategies.enabled", "once",
              "risk.entry.min_net_reward_risk", "0",
              "risk.entry.cooldown", "0s"),
          Declared.of(EngineSettings.all()));

  /** A clock that jumps ahead when it is read for the n-th time. */
  private static final class Jumping implements InstantSource {
    private long millis = START.toEpochMilli();
    private final long jumpAt;
    private final long jump;
    private long reads;
    private long steady;

    Jumping(long jumpAt, long jump) {
      this.jumpAt = jumpAt;
      this.jump = jump;
    }

    void advance(long by) {
      millis += by;
      steady += by;
    }

    long nanos() {
      return steady * 1_000_000;
    }

    @Override
    public long millis() {
      if (++reads == jumpAt) {
        millis += jump;
      }
      return millis;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }
  }

  /** Buys at 100 with a stop at 95, half of it to be sold at 104. */
  private static final class Once implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("once", "Once").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view ->
          view.symbol().equals(BTC) && view.candles(Timeframe.M1).close(0) == 100
              ? Decision.buy(100).stop(95).targets(104, 130).score(90).because("once")
              : Decision.none("not_wanted");
    }
  }

  /** One run, on the thread of the test. */
  private static final class Day {
    private final Jumping clock;
    private final PushedFeed feed;
    private final LiveSource source;
    private final BotState state = new BotState();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final TreeMap<OrderId, OrderIntent> intents = new TreeMap<>();
    private final List<String> sent = new ArrayList<>();
    private final TreeMap<Symbol, Long> priced = new TreeMap<>();
    private int expired;
    private final TradingLoop loop;

    Day(Jumping clock) {
      this.clock = clock;
      feed = new PushedFeed(clock, BTC, ETH);
      WallTime time = new WallTime(clock, clock::nanos);
      source = new LiveSource(feed, CONFIG, Optional.empty(), time);
      List<Instrument> instruments = Instruments.of(feed.traits().symbols(), CONFIG.effective());
      PaperVenue paper =
          new PaperVenue(feed.traits(), instruments, Fraction.ZERO, Fraction.ZERO, 1, 0);
      VenueEffects effects = new VenueEffects(paper, "run", source.clock(), () -> {});
      EngineCore core =
          new EngineCore(state, List.of(new Once()), List.of(), effects, effects::issuer);
      loop = new TradingLoop(core, state, recorder(), effects, fact -> {});
      long now = source.resume(state, 0);
      loop.take(
          new Started(
              now,
              now,
              "run",
              false,
              "paper",
              "build",
              "",
              CONFIG.effective(),
              new TreeMap<>(),
              feed.traits(),
              Fraction.ZERO,
              Fraction.ZERO,
              instruments));
      for (HistoryLoad load : source.open(core.historyNeeded())) {
        loop.take(new HistoryLoad(now, now, load.symbol(), load.timeframe(), load.candles()));
      }
    }

    private Recorder recorder() {
      return new Recorder() {
        @Override
        public void input(Input input) {
          inputs.add(input);
          if (input instanceof QuoteUpdate update) {
            priced.put(update.quote().symbol(), update.receivedMillis());
          } else if (input instanceof VenueReport.Sent report) {
            onSent(report);
          } else if (input instanceof VenueReport.Rejected rejected
              && rejected.reason().equals("approval EXPIRED")) {
            expired++;
          }
        }

        @Override
        public void reference(InputReference reference) {
          throw new AssertionError("live inputs cannot be read again");
        }

        @Override
        public void fact(Fact fact) {
          facts.add(fact);
          if (fact instanceof Fact.IntentRecorded recorded) {
            intents.put(recorded.intent().id(), recorded.intent());
          }
        }

        @Override
        public void commit() {}

        @Override
        public void force() {}
      };
    }

    private void onSent(VenueReport.Sent report) {
      OrderIntent intent = intents.get(report.orderId());
      assertThat(intent).isNotNull();
      sent.add(intent.purpose() + " " + intent.quantity());
      if (intent.purpose() != OrderPurpose.PROTECTIVE_STOP) {
        assertThat(clock.millis - priced.getOrDefault(intent.symbol(), 0L))
            .as("%s is sent on a price that is so old, jump at %d", intent, clock.jumpAt)
            .isLessThanOrEqualTo(OLDEST);
      }
    }

    /** The market's minute and a half, a quote every two seconds. */
    Day trade() {
      for (int second = 0; second < 90; second += 2) {
        clock.advance(2_000);
        double price =
            second < 20 ? 100 : second < 40 ? 100 + (second - 18) / 4.0 : second < 60 ? 105 : 94;
        feed.quote(BTC, price);
        feed.quote(ETH, 10);
        if (second % 60 == 10) {
          feed.candle(BTC, second < 20 ? 100 : price);
          feed.candle(ETH, 10);
        }
        while (source.take(loop, () -> true) != Source.Next.NOTHING) {}
      }
      return this;
    }

    /** The same inputs through another core. */
    void verify() {
      BotState other = new BotState();
      List<Fact> again = new ArrayList<>();
      EngineCore core =
          new EngineCore(other, List.of(new Once()), List.of(), Effects.NONE, engine -> {});
      for (Input input : inputs) {
        core.onInput(
            input,
            fact -> {
              other.apply(fact);
              again.add(fact);
            });
      }
      assertThat(again).isEqualTo(facts);
    }
  }

  @Test
  void withoutAPauseThePositionIsOpenedReducedAndStopped() {
    Day day = new Day(new Jumping(0, 0)).trade();
    assertThat(day.sent)
        .extracting(order -> order.replaceAll(" .*", ""))
        .startsWith("ENTRY", "PROTECTIVE_STOP")
        .contains("EXIT");
    assertThat(day.state.totals().trades()).isPositive();
    assertThat(day.expired).isZero();
    day.verify();
    long strikes = day.inputs.stream().filter(TimerTick.class::isInstance).count();
    assertThat(strikes).as("every 5 s of 90").isEqualTo(18);
  }

  @Test
  void P11_C07_aPauseAtAnyReadOfTheClockSendsNothingOnWhatWasBeforeIt() {
    Jumping whole = new Jumping(0, 0);
    int orders = new Day(whole).trade().sent.size();
    long reads = whole.reads;
    int expired = 0;
    int fewer = 0;
    for (long jumpAt = 1; jumpAt <= reads; jumpAt++) {
      Day day = new Day(new Jumping(jumpAt, HOUR)).trade();
      day.verify();
      expired += day.expired;
      fewer += day.sent.size() < orders ? 1 : 0;
      long after =
          day.inputs.stream()
              .filter(input -> input instanceof TimerTick)
              .filter(input -> input.timeMillis() > START.toEpochMilli() + HOUR)
              .count();
      assertThat(after).as("strikes that were missed are one").isLessThanOrEqualTo(20);
    }
    assertThat(expired).as("approvals from before the pause").isPositive();
    assertThat(fewer).as("pauses that kept an order from being sent").isPositive();
    System.out.printf(
        "a pause of an hour at each of %d reads of the clock: %d approvals expired, %d runs sent"
            + " fewer orders, nothing sent on a price older than %d s%n",
        reads, expired, fewer, OLDEST / 1000);
  }

  @Test
  void C02_aClockThatGoesBackDoesNotTakeTimeBack() {
    Jumping clock = new Jumping(300, -HOUR);
    Day day = new Day(clock).trade();
    long before = Long.MIN_VALUE;
    for (Fact fact : day.facts) {
      assertThat(fact.at().toEpochMilli()).isGreaterThanOrEqualTo(before);
      before = fact.at().toEpochMilli();
    }
    day.verify();
    assertThat(day.inputs.stream().filter(TimerTick.class::isInstance)).hasSize(18);
  }
}
