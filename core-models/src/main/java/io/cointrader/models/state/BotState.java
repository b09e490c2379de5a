package io.cointrader.models.state;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.Side;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of the bot: a fold over facts, changed by {@link #apply} and nothing else. Bounded.
 * Owned by one thread; others read the {@link #snapshot()} that the owner publishes.
 */
public final class BotState implements StateView {

  private static final int FINISHED_ORDERS_KEPT = 64;
  private static final int COMMANDS_KEPT = 1000;
  private static final int OUTCOMES_KEPT = 200;
  private static final int ACTIVITIES_KEPT = 4000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private String runId = "";
  private String currency = "";
  private @Nullable Instant finishedAt;
  private Instant at = Instant.EPOCH;
  private long nextOrder = 1;
  private Money cash = Money.ZERO;
  private Money startEquity = Money.ZERO;
  private Money peakEquity = Money.ZERO;
  private Money maxDrawdown = Money.ZERO;
  private Fraction maxDrawdownFraction = Fraction.ZERO;
  private Totals totals = Totals.NONE;
  private DailyFigures day = DailyFigures.begin(Instant.EPOCH, Money.ZERO);
  private final LinkedHashMap<OrderId, Order> orders = new LinkedHashMap<>();
  private final Collection<Order> openOrders = Collections.unmodifiableCollection(orders.values());
  private final LinkedHashMap<OrderId, Order> finishedOrders = new LinkedHashMap<>();
  private @Nullable Order newestOrder; // changed last: nearly always the one that is looked for
  private final TreeMap<Symbol, Position> positions = new TreeMap<>();
  private final SortedMap<Symbol, Position> positionsView =
      Collections.unmodifiableSortedMap(positions);
  private long positionChanges;
  private final TreeMap<Symbol, Quantity> holdings = new TreeMap<>();
  private final TreeMap<Symbol, Instant> cooldowns = new TreeMap<>();
  private final TreeMap<String, Restriction> restrictions = new TreeMap<>();
  private final TreeMap<String, Long> denials = new TreeMap<>();
  private final ArrayDeque<EquitySample> equitySamples = new ArrayDeque<>();
  private final TreeSet<String> disabledStrategies = new TreeSet<>();
  private boolean anyDisabled;
  private final TreeSet<Symbol> endedSymbols = new TreeSet<>();
  private final ArrayDeque<Activity> activities = new ArrayDeque<>();
  private final ArrayDeque<TradeOutcome> outcomes = new ArrayDeque<>();
  private int venueFailures;
  private final StateView view = new ReadOnly(this);
  private final LinkedHashMap<String, AnsweredCommand> commands = new LinkedHashMap<>();

  /** Equity at an hour. */
  private record EquitySample(Instant at, Money equity) {}

  /** A state before any fact. */
  public BotState() {}

  /** The state a snapshot was made of. */
  public static BotState of(BotSnapshot snapshot) {
    BotState state = new BotState();
    state.restore(snapshot);
    return state;
  }

  /** Becomes the state a snapshot was made of, whatever it was before. */
  public void restore(BotSnapshot snapshot) {
    orders.clear();
    finishedOrders.clear();
    newestOrder = null;
    positions.clear();
    positionChanges++;
    holdings.clear();
    cooldowns.clear();
    restrictions.clear();
    denials.clear();
    equitySamples.clear();
    disabledStrategies.clear();
    endedSymbols.clear();
    activities.clear();
    outcomes.clear();
    commands.clear();
    runId = snapshot.runId();
    currency = snapshot.currency();
    finishedAt = snapshot.finishedAt().orElse(null);
    at = snapshot.at();
    nextOrder = snapshot.nextOrder();
    cash = snapshot.cash();
    startEquity = snapshot.startEquity();
    peakEquity = snapshot.peakEquity();
    maxDrawdown = snapshot.maxDrawdown();
    maxDrawdownFraction = snapshot.maxDrawdownFraction();
    totals = snapshot.totals();
    day = snapshot.day();
    for (Order order : snapshot.orders()) {
      (order.state().isTerminal() ? finishedOrders : orders).put(order.id(), order);
    }
    for (Position position : snapshot.positions()) {
      keep(position);
    }
    for (Restriction restriction : snapshot.restrictions()) {
      restrictions.put(restriction.key(), restriction);
    }
    holdings.putAll(snapshot.holdings());
    cooldowns.putAll(snapshot.cooldowns());
    denials.putAll(snapshot.denials());
    snapshot
        .equitySamples()
        .forEach((at, equity) -> equitySamples.add(new EquitySample(at, equity)));
    disabledStrategies.addAll(snapshot.disabledStrategies());
    anyDisabled = !disabledStrategies.isEmpty();
    endedSymbols.addAll(snapshot.endedSymbols());
    activities.addAll(snapshot.activities());
    outcomes.addAll(snapshot.outcomes());
    venueFailures = snapshot.venueFailures();
    snapshot.commands().forEach(command -> commands.put(command.id(), command));
  }

  public BotSnapshot snapshot() {
    List<Order> all = new ArrayList<>(finishedOrders.values());
    all.addAll(orders.values());
    TreeMap<Instant, Money> samples = new TreeMap<>();
    equitySamples.forEach(sample -> samples.put(sample.at(), sample.equity()));
    return new BotSnapshot(
        runId,
        currency,
        Optional.ofNullable(finishedAt),
        at,
        nextOrder,
        cash,
        startEquity,
        peakEquity,
        maxDrawdown,
        maxDrawdownFraction,
        totals,
        day,
        all,
        new ArrayList<>(positions.values()),
        holdings,
        cooldowns,
        new ArrayList<>(restrictions.values()),
        denials,
        samples,
        new ArrayList<>(disabledStrategies),
        new ArrayList<>(endedSymbols),
        new ArrayList<>(activities),
        new ArrayList<>(outcomes),
        venueFailures,
        new ArrayList<>(commands.values()));
  }

  /**
   * Folds one fact in.
   *
   * @throws IllegalStateException when the fact contradicts the state: the record is not one this
   *     state can have come from; nothing of it is applied
   */
  public void apply(Fact fact) {
    try {
      if (fact instanceof Fact.OrderChanged changed) {
        applyOrder(changed);
      } else {
        applyOther(fact);
      }
    } catch (IllegalArgumentException impossible) {
      throw new IllegalStateException(impossible.getMessage(), impossible);
    }
    at = fact.at();
  }

  private void applyOther(Fact fact) {
    if (fact instanceof Fact.IntentRecorded recorded) {
      applyIntent(recorded.intent());
    } else if (fact instanceof Fact.FillRecorded recorded) {
      applyFill(recorded.fill());
    } else if (fact instanceof Fact.PositionOpened opened) {
      applyOpened(opened.position());
    } else if (fact instanceof Fact.PositionChanged changed) {
      keep(changed.position());
    } else if (fact instanceof Fact.PositionClosed closed) {
      applyClose(closed.trade());
    } else if (fact instanceof Fact.ExitDecided decided) {
      keep(held(decided.symbol()).withPendingExit(Optional.of(decided.exit())));
    } else if (fact instanceof Fact.StopMoved moved) {
      keep(held(moved.symbol()).withStop(moved.stop(), moved.reason()));
    } else if (fact instanceof Fact.CancelRequested requested) {
      applyActivity(new Activity(requested.at(), Activity.Kind.CANCEL, Money.ZERO));
    } else if (fact instanceof Fact.PlanEvaluated evaluated) {
      count(evaluated.failures(), 1);
      if (evaluated.sizing().isPresent()) {
        applyActivity(
            new Activity(evaluated.at(), Activity.Kind.ENTRY, evaluated.sizing().get().value()));
      }
    } else if (fact instanceof Fact.DenialsRepeated repeated) {
      count(repeated.failures(), repeated.count());
    } else if (fact instanceof Fact.EquityMarked marked) {
      peakEquity = marked.peak();
      maxDrawdown = marked.maxDrawdown();
      maxDrawdownFraction = marked.maxDrawdownFraction();
    } else if (fact instanceof Fact.EquitySampled sampled) {
      applySample(sampled.at(), sampled.equity());
    } else if (fact instanceof Fact.DayStarted started) {
      day = DailyFigures.begin(started.day(), started.equity());
    } else if (fact instanceof Fact.RestrictionSet set) {
      restrictions.put(set.restriction().key(), set.restriction());
    } else if (fact instanceof Fact.RestrictionCleared cleared) {
      restrictions.remove(Restriction.key(cleared.cause(), cleared.scope()));
    } else if (fact instanceof Fact.StrategyDisabled disabled) {
      disabledStrategies.add(disabled.strategy());
      anyDisabled = true;
    } else if (fact instanceof Fact.FeedReported reported) {
      applyFeed(reported);
    } else if (fact instanceof Fact.CommandAnswered answered) {
      if (answered.isDone()) { // who was refused may ask again
        applyAnswer(answered);
      }
    } else if (fact instanceof Fact.RunStarted started) {
      runId = started.runId();
      currency = started.currency();
      cash = started.cash();
      startEquity = started.cash();
      peakEquity = started.cash();
      day = DailyFigures.begin(started.at().truncatedTo(ChronoUnit.DAYS), started.cash());
    } else if (fact instanceof Fact.RunFinished finished) {
      finishedAt = finished.at();
    }
  }

  private void applyAnswer(Fact.CommandAnswered answered) {
    commands.put(answered.commandId(), new AnsweredCommand(answered.commandId(), answered.verb()));
    if (commands.size() > COMMANDS_KEPT) {
      commands.remove(commands.keySet().iterator().next());
    }
  }

  /** Keeps the samples of a day, and the newest before it: what equity was a day ago. */
  private void applySample(Instant now, Money equity) {
    while (!equitySamples.isEmpty() && !equitySamples.getLast().at().isBefore(now)) {
      equitySamples.removeLast();
    }
    equitySamples.addLast(new EquitySample(now, equity));
    Instant dayAgo = now.minus(DAY);
    EquitySample oldest = equitySamples.removeFirst();
    while (!equitySamples.isEmpty() && !equitySamples.getFirst().at().isAfter(dayAgo)) {
      oldest = equitySamples.removeFirst();
    }
    equitySamples.addFirst(oldest);
  }

  private void applyIntent(OrderIntent intent) {
    if (intent.id().ordinal() != nextOrder) {
      throw new IllegalStateException("order " + intent.id() + " follows order " + (nextOrder - 1));
    }
    nextOrder++;
    put(orders, Order.intended(intent));
    Position position = positions.get(intent.symbol());
    if (position == null) {
      return;
    }
    if (intent.purpose() == OrderPurpose.PROTECTIVE_STOP) {
      keep(position.withStopOrder(Optional.of(intent.id())));
    } else if (intent.purpose() == OrderPurpose.EXIT && position.pendingExit().isPresent()) {
      keep(
          position.withPendingExit(
              Optional.of(position.pendingExit().get().withOrder(intent.id()))));
    }
  }

  private void applyOrder(Fact.OrderChanged changed) {
    Order order = findOrder(changed.orderId());
    if (order == null) {
      throw new IllegalStateException("order " + changed.orderId() + " is not known");
    }
    Order next = order.withState(changed.state());
    if (changed.state() instanceof OrderState.Sent) {
      applyActivity(new Activity(changed.at(), Activity.Kind.ORDER, Money.ZERO));
      if (order.intent().purpose() == OrderPurpose.ENTRY) {
        cooldowns.put(order.intent().symbol(), changed.at());
      }
    }
    applyHealth(changed, order.state());
    if (!changed.state().isTerminal()) {
      if (order.state().isTerminal()) {
        finishedOrders.remove(next.id());
      }
      put(orders, next);
      return;
    }
    orders.remove(next.id());
    put(finishedOrders, next);
    if (finishedOrders.size() > FINISHED_ORDERS_KEPT) {
      finishedOrders.remove(finishedOrders.keySet().iterator().next());
    }
    release(next);
  }

  private void put(Map<OrderId, Order> where, Order order) {
    where.put(order.id(), order);
    newestOrder = order;
  }

  private void applyActivity(Activity activity) {
    day = day.with(activity);
    activities.addLast(activity);
    Instant minuteAgo = activity.at().minus(MINUTE);
    while (activities.size() > ACTIVITIES_KEPT || !activities.getFirst().at().isAfter(minuteAgo)) {
      activities.removeFirst();
    }
  }

  /** Refused and unanswered orders count in a row until the venue takes one. */
  private void applyHealth(Fact.OrderChanged changed, OrderState before) {
    OrderState next = changed.state();
    if (next instanceof OrderState.Rejected) {
      applyActivity(new Activity(changed.at(), Activity.Kind.REJECT, Money.ZERO));
      venueFailures += before instanceof OrderState.Unknown ? 0 : 1;
    } else if (next instanceof OrderState.Unknown) {
      venueFailures++;
    } else if (next.isWorking() || next instanceof OrderState.Filled) {
      venueFailures = 0;
    }
  }

  /** A finished order no longer protects, exits or enters. */
  private void release(Order order) {
    Position position = positions.get(order.intent().symbol());
    if (position == null) {
      return;
    }
    Optional<OrderId> id = Optional.of(order.id());
    if (position.stopOrder().equals(id)) {
      position = position.withStopOrder(Optional.empty());
    }
    if (position.pendingExit().isPresent() && position.pendingExit().get().orderId().equals(id)) {
      position = position.withPendingExit(whatIsLeft(position, position.pendingExit().get()));
    }
    if (position.entryOrder().equals(order.id()) && !position.entryDone()) {
      position = position.withEntryDone();
    }
    keep(position);
  }

  /** What an exit that does not depend on the price has still to sell when its order has ended. */
  private static Optional<PendingExit> whatIsLeft(Position position, PendingExit exit) {
    return exit.reason().isUnconditional()
        ? Optional.of(
            new PendingExit(exit.reason(), position.quantity(), exit.terms(), Optional.empty()))
        : Optional.empty();
  }

  /** The first fill may come after its order has ended: then nothing more is expected of it. */
  private void applyOpened(Position position) {
    boolean ended = finishedOrders.containsKey(position.entryOrder());
    keep(ended ? position.withEntryDone() : position);
  }

  private void applyFill(Fill fill) {
    Order order = findOrder(fill.orderId());
    if (order == null) {
      throw new IllegalStateException(
          "fill " + fill.id() + " is of the unknown order " + fill.orderId());
    }
    if (order.hasFill(fill.id())) {
      throw new IllegalStateException(
          "fill " + fill.id() + " of order " + fill.orderId() + " is counted already");
    }
    Money value = fill.side() == Side.BUY ? fill.value().negate() : fill.value();
    Quantity held = holding(fill.symbol());
    if (fill.side() == Side.SELL && fill.quantity().compareTo(held) > 0) {
      throw new IllegalStateException(
          "fill "
              + fill.id()
              + " sells "
              + fill.quantity()
              + " "
              + fill.symbol()
              + ", of which "
              + held
              + " are held");
    }
    put(order.state().isTerminal() ? finishedOrders : orders, order.withFill(fill));
    Quantity next =
        fill.side() == Side.BUY ? held.plus(fill.quantity()) : held.minus(fill.quantity());
    if (next.isZero()) {
      holdings.remove(fill.symbol());
    } else {
      holdings.put(fill.symbol(), next);
    }
    cash = cash.plus(value).minus(fill.fee());
    totals = totals.withFee(fill.fee());
  }

  private void applyClose(ClosedTrade trade) {
    positions.remove(trade.symbol());
    positionChanges++;
    totals = totals.withTrade(trade.netPnl());
    day = day.withTrade(trade);
    outcomes.addLast(
        new TradeOutcome(
            trade.exitTime(),
            trade.symbol(),
            trade.strategy(),
            trade.netPnl(),
            trade.exitReason() == ExitReason.STOP));
    if (outcomes.size() > OUTCOMES_KEPT) {
      outcomes.removeFirst();
    }
  }

  private void applyFeed(Fact.FeedReported reported) {
    if (reported.kind() != FeedStatus.Kind.ENDED || reported.symbol().isEmpty()) {
      return;
    }
    Symbol symbol = reported.symbol().get();
    endedSymbols.add(symbol);
    Position position = positions.get(symbol);
    if (position != null) {
      keep(position.withEnded());
    }
  }

  private void count(List<GateFailure> failures, long times) {
    if (!failures.isEmpty()) {
      denials.merge(failures.get(0).category(), times, Long::sum);
    }
  }

  private void keep(Position position) {
    positions.put(position.symbol(), position);
    positionChanges++;
  }

  /** Another number after each change of any position of this object. */
  public long positionChanges() {
    return positionChanges;
  }

  private Position held(Symbol symbol) {
    Position position = positions.get(symbol);
    if (position == null) {
      throw new IllegalStateException("there is no position in " + symbol);
    }
    return position;
  }

  public String runId() {
    return runId;
  }

  @Override
  public String currency() {
    return currency;
  }

  public boolean isFinished() {
    return finishedAt != null;
  }

  @Override
  public Instant at() {
    return at;
  }

  @Override
  public OrderId nextOrderId() {
    return new OrderId(nextOrder);
  }

  @Override
  public Money cash() {
    return cash;
  }

  @Override
  public Quantity holding(Symbol symbol) {
    Quantity held = holdings.get(symbol);
    return held == null ? Quantity.ZERO : held;
  }

  @Override
  public Money startEquity() {
    return startEquity;
  }

  @Override
  public Money peakEquity() {
    return peakEquity;
  }

  @Override
  public Money maxDrawdown() {
    return maxDrawdown;
  }

  @Override
  public Fraction maxDrawdownFraction() {
    return maxDrawdownFraction;
  }

  @Override
  public Totals totals() {
    return totals;
  }

  @Override
  public DailyFigures day() {
    return day;
  }

  /** An order that is working, or among the newest finished ones. */
  public Optional<Order> order(OrderId id) {
    return Optional.ofNullable(findOrder(id));
  }

  @Override
  public @Nullable Order findOrder(OrderId id) {
    Order newest = newestOrder;
    if (newest != null && newest.id().equals(id)) {
      return newest;
    }
    Order order = orders.get(id);
    return order != null ? order : finishedOrders.get(id);
  }

  @Override
  public Collection<Order> openOrders() {
    return openOrders;
  }

  @Override
  public Optional<Position> position(Symbol symbol) {
    return Optional.ofNullable(positions.get(symbol));
  }

  @Override
  public @Nullable Position findPosition(Symbol symbol) {
    return positions.isEmpty() ? null : positions.get(symbol);
  }

  @Override
  public int positionCount() {
    return positions.size();
  }

  @Override
  public boolean isRestricted() {
    return !restrictions.isEmpty();
  }

  @Override
  public SortedMap<Symbol, Position> positions() {
    return positionsView;
  }

  @Override
  public Optional<Instant> lastEntrySent(Symbol symbol) {
    return Optional.ofNullable(cooldowns.get(symbol));
  }

  @Override
  public Collection<Restriction> restrictions() {
    return Collections.unmodifiableCollection(restrictions.values());
  }

  @Override
  public boolean isRestricted(String cause, Scope scope) {
    return restrictions.containsKey(Restriction.key(cause, scope));
  }

  /** Denied plans by the category of the first gate that denied. */
  public SortedMap<String, Long> denials() {
    return Collections.unmodifiableSortedMap(denials);
  }

  @Override
  public Money equityAt(Instant time) {
    Money equity = startEquity;
    for (EquitySample sample : equitySamples) {
      if (sample.at().isAfter(time)) {
        break;
      }
      equity = sample.equity();
    }
    return equity;
  }

  @Override
  public ActivityCount activity(Activity.Kind kind, Instant after) {
    int count = 0;
    Money value = Money.ZERO;
    for (Iterator<Activity> newest = activities.descendingIterator(); newest.hasNext(); ) {
      Activity activity = newest.next();
      if (!activity.at().isAfter(after)) {
        break;
      }
      if (activity.kind() == kind) {
        count++;
        value = value.plus(activity.value());
      }
    }
    return new ActivityCount(count, value);
  }

  @Override
  public int recentActivities() {
    return activities.size();
  }

  @Override
  public @Nullable TradeOutcome lastOutcome() {
    return outcomes.peekLast();
  }

  @Override
  public Collection<TradeOutcome> outcomes() {
    return Collections.unmodifiableCollection(outcomes);
  }

  @Override
  public int venueFailures() {
    return venueFailures;
  }

  @Override
  public boolean isDisabled(String strategy) {
    return anyDisabled && disabledStrategies.contains(strategy);
  }

  /** What an operator's command of this id asked for, if one was carried out lately. */
  public Optional<OperatorCommand.Verb> answered(String commandId) {
    return Optional.ofNullable(commands.get(commandId)).map(AnsweredCommand::verb);
  }

  @Override
  public TradingMode mode() {
    TradingMode mode = TradingMode.NORMAL;
    if (restrictions.isEmpty()) {
      return mode;
    }
    for (Restriction restriction : restrictions.values()) {
      if (restriction.scope().kind() == Scope.Kind.ALL) {
        if (restriction.level() == Restriction.Level.HALT) {
          return TradingMode.HALT;
        }
        mode = TradingMode.PROTECT;
      }
    }
    return mode;
  }

  /** What can be read of this state, and nothing else; follows it. */
  public StateView view() {
    return view;
  }

  /** A view that cannot be turned back into what changes the state. */
  private static final class ReadOnly implements StateView {

    private final BotState state;

    ReadOnly(BotState state) {
      this.state = state;
    }

    @Override
    public String currency() {
      return state.currency();
    }

    @Override
    public Instant at() {
      return state.at();
    }

    @Override
    public OrderId nextOrderId() {
      return state.nextOrderId();
    }

    @Override
    public Money cash() {
      return state.cash();
    }

    @Override
    public Quantity holding(Symbol symbol) {
      return state.holding(symbol);
    }

    @Override
    public Money startEquity() {
      return state.startEquity();
    }

    @Override
    public Money peakEquity() {
      return state.peakEquity();
    }

    @Override
    public Money maxDrawdown() {
      return state.maxDrawdown();
    }

    @Override
    public Fraction maxDrawdownFraction() {
      return state.maxDrawdownFraction();
    }

    @Override
    public Totals totals() {
      return state.totals();
    }

    @Override
    public DailyFigures day() {
      return state.day();
    }

    @Override
    public @Nullable Order findOrder(OrderId id) {
      return state.findOrder(id);
    }

    @Override
    public Collection<Order> openOrders() {
      return state.openOrders();
    }

    @Override
    public Optional<Position> position(Symbol symbol) {
      return state.position(symbol);
    }

    @Override
    public @Nullable Position findPosition(Symbol symbol) {
      return state.findPosition(symbol);
    }

    @Override
    public int positionCount() {
      return state.positionCount();
    }

    @Override
    public boolean isRestricted() {
      return state.isRestricted();
    }

    @Override
    public SortedMap<Symbol, Position> positions() {
      return state.positions();
    }

    @Override
    public Optional<Instant> lastEntrySent(Symbol symbol) {
      return state.lastEntrySent(symbol);
    }

    @Override
    public Collection<Restriction> restrictions() {
      return state.restrictions();
    }

    @Override
    public boolean isRestricted(String cause, Scope scope) {
      return state.isRestricted(cause, scope);
    }

    @Override
    public Money equityAt(Instant time) {
      return state.equityAt(time);
    }

    @Override
    public ActivityCount activity(Activity.Kind kind, Instant after) {
      return state.activity(kind, after);
    }

    @Override
    public int recentActivities() {
      return state.recentActivities();
    }

    @Override
    public @Nullable TradeOutcome lastOutcome() {
      return state.lastOutcome();
    }

    @Override
    public Collection<TradeOutcome> outcomes() {
      return state.outcomes();
    }

    @Override
    public int venueFailures() {
      return state.venueFailures();
    }

    @Override
    public boolean isDisabled(String strategy) {
      return state.isDisabled(strategy);
    }

    @Override
    public TradingMode mode() {
      return state.mode();
    }
  }
}
