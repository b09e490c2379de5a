package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.TradingCore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is recorded, shown and let out, in which order. */
class TradingLoopTest {

  private static final long NOON = Story.NOON.toEpochMilli();

  private final List<String> log = new ArrayList<>();
  private final BotState state = new BotState();
  private final Venue venue = new Venue();
  private Function<Input, List<Fact>> decisions = input -> List.of();
  private final ListFeed feed =
      new ListFeed(
          "abc", List.of(Story.candle(0), Story.candle(1), Story.candle(2), Story.candle(3)));
  private Optional<Calm> calm = Optional.empty();
  private int wanted = Integer.MAX_VALUE;
  private final TradingLoop loop =
      new TradingLoop(
          new Core(),
          state,
          new Recorder() {
            @Override
            public void input(Input input) {
              log.add("input " + name(input));
            }

            @Override
            public void reference(InputReference reference) {
              log.add("rows " + reference.from() + "-" + reference.to());
            }

            @Override
            public void fact(Fact fact) {
              log.add("fact " + name(fact));
            }

            @Override
            public void commit() {
              log.add("commit");
            }

            @Override
            public void force() {
              log.add("force");
            }
          },
          venue,
          fact -> log.add("shown " + name(fact) + " at " + state.at().getEpochSecond() % 60));

  /** Decides what it was told to. */
  private final class Core implements TradingCore {

    private Candle open;

    @Override
    public void onInput(Input input, FactSink facts) {
      log.add("decide " + name(input));
      decisions.apply(input).forEach(facts::accept);
    }

    @Override
    public Optional<Calm> calm() {
      return calm;
    }

    @Override
    public Stretch takeCalm(
        RecordedFeed given, long latest, Calm within, Predicate<? super Candle> taken) {
      long opens = within.opens();
      Candle last = null;
      Candle next;
      do {
        next = given.nextStruck(latest);
        if (next == null || next.openMillis() != opens || !within.holds(next, opens + 60_000)) {
          return new Stretch(Optional.ofNullable(last), false, Optional.ofNullable(next));
        }
        log.add("calm " + name(next));
        last = next;
        open = next;
        opens += 60_000;
        if (!decisions.apply(Story.candle(number(next))).isEmpty()) {
          return new Stretch(Optional.of(next), true, Optional.empty());
        }
      } while (taken.test(last));
      return new Stretch(Optional.of(last), false, Optional.empty());
    }

    @Override
    public void finishStrike(FactSink facts) {
      log.add("finish " + name(open));
      decisions.apply(Story.candle(number(open))).forEach(facts::accept);
    }
  }

  /** A venue that reports what it was told to, when it was told to. */
  private final class Venue implements VenuePort {

    private double floor = 0;

    private final Deque<VenueReport> queue = new ArrayDeque<>();
    private final Deque<List<VenueReport>> steps = new ArrayDeque<>();
    private final Deque<List<VenueReport>> effects = new ArrayDeque<>();
    private boolean external;

    @Override
    public boolean step(Input input) {
      log.add("step " + name(input));
      List<VenueReport> said = steps.poll();
      if (said != null) {
        queue.addAll(said);
      }
      return said != null && !steps.isEmpty();
    }

    @Override
    public double quietAbove() {
      return floor;
    }

    @Override
    public @Nullable VenueReport poll() {
      return queue.poll();
    }

    /** Something waits to be sent as soon as something was decided. */
    @Override
    public boolean hasEffects() {
      return !effects.isEmpty() && log.get(log.size() - 1).startsWith("shown");
    }

    @Override
    public void release(Input cause) {
      log.add("release after " + name(cause));
      queue.addAll(effects.remove());
    }

    @Override
    public boolean isExternal() {
      return external;
    }
  }

  private static String name(Input input) {
    if (input instanceof CandleClosed closed) {
      return "candle " + number(closed.candle());
    }
    if (input instanceof VenueReport report) {
      return "report " + report.orderId();
    }
    return input instanceof TimerTick ? "tick" : input.getClass().getSimpleName();
  }

  private static String name(Candle candle) {
    return "candle " + number(candle);
  }

  private static int number(Candle candle) {
    return (int) ((candle.openMillis() - Story.NOON.toEpochMilli()) / 60_000);
  }

  private static String name(Fact fact) {
    return fact.at().getEpochSecond() % 60 + "";
  }

  private static Fact fact(int n) {
    return new Fact.EquitySampled(Story.NOON.plusSeconds(n), Money.of("1"));
  }

  private static VenueReport report(long order) {
    return new VenueReport.Sent(0, 0, new OrderId(order));
  }

  private void decide(String name, Fact... facts) {
    Function<Input, List<Fact>> before = decisions;
    decisions = input -> name(input).equals(name) ? List.of(facts) : before.apply(input);
  }

  private void takeRecorded(int position) {
    loop.takeRecorded(Story.candle(position), feed, position);
  }

  @Test
  void anInputIsRecordedThenDecidedThenItsFactsAppliedRecordedAndShown() {
    decide("tick", fact(1), fact(2));
    loop.take(Story.tick(0));
    assertThat(log)
        .containsExactly(
            "input tick",
            "decide tick",
            "fact 1",
            "shown 1 at 1",
            "fact 2",
            "shown 2 at 2",
            "commit");
  }

  @Test
  void theVenuesMarketMovesAndItsReportsAreTakenBeforeTheCoreSeesTheInput() {
    venue.steps.add(List.of(report(7), report(8)));
    venue.steps.add(List.of(report(9)));
    decide("report 8", fact(1));
    loop.takeMarket(Story.candle(0));
    assertThat(log)
        .containsExactly(
            "step candle 0",
            "input report 7",
            "decide report 7",
            "input report 8",
            "decide report 8",
            "fact 1",
            "shown 1 at 1",
            "step candle 0",
            "input report 9",
            "decide report 9",
            "input candle 0",
            "decide candle 0",
            "commit");
  }

  @Test
  void inputsByReferenceAreRecordedBeforeTheFirstFactThatFollowsFromThem() {
    decide("candle 2", fact(1), fact(2));
    List.of(0, 1, 2, 3).forEach(this::takeRecorded);
    loop.force();
    assertThat(log)
        .filteredOn(line -> !line.startsWith("step") && !line.equals("commit"))
        .containsExactly(
            "decide candle 0",
            "decide candle 1",
            "decide candle 2",
            "rows 0-2",
            "fact 1",
            "shown 1 at 1",
            "fact 2",
            "shown 2 at 2",
            "decide candle 3",
            "rows 3-3",
            "force");
  }

  @Test
  void reportsOfACandleStandBeforeItAndAfterTheOnesBefore() {
    takeRecorded(0);
    takeRecorded(1);
    venue.steps.add(List.of(report(7)));
    decide("report 7", fact(1));
    decide("candle 2", fact(2));
    takeRecorded(2);
    assertThat(log.subList(log.indexOf("rows 0-1") - 1, log.size()))
        .containsExactly(
            "step candle 2",
            "rows 0-1",
            "input report 7",
            "decide report 7",
            "fact 1",
            "shown 1 at 1",
            "decide candle 2",
            "rows 2-2",
            "fact 2",
            "shown 2 at 2",
            "commit");
  }

  @Test
  void anInputOfAnotherKindFlushesTheReferencesFirst() {
    takeRecorded(0);
    loop.take(Story.begun());
    loop.flushReferences();
    assertThat(log)
        .containsExactly(
            "step candle 0",
            "decide candle 0",
            "commit",
            "rows 0-0",
            "input Started",
            "decide Started",
            "commit");
  }

  @Test
  void aTickMovesNoMarket() {
    loop.takeMarket(Story.tick(0));
    loop.takeRecorded(Story.tick(1), feed, 0);
    assertThat(log).noneMatch(line -> line.startsWith("step"));
  }

  @Test
  void effectsGoOutAfterTheirFactsAndTheirReportsComeBeforeTheNextInput() {
    venue.effects.add(List.of(report(1)));
    venue.effects.add(List.of(report(2)));
    decide("candle 0", fact(1));
    decide("report 1", fact(2));
    takeRecorded(0);
    takeRecorded(1);
    assertThat(log)
        .containsExactly(
            "step candle 0",
            "decide candle 0",
            "rows 0-0",
            "fact 1",
            "shown 1 at 1",
            "release after candle 0",
            "input report 1",
            "decide report 1",
            "fact 2",
            "shown 2 at 2",
            "release after report 1",
            "input report 2",
            "decide report 2",
            "commit",
            "step candle 1",
            "decide candle 1",
            "commit");
  }

  @Test
  void S14_anExternalVenueIsSentNothingThatIsNotDurable() {
    venue.external = true;
    venue.effects.add(List.of());
    decide("tick", fact(1));
    loop.take(Story.tick(0));
    assertThat(log)
        .containsExactly(
            "input tick",
            "decide tick",
            "fact 1",
            "shown 1 at 1",
            "force",
            "release after tick",
            "commit");
  }

  @Test
  void whatContradictsTheStateIsNeitherRecordedNorShown() {
    decide(
        "tick",
        fact(1),
        new Fact.StopMoved(Story.NOON, Story.BTC, Price.of("1"), ExitReason.BREAKEVEN));
    assertThatThrownBy(() -> loop.take(Story.tick(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no position in BTC-USD");
    assertThat(log).containsExactly("input tick", "decide tick", "fact 1", "shown 1 at 1");
  }

  /** Bounds that hold for every candle of the story from a number on. */
  private void calmFrom(int candle) {
    calm =
        Optional.of(
            new Calm(Story.candle(candle).candle().openMillis(), 0, 1e9, 0, 1e9, Long.MAX_VALUE));
  }

  private List<String> struck(long latest) {
    List<String> shown = new ArrayList<>();
    long last = loop.takeStruck(feed, latest, candle -> shown.add(name(candle)) && wanted-- > 0);
    shown.add("to " + (last == Long.MIN_VALUE ? "none" : (last - NOON) / 60_000));
    return shown;
  }

  @Test
  void calmCandlesAreTakenInOneStepAndTheVenueIsSteppedByTheLast() {
    calmFrom(0);
    feed.strike();
    assertThat(struck(NOON + 3 * 60_000))
        .containsExactly("candle 0", "candle 1", "candle 2", "to 3");
    loop.force();
    assertThat(log)
        .containsExactly(
            "calm candle 0",
            "calm candle 1",
            "calm candle 2",
            "step candle 2",
            "rows 0-5",
            "force");
  }

  @Test
  void factsOfAStrikeStandAfterItsCandleAndBeforeTheNext() {
    calmFrom(0);
    feed.strike();
    venue.effects.add(List.of(report(1)));
    decide("candle 1", fact(1));
    assertThat(struck(Long.MAX_VALUE)).containsExactly("candle 0", "candle 1", "to 2");
    assertThat(log)
        .containsExactly(
            "calm candle 0",
            "calm candle 1",
            "step candle 1",
            "finish candle 1",
            "rows 0-3",
            "fact 1",
            "shown 1 at 1",
            "release after candle 1",
            "input report 1",
            "decide report 1",
            "commit");
  }

  @Test
  void aCandleThatMayMoveAnOrderOrDoesNotFollowIsTakenAsAnyOther() {
    feed.strike();
    calmFrom(0);
    venue.floor = 1e9;
    assertThat(struck(Long.MAX_VALUE)).containsExactly("candle 0", "to 1");
    venue.floor = Double.POSITIVE_INFINITY;
    assertThat(struck(Long.MAX_VALUE)).containsExactly("candle 1", "to 2");
    venue.floor = 0;
    calmFrom(3);
    assertThat(struck(Long.MAX_VALUE)).containsExactly("candle 2", "to 3");
    loop.flushReferences();
    assertThat(log)
        .filteredOn(line -> !line.equals("commit"))
        .containsExactly(
            "step candle 0",
            "decide candle 0",
            "decide tick",
            "step candle 1",
            "decide candle 1",
            "decide tick",
            "step candle 2",
            "decide candle 2",
            "decide tick",
            "rows 0-5");
  }

  @Test
  void nothingIsTakenOfAFeedWhoseNextInputComesOtherwise() {
    calmFrom(0);
    assertThat(struck(Long.MAX_VALUE)).containsExactly("to none");
    assertThat(log).isEmpty();
  }

  @Test
  void theCallerEndsAStretchAndWhatWasTakenIsRecorded() {
    calmFrom(0);
    feed.strike();
    wanted = 1;
    assertThat(struck(Long.MAX_VALUE)).containsExactly("candle 0", "candle 1", "to 2");
    loop.force();
    assertThat(log)
        .containsExactly("calm candle 0", "calm candle 1", "step candle 1", "rows 0-3", "force");
  }

  @Test
  void P08_whatTheCoreHasSeenBeforeAnErrorStandsInTheRecord() {
    calmFrom(0);
    feed.strike();
    assertThatThrownBy(
            () ->
                loop.takeStruck(
                    feed,
                    Long.MAX_VALUE,
                    candle -> {
                      throw new AssertionError("planted");
                    }))
        .hasMessage("planted");
    loop.flushReferences();
    assertThat(log).containsExactly("calm candle 0", "rows 0-1");
  }
}
