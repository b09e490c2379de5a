package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.Restriction;
import io.cointrader.risk.Gate;
import io.cointrader.risk.RiskEngine;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** Whatever happens, in whatever order: limits hold, stops are not loosened, exits stay open. */
class SafetyModelTest {

  private static final int CHAINS = 250;
  private static final int STEPS = 500;

  private static long steps;
  private static long entries;
  private static long exits;
  private static long trips;
  private static long restarts;
  private static long unknowns;
  private static long partials;
  private static long lates;
  private static long unreconciled;

  @Property(tries = CHAINS, shrinking = ShrinkingMode.OFF)
  void noSequenceOfEventsBreaksAPromise(@ForAll("events") ActionChain<SafetyWorld> chain) {
    SafetyWorld world = chain.run();
    entries += world.entries;
    exits += world.exits;
    trips += world.trips;
    restarts += world.restarts;
    unknowns += world.unknowns;
    partials += world.partials;
    lates += world.lates;
    unreconciled += world.unreconciled;
  }

  @Provide
  ActionChainArbitrary<SafetyWorld> events() {
    ActionChainArbitrary<SafetyWorld> chain =
        ActionChain.startWith(() -> new SafetyWorld(entries, SafetyWorld.Bug.NONE));
    for (SafetyWorld.Kind kind : SafetyWorld.Kind.values()) {
      int weight =
          switch (kind) {
            case CANDLE -> 40;
            case TICK, SIGNAL -> 22;
            default -> 2;
          };
      chain = chain.withAction(weight, event(kind));
    }
    return chain.withMaxTransformations(STEPS);
  }

  private static Action<SafetyWorld> event(SafetyWorld.Kind kind) {
    Arbitrary<SafetyWorld.Step> step =
        Combinators.combine(
                Arbitraries.integers()
                    .between(0, SafetyWorld.SYMBOLS.size() - 1)
                    .withDistribution(RandomDistribution.uniform()),
                Arbitraries.integers()
                    .between(0, 999)
                    .withDistribution(RandomDistribution.uniform()))
            .as((symbol, size) -> new SafetyWorld.Step(kind, symbol, size));
    return new Action.Independent<>() {
      @Override
      public Arbitrary<Transformer<SafetyWorld>> transformer() {
        return step.map(
            one ->
                Transformer.mutate(
                    one.toString(),
                    world -> {
                      steps++;
                      world.step(one);
                    }));
      }
    };
  }

  @AfterContainer
  static void enoughHappened() {
    System.getLogger("safety")
        .log(
            System.Logger.Level.INFO,
            "{0} steps, {1} entries, {2} exits, {3} trips, {4} restarts, {5} unknown,"
                + " {6} fills in parts, {7} after the end, {8} not to be taken",
            steps,
            entries,
            exits,
            trips,
            restarts,
            unknowns,
            partials,
            lates,
            unreconciled);
    assertThat(steps).isGreaterThanOrEqualTo(100_000);
    assertThat(List.of(entries, exits, trips, restarts, unknowns, partials))
        .as("entries, exits, trips, restarts, unknown orders, parts")
        .allMatch(count -> count > 500);
    assertThat(lates).as("late fills").isGreaterThan(300);
  }

  private static SafetyWorld.Bug without(String code) {
    return new SafetyWorld.Bug(engine -> remove(engine, code), it -> it, it -> it);
  }

  /** Nothing in the program can; a test on the class path can. */
  private static void remove(RiskEngine engine, String code) {
    try {
      Field gates = RiskEngine.class.getDeclaredField("gates");
      gates.setAccessible(true);
      List<Gate> left = engine.gates().stream().filter(gate -> !gate.code().equals(code)).toList();
      assertThat(left).hasSize(engine.gates().size() - 1);
      gates.set(engine, left);
    } catch (ReflectiveOperationException changed) {
      throw new AssertionError(changed);
    }
  }

  private static SafetyWorld.Bug facts(UnaryOperator<List<Fact>> facts) {
    Consumer<RiskEngine> same = engine -> {};
    return new SafetyWorld.Bug(same, it -> it, facts);
  }

  private static BotSnapshot without(BotSnapshot s, List<Restriction> restrictions) {
    return new BotSnapshot(
        s.runId(),
        s.currency(),
        s.finishedAt(),
        s.at(),
        s.nextOrder(),
        s.cash(),
        s.startEquity(),
        s.peakEquity(),
        s.maxDrawdown(),
        s.maxDrawdownFraction(),
        s.totals(),
        s.day(),
        s.orders(),
        s.positions(),
        s.holdings(),
        s.cooldowns(),
        restrictions,
        s.denials(),
        s.equitySamples(),
        s.disabledStrategies(),
        s.endedSymbols(),
        s.activities(),
        s.outcomes(),
        s.venueFailures(),
        s.commands());
  }

  /** Runs until the account differs. */
  private static String caught(SafetyWorld.Bug bug) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      SafetyWorld world = new SafetyWorld(seed, bug);
      for (int i = 0; i < 2000; i++) {
        try {
          world.step(SafetyWorld.Step.random(random));
        } catch (AssertionError found) {
          return found.getMessage();
        }
      }
    }
    return "nothing was noticed";
  }

  @Example
  void removedGatesAreNoticed() {
    assertThat(caught(without("restricted"))).contains("an entry in spite of");
    assertThat(caught(without("max_positions"))).contains("more than 2 positions");
    assertThat(caught(without("one_per_symbol"))).contains("what is");
    assertThat(caught(without("cooldown"))).contains("cooldown");
    assertThat(caught(without("order_rate"))).contains("orders of the day");
  }

  @Example
  void aRestrictionForgottenInARestartIsNoticed() {
    assertThat(caught(new SafetyWorld.Bug(engine -> {}, it -> without(it, List.of()), it -> it)))
        .contains("in force {}");
  }

  @Example
  void aCeilingThatDoesNotTripIsNoticed() {
    assertThat(
            caught(
                facts(
                    facts ->
                        facts.get(0) instanceof Fact.RestrictionSet set
                                && set.restriction().cause().equals("daily_loss")
                            ? List.of()
                            : facts)))
        .contains("and nothing tripped");
  }

  @Example
  void aLoosenedStopIsNoticed() {
    AtomicReference<Position> opened = new AtomicReference<>();
    UnaryOperator<List<Fact>> looser =
        facts -> {
          Fact fact = facts.get(0);
          if (fact instanceof Fact.PositionOpened first) {
            opened.set(first.position());
          } else if (fact instanceof Fact.IntentRecorded recorded
              && recorded.intent().purpose() == OrderPurpose.PROTECTIVE_STOP) {
            return List.of(fact, new Fact.PositionChanged(fact.at(), loosened(opened.get())));
          }
          return facts;
        };
    assertThat(caught(facts(looser))).contains("a stop was loosened");
  }

  private static Position loosened(Position p) {
    Price stop = new Price(p.stop().value().times(Decimal.of("0.99")));
    return new Position(
        p.entryOrder(),
        p.symbol(),
        p.strategy(),
        p.openedAt(),
        p.quantity(),
        p.bought(),
        p.cost(),
        p.openCost(),
        p.entryFee(),
        p.realized(),
        stop,
        ExitReason.STOP,
        stop,
        p.takeProfit1(),
        p.takeProfit2(),
        p.takeProfit1Done(),
        p.stopOrder(),
        p.pendingExit(),
        p.exits(),
        p.entryDone(),
        p.ended());
  }

  @Example
  void aLaterPartThatIsLostIsNoticed() {
    AtomicBoolean lost = new AtomicBoolean();
    assertThat(
            caught(
                facts(
                    facts -> {
                      if (facts.get(0) instanceof Fact.FillRecorded fill
                          && fill.fill().id().endsWith("/2")) {
                        lost.set(true);
                        return List.of();
                      }
                      return facts;
                    })))
        .contains("holds");
    assertThat(lost).isTrue();
  }

  @Example
  void aFillAfterTheEndThatIsIgnoredIsNoticed() {
    UnaryOperator<List<Fact>> deaf =
        new UnaryOperator<>() {
          private final TreeSet<OrderId> ended = new TreeSet<>();
          private boolean late;

          @Override
          public List<Fact> apply(List<Fact> facts) {
            Fact fact = facts.get(0);
            if (fact instanceof Fact.OrderChanged changed
                && (changed.state() instanceof OrderState.Cancelled
                    || changed.state() instanceof OrderState.Expired)) {
              ended.add(changed.orderId());
            }
            boolean position =
                fact instanceof Fact.PositionChanged
                    || fact instanceof Fact.PositionOpened
                    || fact instanceof Fact.PositionClosed;
            if (fact instanceof Fact.FillRecorded fill) {
              late = ended.contains(fill.fill().orderId());
            }
            return late && (position || fact instanceof Fact.FillRecorded) ? List.of() : facts;
          }
        };
    assertThat(caught(facts(deaf))).contains("holds");
  }

  @Example
  void anExitThatIsNotPossibleIsNoticed() {
    UnaryOperator<List<Fact>> halting =
        facts ->
            facts.get(0) instanceof Fact.RestrictionSet set
                ? List.of(new Fact.RestrictionSet(set.at(), halt(set.restriction())))
                : facts;
    assertThat(caught(facts(halting))).contains("no exit");
  }

  private static Restriction halt(Restriction r) {
    return new Restriction(
        r.cause(),
        r.scope(),
        Restriction.Level.HALT,
        r.since(),
        r.clearedBy(),
        r.until(),
        r.detail());
  }

  /** Killed again in every minute that the sale takes, which comes in parts. */
  @Example
  void whatKillAndFlattenSellsIsSoldThroughRestarts() {
    int held = 0;
    for (int seed = 0; seed < 40; seed++) {
      SafetyWorld world = new SafetyWorld(seed, SafetyWorld.Bug.NONE);
      for (int i = 1; i <= 3; i++) {
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.SIGNAL, i, 50));
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.CANDLE, 0, 450));
      }
      held += world.positions();
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.KILL_AND_FLATTEN, 0, 0));
      for (int i = 0; i < 100 && world.positions() > 0; i++) {
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.RESTART, 0, 0));
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.CANDLE, 0, 450));
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.TICK, 0, 0));
      }
      assertThat(world.positions()).as("seed %s", seed).isZero();
      assertThat(world.restrictions()).contains("kill");
    }
    assertThat(held).isGreaterThan(40);
  }

  @Example
  void aFlattenThatTheVenueRefusesIsTriedAgain() {
    for (int refusals = 1; refusals < 8; refusals++) {
      SafetyWorld world = new SafetyWorld(refusals, SafetyWorld.Bug.NONE);
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.SIGNAL, 1, 50));
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.CANDLE, 0, 450));
      assertThat(world.positions()).isEqualTo(1);
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.REFUSE, 0, refusals));
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.KILL_AND_FLATTEN, 0, 0));
      for (int i = 0; i < 100 && world.positions() > 0; i++) {
        world.step(new SafetyWorld.Step(SafetyWorld.Kind.CANDLE, 0, 450));
      }
      assertThat(world.positions()).as("%s refusals", refusals).isZero();
    }
  }

  @Example
  void aVenueThatRefusesEverythingIsLeftAlone() {
    SafetyWorld world = pestered(SafetyWorld.Kind.REFUSE);
    assertThat(world.sent()).as("5 failures, then one probe in 5 minutes").isBetween(5, 300);
    assertThat(world.mostSentInADay()).isLessThanOrEqualTo(30);
    assertThat(world.restrictions()).contains("breaker");
  }

  @Example
  void aVenueThatNeverAnswersIsLeftAlone() {
    SafetyWorld world = pestered(SafetyWorld.Kind.SWALLOW);
    assertThat(world.sent()).isBetween(2, 300);
    assertThat(world.mostSentInADay()).isLessThanOrEqualTo(30);
    assertThat(world.restrictions()).contains("breaker");
  }

  /** A signal in each minute of two days. */
  private static SafetyWorld pestered(SafetyWorld.Kind how) {
    SafetyWorld world = new SafetyWorld(0, SafetyWorld.Bug.NONE);
    for (int i = 0; i < 2880; i++) {
      world.step(new SafetyWorld.Step(how, 0, 3)); // the next three
      world.step(new SafetyWorld.Step(SafetyWorld.Kind.SIGNAL, i % 4, 50));
    }
    return world;
  }

  @Example
  void withoutABugNothingIsNoticed() {
    assertThat(caught(SafetyWorld.Bug.NONE)).isEqualTo("nothing was noticed");
  }
}
