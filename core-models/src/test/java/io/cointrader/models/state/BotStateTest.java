package io.cointrader.models.state;

import static io.cointrader.models.Sample.BRACKET;
import static io.cointrader.models.Sample.BTC;
import static io.cointrader.models.Sample.ETH;
import static io.cointrader.models.Sample.NOON;
import static io.cointrader.models.Sample.bought;
import static io.cointrader.models.Sample.entry;
import static io.cointrader.models.Sample.exit;
import static io.cointrader.models.Sample.sale;
import static io.cointrader.models.Sample.sold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.Exit;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Facts in, state out: a fold that can be stopped and taken up anywhere. */
class BotStateTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-04T00:00:00Z");
  private static final OrderId ENTRY = new OrderId(1);
  private static final OrderId STOP = new OrderId(2);
  private static final OrderId EXIT = new OrderId(3);
  private static final Fill BOUGHT = bought(1, "a", "100", "2", "1.2");
  private static final Position OPENED = Position.open(BOUGHT, "dip", BRACKET);
  private static final Exit SOLD = exit(3, "120", "2", "1.4", ExitReason.TAKE_PROFIT_1);
  private static final GateFailure SPREAD = new GateFailure("spread", "cost", "61bps", "50bps");

  private static Fact started() {
    return new Fact.RunStarted(NOON, "run-1", "USD", Money.of("1000"));
  }

  private static Fact changed(OrderId id, OrderState state) {
    return new Fact.OrderChanged(NOON, id, state);
  }

  private static Restriction restriction(String cause, Scope scope, Restriction.Level level) {
    return new Restriction(
        cause, scope, level, NOON, Restriction.ClearedBy.OPERATOR, Optional.empty(), "test");
  }

  private static Fact.PlanEvaluated denied() {
    return new Fact.PlanEvaluated(NOON, ETH, "dip", 1, List.of(SPREAD), Optional.empty());
  }

  private static Fact.PlanEvaluated approved(Instant at) {
    return new Fact.PlanEvaluated(
        at,
        BTC,
        "dip",
        3,
        List.of(),
        Optional.of(
            new Sizing(
                Money.of("5"),
                Money.of("10"),
                Quantity.of("2"),
                Quantity.of("2"),
                Money.of("200"),
                "risk")));
  }

  /** A whole trade, with everything else that can happen around it. */
  private static List<Fact> story() {
    return List.of(
        started(),
        new Fact.DayStarted(NOON, MIDNIGHT, Money.of("1000")),
        new Fact.EquitySampled(NOON, Money.of("1000")),
        denied(),
        new Fact.DenialsRepeated(NOON, ETH, "dip", List.of(SPREAD), 4),
        approved(NOON),
        new Fact.IntentRecorded(entry(1, "2")),
        changed(ENTRY, new OrderState.Sent()),
        changed(ENTRY, new OrderState.Unknown(NOON)),
        changed(ENTRY, new OrderState.Open("v1")),
        new Fact.FillRecorded(NOON, BOUGHT),
        new Fact.PositionOpened(NOON, OPENED),
        changed(ENTRY, new OrderState.Filled()),
        new Fact.IntentRecorded(sale(2, OrderPurpose.PROTECTIVE_STOP, "2")),
        changed(STOP, new OrderState.Sent()),
        changed(STOP, new OrderState.Open("v2")),
        new Fact.StopMoved(NOON, BTC, Price.of("101"), ExitReason.BREAKEVEN),
        new Fact.EquityMarked(
            NOON, Money.of("1010"), Money.of("1040"), Money.of("30"), Fraction.of("3%")),
        new Fact.ExitDecided(
            NOON,
            BTC,
            new PendingExit(
                ExitReason.TAKE_PROFIT_1,
                Quantity.of("2"),
                new OrderTerms.Market(),
                Optional.empty())),
        new Fact.CancelRequested(NOON, STOP),
        changed(STOP, new OrderState.Cancelled("asked for")),
        new Fact.IntentRecorded(sale(3, OrderPurpose.EXIT, "2")),
        changed(EXIT, new OrderState.Sent()),
        new Fact.FillRecorded(NOON, sold(3, "x", "120", "2", "1.4")),
        new Fact.PositionClosed(NOON, OPENED.closedBy(SOLD)),
        changed(EXIT, new OrderState.Filled()),
        new Fact.IntentRecorded(entry(4, ETH, "1")),
        changed(new OrderId(4), new OrderState.Sent()),
        changed(new OrderId(4), new OrderState.Rejected("no funds")),
        new Fact.IntentRecorded(entry(5, ETH, "1")),
        new Fact.RestrictionSet(
            NOON, restriction("operator", Scope.ALL, Restriction.Level.PROTECT)),
        new Fact.RestrictionSet(
            NOON, restriction("guard", Scope.symbol(ETH), Restriction.Level.PROTECT)),
        new Fact.RestrictionCleared(NOON, "operator", Scope.ALL, "operator"),
        new Fact.StrategyDisabled(NOON, "vwap", "self-test"),
        new Fact.FeedReported(
            NOON, Optional.of(ETH), FeedStatus.Kind.ENDED, NOON, 0, "end of file"),
        new Fact.CommandAnswered(NOON, "c-1", OperatorCommand.Verb.PAUSE, "paused"),
        new Fact.RunFinished(NOON.plusSeconds(1), "the data has ended"));
  }

  private static BotState fold(List<Fact> facts) {
    BotState state = new BotState();
    facts.forEach(state::apply);
    return state;
  }

  @Test
  void aStoryFoldsToWhatItTells() {
    Money gain = Money.of("37.4"); // 40 less fees of 2.6
    TreeMap<Instant, Money> samples = new TreeMap<>();
    samples.put(NOON, Money.of("1000"));
    TreeMap<String, Long> denials = new TreeMap<>();
    denials.put("cost", 5L);
    TreeMap<Symbol, Instant> cooldowns = new TreeMap<>();
    cooldowns.put(BTC, NOON);
    cooldowns.put(ETH, NOON);
    Activity sent = new Activity(NOON, Activity.Kind.ORDER, Money.ZERO);
    assertThat(fold(story()).snapshot())
        .isEqualTo(
            new BotSnapshot(
                "run-1",
                "USD",
                Optional.of(NOON.plusSeconds(1)),
                NOON.plusSeconds(1),
                6,
                Money.of("1037.4"),
                Money.of("1000"),
                Money.of("1040"),
                Money.of("30"),
                Fraction.of("3%"),
                new Totals(1, 1, 0, 0, gain, Money.of("2.6")),
                new DailyFigures(
                    MIDNIGHT,
                    Money.of("1000"),
                    gain,
                    1,
                    1,
                    0,
                    0,
                    gain,
                    Money.ZERO,
                    Decimal.of("1.87"),
                    1,
                    4,
                    1,
                    1,
                    Money.of("200")),
                List.of(
                    new Order(
                        entry(1, "2"),
                        new OrderState.Filled(),
                        Quantity.of("2"),
                        Money.of("1.2"),
                        List.of("a")),
                    new Order(
                        sale(2, OrderPurpose.PROTECTIVE_STOP, "2"),
                        new OrderState.Cancelled("asked for"),
                        Quantity.ZERO,
                        Money.ZERO,
                        List.of()),
                    new Order(
                        sale(3, OrderPurpose.EXIT, "2"),
                        new OrderState.Filled(),
                        Quantity.of("2"),
                        Money.of("1.4"),
                        List.of("x")),
                    new Order(
                        entry(4, ETH, "1"),
                        new OrderState.Rejected("no funds"),
                        Quantity.ZERO,
                        Money.ZERO,
                        List.of()),
                    Order.intended(entry(5, ETH, "1"))),
                List.of(),
                new TreeMap<>(),
                cooldowns,
                List.of(restriction("guard", Scope.symbol(ETH), Restriction.Level.PROTECT)),
                denials,
                samples,
                List.of("vwap"),
                List.of(ETH),
                List.of(
                    new Activity(NOON, Activity.Kind.ENTRY, Money.of("200")),
                    sent,
                    sent,
                    new Activity(NOON, Activity.Kind.CANCEL, Money.ZERO),
                    sent,
                    sent,
                    new Activity(NOON, Activity.Kind.REJECT, Money.ZERO)),
                List.of(new TradeOutcome(SOLD.time(), BTC, "dip", gain, false)),
                1,
                List.of(new AnsweredCommand("c-1", OperatorCommand.Verb.PAUSE))));
  }

  @Test
  void betweenFillsItHoldsWhatItBought() {
    BotState state = fold(story().subList(0, 17));
    assertThat(state.cash()).isEqualTo(Money.of("798.8"));
    assertThat(state.holding(BTC)).isEqualTo(Quantity.of("2"));
    assertThat(state.position(BTC))
        .contains(
            OPENED
                .withEntryDone()
                .withStopOrder(Optional.of(STOP))
                .withStop(Price.of("101"), ExitReason.BREAKEVEN));
    assertThat(state.openOrders()).extracting(Order::id).containsExactly(STOP);
    assertThat(state.venueFailures()).isZero();
  }

  /** At whatever fact it is stopped: what goes on from the snapshot ends where the whole ends. */
  @Test
  void aSnapshotIsTheWholeStateAtAnyFact() {
    List<Fact> story = story();
    BotSnapshot whole = fold(story).snapshot();
    for (int stop = 0; stop <= story.size(); stop++) {
      BotSnapshot snapshot = fold(story.subList(0, stop)).snapshot();
      BotState resumed = BotState.of(snapshot);
      assertThat(resumed.snapshot()).as("after %s facts", stop).isEqualTo(snapshot);
      story.subList(stop, story.size()).forEach(resumed::apply);
      assertThat(resumed.snapshot()).as("resumed after %s facts", stop).isEqualTo(whole);
    }
  }

  @Test
  void aRestoredStateKnowsTheOrdersOfTheSnapshotAndNoOthers() {
    for (int stop = 0; stop <= story().size(); stop++) {
      BotSnapshot earlier = fold(story().subList(0, stop)).snapshot();
      BotState state = fold(story());
      state.restore(earlier);
      for (Order later : fold(story()).snapshot().orders()) {
        OrderId id = later.id();
        assertThat(state.order(id))
            .as("order %s after %s facts", id, stop)
            .isEqualTo(earlier.orders().stream().filter(order -> order.id().equals(id)).findAny());
      }
    }
  }

  @Test
  void aSnapshotStaysAsItWasMade() throws ReflectiveOperationException {
    BotState state = new BotState();
    for (Fact fact : story()) {
      BotSnapshot before = state.snapshot();
      BotSnapshot copy = BotState.of(before).snapshot();
      state.apply(fact);
      assertThat(before).as("before %s", fact).isEqualTo(copy);
    }
    BotSnapshot snapshot = state.snapshot();
    for (RecordComponent part : BotSnapshot.class.getRecordComponents()) {
      Object value = part.getAccessor().invoke(snapshot);
      if (value instanceof Collection<?> collection) {
        assertThatThrownBy(collection::clear)
            .as(part.getName())
            .isInstanceOf(UnsupportedOperationException.class);
      } else if (value instanceof Map<?, ?> map) {
        assertThatThrownBy(map::clear)
            .as(part.getName())
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void whoReadsTheStateCannotChangeIt() {
    BotState state = fold(story().subList(0, 17));
    StateView view = state.view();
    assertThat(view).isNotInstanceOf(BotState.class);
    assertThat(view.cash()).isEqualTo(state.cash());
    for (Collection<?> part :
        List.of(
            view.openOrders(),
            view.positions().values(),
            view.positions().keySet(),
            view.restrictions(),
            view.outcomes())) {
      assertThatThrownBy(part::clear).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(() -> view.positions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    state.apply(new Fact.StopMoved(NOON, BTC, Price.of("105"), ExitReason.BREAKEVEN));
    assertThat(view.position(BTC).orElseThrow().stop()).isEqualTo(Price.of("105"));
  }

  private static void contradicts(BotState state, Fact fact, String message) {
    BotSnapshot before = state.snapshot();
    assertThatThrownBy(() -> state.apply(fact))
        .as(fact.toString())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
    assertThat(state.snapshot()).as("nothing is half applied").isEqualTo(before);
  }

  @Test
  void aFactThatContradictsTheStateIsRefusedWhole() {
    Fact later = new Fact.EquitySampled(NOON.plusSeconds(5), Money.of("1000"));
    BotState empty = fold(List.of(started(), later));
    contradicts(empty, new Fact.IntentRecorded(entry(2, "1")), "order 2 follows order 0");
    contradicts(empty, changed(ENTRY, new OrderState.Sent()), "order 1 is not known");
    contradicts(empty, new Fact.FillRecorded(NOON, BOUGHT), "fill a is of the unknown order 1");
    contradicts(
        empty,
        new Fact.StopMoved(NOON, BTC, Price.of("95"), ExitReason.BREAKEVEN),
        "there is no position in BTC-USD");
    contradicts(
        empty,
        new Fact.ExitDecided(
            NOON,
            BTC,
            new PendingExit(
                ExitReason.OPERATOR, Quantity.of("1"), new OrderTerms.Market(), Optional.empty())),
        "there is no position in BTC-USD");

    BotState held = fold(story().subList(0, 17));
    held.apply(later);
    contradicts(held, new Fact.IntentRecorded(entry(2, "1")), "order 2 follows order 2");
    contradicts(
        held,
        new Fact.StopMoved(NOON, BTC, Price.of("100.9"), ExitReason.BREAKEVEN),
        "stop 100.9 would loosen the stop 101");
    contradicts(held, new Fact.FillRecorded(NOON, BOUGHT), "fill a of order 1 is counted already");
    contradicts(
        held,
        new Fact.FillRecorded(NOON, sold(2, "s", "100", "2.1", "0")),
        "fill s sells 2.1 BTC-USD, of which 2 are held");
  }

  @Test
  void aFillCountsAfterItsOrderHasEndedToo() {
    BotState state =
        fold(
            List.of(
                started(),
                new Fact.IntentRecorded(entry(1, "2")),
                changed(ENTRY, new OrderState.Sent()),
                changed(ENTRY, new OrderState.Cancelled("asked for")),
                new Fact.FillRecorded(NOON, BOUGHT)));
    assertThat(state.holding(BTC)).isEqualTo(Quantity.of("2"));
    assertThat(state.cash()).isEqualTo(Money.of("798.8"));
    assertThat(state.order(ENTRY).orElseThrow().filled()).isEqualTo(Quantity.of("2"));
    assertThat(state.openOrders()).isEmpty();
    state.apply(new Fact.PositionOpened(NOON, OPENED));
    assertThat(state.position(BTC)).as("no more will come").contains(OPENED.withEntryDone());
  }

  @Test
  void finishedOrdersAreForgottenOldestFirst() {
    BotState state = fold(List.of(started(), new Fact.IntentRecorded(entry(1, "2"))));
    for (long id = 2; id <= 101; id++) {
      state.apply(new Fact.IntentRecorded(entry(id, ETH, "1")));
      state.apply(changed(new OrderId(id), new OrderState.Rejected("no")));
    }
    BotSnapshot snapshot = state.snapshot();
    assertThat(snapshot.orders()).hasSize(65);
    assertThat(state.order(new OrderId(37))).isEmpty();
    assertThat(state.order(new OrderId(38))).isPresent();
    assertThat(state.order(ENTRY)).as("one that works is kept for ever").isPresent();
    assertThat(BotState.of(snapshot).snapshot()).isEqualTo(snapshot);
  }

  @Test
  void commandsOutcomesAndActivitiesAreBounded() {
    BotState state = fold(List.of(started()));
    for (int i = 0; i < 1100; i++) {
      state.apply(new Fact.CommandAnswered(NOON, "c" + i, OperatorCommand.Verb.PAUSE, "paused"));
    }
    assertThat(state.snapshot().commands())
        .hasSize(1000)
        .extracting(AnsweredCommand::id)
        .startsWith("c100")
        .endsWith("c1099");
    assertThat(state.answered("c99")).isEmpty();
    assertThat(state.answered("c100")).contains(OperatorCommand.Verb.PAUSE);

    for (int i = 0; i < 5000; i++) {
      state.apply(new Fact.CancelRequested(NOON, ENTRY));
    }
    assertThat(state.snapshot().activities()).hasSize(4000);
    assertThat(state.day().cancels()).isEqualTo(5000);
    state.apply(new Fact.CancelRequested(NOON.plusSeconds(60), ENTRY));
    assertThat(state.snapshot().activities()).hasSize(1);

    for (int i = 0; i < 250; i++) {
      state.apply(new Fact.PositionOpened(NOON, OPENED));
      state.apply(new Fact.PositionClosed(NOON, OPENED.closedBy(SOLD)));
    }
    assertThat(state.outcomes()).hasSize(200);
    assertThat(state.totals().trades()).isEqualTo(250);
  }

  /** Thirty days of hourly samples: a day of them, and the one a day ago. */
  @Test
  void equityIsRememberedForADay() {
    BotState state = fold(List.of(started()));
    for (int hour = 0; hour < 720; hour++) {
      state.apply(
          new Fact.EquitySampled(
              NOON.plus(Duration.ofHours(hour)), new Money(Decimal.of(1000 + hour))));
      assertThat(state.snapshot().equitySamples()).hasSizeLessThanOrEqualTo(25);
    }
    Instant now = NOON.plus(Duration.ofHours(719));
    assertThat(state.equityAt(now)).isEqualTo(Money.of("1719"));
    assertThat(state.equityAt(now.minus(Duration.ofMinutes(90)))).isEqualTo(Money.of("1717"));
    assertThat(state.equityAt(now.minus(Duration.ofHours(24)))).isEqualTo(Money.of("1695"));
    assertThat(state.equityAt(NOON)).as("before all that is kept").isEqualTo(Money.of("1000"));
  }

  @Test
  void activitiesOfTheLastMinuteAreCountedByKind() {
    BotState state = fold(List.of(started()));
    for (int second = 0; second < 70; second++) {
      state.apply(approved(NOON.plusSeconds(second)));
      state.apply(new Fact.CancelRequested(NOON.plusSeconds(second), ENTRY));
    }
    Instant now = NOON.plusSeconds(69);
    assertThat(state.activity(Activity.Kind.ENTRY, now.minusSeconds(10)))
        .isEqualTo(new StateView.ActivityCount(10, Money.of("2000")));
    assertThat(state.activity(Activity.Kind.CANCEL, now.minusSeconds(3600)))
        .isEqualTo(new StateView.ActivityCount(60, Money.ZERO));
    assertThat(state.activity(Activity.Kind.ORDER, now.minusSeconds(10)))
        .isEqualTo(new StateView.ActivityCount(0, Money.ZERO));
  }

  @Test
  void theModeIsTheStrictestRestrictionOnEverything() {
    BotState state = fold(List.of(started()));
    assertThat(state.mode()).isEqualTo(TradingMode.NORMAL);
    set(state, "guard", Scope.symbol(BTC), Restriction.Level.HALT);
    assertThat(state.mode()).as("one symbol is not everything").isEqualTo(TradingMode.NORMAL);
    set(state, "z", Scope.ALL, Restriction.Level.PROTECT);
    assertThat(state.mode()).isEqualTo(TradingMode.PROTECT);
    set(state, "a", Scope.ALL, Restriction.Level.HALT);
    assertThat(state.mode()).isEqualTo(TradingMode.HALT);
    state.apply(new Fact.RestrictionCleared(NOON, "a", Scope.ALL, "operator"));
    assertThat(state.mode()).isEqualTo(TradingMode.PROTECT);
    assertThat(state.isRestricted("a", Scope.ALL)).isFalse();
    assertThat(state.isRestricted("guard", Scope.symbol(BTC))).isTrue();
    assertThat(state.isRestricted("guard", Scope.ALL)).isFalse();
  }

  private static void set(BotState state, String cause, Scope scope, Restriction.Level level) {
    state.apply(new Fact.RestrictionSet(NOON, restriction(cause, scope, level)));
  }

  @Test
  void theSameCauseAndScopeIsOneRestriction() {
    BotState state = fold(List.of(started()));
    set(state, "guard", Scope.ALL, Restriction.Level.PROTECT);
    set(state, "guard", Scope.ALL, Restriction.Level.HALT);
    assertThat(state.restrictions())
        .containsExactly(restriction("guard", Scope.ALL, Restriction.Level.HALT));
  }

  @Test
  void failuresOfTheVenueCountInARowUntilItTakesAnOrder() {
    BotState state = fold(List.of(started()));
    List<Integer> failures = new ArrayList<>();
    List<List<OrderState>> orders =
        List.of(
            List.of(new OrderState.Rejected("no")),
            List.of(new OrderState.Unknown(NOON)),
            List.of(new OrderState.Unknown(NOON), new OrderState.Rejected("never there")),
            List.of(new OrderState.Cancelled("asked for")),
            List.of(new OrderState.Open("v")),
            List.of(new OrderState.Rejected("no")),
            List.of(new OrderState.Filled()));
    long id = 0;
    for (List<OrderState> states : orders) {
      OrderId order = new OrderId(++id);
      state.apply(new Fact.IntentRecorded(entry(id, ETH, "1")));
      states.forEach(next -> state.apply(changed(order, next)));
      failures.add(state.venueFailures());
    }
    assertThat(failures).containsExactly(1, 2, 3, 3, 0, 1, 0);
  }

  @Test
  void breakevenIsNeitherWinNorLoss() {
    BotState state = fold(List.of(started()));
    for (String price : List.of("101.3", "100.3", "99.3")) {
      Position position = Position.open(bought(1, "a", "100", "2", "0.3"), "dip", BRACKET);
      state.apply(new Fact.PositionOpened(NOON, position));
      state.apply(
          new Fact.PositionClosed(
              NOON, position.closedBy(exit(2, price, "2", "0.3", ExitReason.STOP))));
    }
    assertThat(state.totals()).isEqualTo(new Totals(3, 1, 1, 1, Money.of("0"), Money.ZERO));
    DailyFigures day = state.day();
    assertThat(List.of(day.trades(), day.wins(), day.losses(), day.breakeven()))
        .containsExactly(3, 1, 1, 1);
    assertThat(day.won()).isEqualTo(Money.of("2"));
    assertThat(day.lost()).isEqualTo(Money.of("2"));
    assertThat(day.profitFactor()).contains(Decimal.ONE);
    assertThat(day.averageR()).contains(Decimal.ZERO);
    assertThat(DailyFigures.begin(NOON, Money.ZERO).profitFactor()).isEmpty();
    assertThat(DailyFigures.begin(NOON, Money.ZERO).averageR()).isEmpty();
  }

  @Test
  void aPositionWhoseDataEndsIsMarkedAndOnlyThatOne() {
    BotState state = fold(story().subList(0, 13));
    state.apply(
        new Fact.FeedReported(NOON, Optional.empty(), FeedStatus.Kind.ENDED, NOON, 0, "all"));
    state.apply(new Fact.FeedReported(NOON, Optional.of(BTC), FeedStatus.Kind.GAP, NOON, 3, "gap"));
    assertThat(state.snapshot().endedSymbols()).isEmpty();
    state.apply(
        new Fact.FeedReported(NOON, Optional.of(BTC), FeedStatus.Kind.ENDED, NOON, 0, "end"));
    assertThat(state.snapshot().endedSymbols()).containsExactly(BTC);
    assertThat(state.position(BTC)).contains(OPENED.withEntryDone().withEnded());
  }

  @Test
  void aFinishedOrderReleasesItsPlaceInThePosition() {
    BotState state = fold(story().subList(0, 22)); // stop cancelled, exit recorded
    assertThat(state.position(BTC).orElseThrow().pendingExit().orElseThrow().orderId())
        .contains(EXIT);
    assertThat(state.position(BTC).orElseThrow().stopOrder()).isEmpty();
    state.apply(changed(EXIT, new OrderState.Rejected("no")));
    assertThat(state.position(BTC).orElseThrow().pendingExit()).isEmpty();
    assertThat(state.position(BTC).orElseThrow().state()).isEqualTo(Position.State.OPEN);
  }
}
