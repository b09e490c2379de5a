package io.cointrader.engine;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.order.Side;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.risk.Breaker;
import io.cointrader.risk.ClearedOrder;
import io.cointrader.risk.DailyLoss;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.Limits;
import io.cointrader.risk.OrderLifecycle;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.venue.SteppedVenue;
import io.cointrader.risk.venue.VenueTraits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The trading core with risk engine, gate and paper venue, without loop and disk, and beside it an
 * independent account of what safety promises, which is compared at every fact and after every
 * step. What keeps a promise from being kept is an {@link AssertionError}.
 */
final class SafetyWorld {

  static final List<Symbol> SYMBOLS =
      List.of("ADA-USD", "BTC-USD", "ETH-USD", "SOL-USD").stream().map(Symbol::of).toList();

  private static final String STRATEGY = "scripted";
  private static final int MAX_POSITIONS = 2;
  private static final int MAX_ORDERS_PER_DAY = 30;
  private static final Duration COOLDOWN = Duration.ofMinutes(3);
  private static final Duration BREAKER_RETRY = Duration.ofMinutes(5);
  private static final Fraction MAX_LOSS_PER_TRADE = Fraction.of("2%");
  private static final Fraction MAX_LOSS_PER_DAY = Fraction.of("4%");
  private static final Fraction MAX_SHARE = Fraction.of("30%");
  private static final Fraction MAX_EXPOSURE = Fraction.of("45%");
  private static final FeedTraits FEED =
      new FeedTraits(
          "model", SYMBOLS, Timeframe.M1, false, Fraction.of("5bps"), Fraction.of("5bps"), true);
  private static final Fraction FEE = Fraction.of("0.1%");
  private static final long MINUTE = 60_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "strategies.enabled", STRATEGY,
          "risk.portfolio.max_positions", Integer.toString(MAX_POSITIONS),
          "risk.per_day.max_orders", Integer.toString(MAX_ORDERS_PER_DAY),
          "risk.entry.cooldown", "3m",
          "risk.per_trade.max_loss", "2%",
          "risk.per_day.max_loss", "4%",
          "risk.per_trade.max_share", "30%",
          "risk.portfolio.max_exposure", "45%",
          "risk.portfolio.max_drawdown", "30%",
          "risk.entry.min_net_reward_risk", "0");

  /** What can happen. */
  enum Kind {
    CANDLE,
    TICK,
    SIGNAL,
    CLOCK,
    RESTART,
    REFUSE,
    SWALLOW,
    HOLD,
    RELEASE,
    PAUSE,
    KILL,
    KILL_AND_FLATTEN,
    RESUME
  }

  /** One step. */
  record Step(Kind kind, int symbol, int size) {

    static Step random(Random random) {
      int dice = random.nextInt(100);
      Kind kind =
          dice < 40
              ? Kind.CANDLE
              : dice < 62
                  ? Kind.TICK
                  : dice < 84 ? Kind.SIGNAL : Kind.values()[3 + random.nextInt(10)];
      return new Step(kind, random.nextInt(SYMBOLS.size()), random.nextInt(1000));
    }
  }

  /** What a planted bug changes. */
  record Bug(
      Consumer<RiskEngine> engines,
      UnaryOperator<BotSnapshot> snapshots,
      UnaryOperator<List<Fact>> facts) {

    static final Bug NONE = new Bug(engine -> {}, it -> it, it -> it);
  }

  private final Bug bug;
  private final int answerLostEvery;
  private final Random random;
  private final TreeMap<Symbol, Decision> script = new TreeMap<>();
  private final TreeMap<Symbol, Instrument> instruments = new TreeMap<>();
  private final TreeMap<Symbol, Double> prices = new TreeMap<>();
  private long clock = Instant.parse("2026-03-04T20:00:00Z").toEpochMilli();
  private final TreeSet<Symbol> priced = new TreeSet<>();
  private @Nullable Input cause;
  private int commands;

  private BotState state = new BotState();
  private @Nullable EngineCore core;
  private @Nullable VenueEffects effects;
  private @Nullable Line line;
  private Limits limits = Limits.builder().build();

  // the independent account
  private final TreeMap<String, Restriction> tripped = new TreeMap<>();
  private final TreeMap<Symbol, Instant> entrySent = new TreeMap<>();
  private final TreeMap<OrderId, OrderIntent> recorded = new TreeMap<>();
  private final TreeMap<OrderId, Price> stops = new TreeMap<>();
  private final TreeMap<OrderId, Boolean> atVenue = new TreeMap<>();
  private final TreeSet<Symbol> surprised = new TreeSet<>(); // by a sale told late
  private final TreeMap<String, Fill> fills = new TreeMap<>();
  private final TreeMap<Symbol, Quantity> bought = new TreeMap<>();
  private final TreeMap<OrderId, Quantity> filled = new TreeMap<>();
  private final TreeMap<Symbol, Long> lastCandle = new TreeMap<>();
  private Money dayStart = Money.of("1000");
  private int ordersToday;
  private int sent;
  private int mostSentInADay;

  // what the venue does next
  private int refuse;
  private int swallow;
  private boolean hold;
  private final List<VenueReport> held = new ArrayList<>();

  int entries;
  int exits;
  int trips;
  int restarts;
  int unknowns;
  int partials;
  int lates;
  int unreconciled;

  SafetyWorld(long seed, Bug bug) {
    this.bug = bug;
    this.random = new Random(seed);
    this.answerLostEvery = (int) (seed & 1) * 7;
    SYMBOLS.forEach(symbol -> prices.put(symbol, 100.0));
    start(false);
  }

  /** Decides what it is told to, once. */
  private final class Scripted implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of(STRATEGY, "Scripted").evaluateOn(Timeframe.M1);
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> {
        Decision next = script.remove(view.symbol());
        return next == null ? Decision.none("nothing_said") : next;
      };
    }
  }

  /** What of an order the paper venue has filled, and the line has not yet. */
  private static final class Rest {
    private final OrderIntent intent;
    private final Deque<Fill> parts;

    Rest(OrderIntent intent, Deque<Fill> parts) {
      this.intent = intent;
      this.parts = parts;
    }
  }

  /**
   * The paper venue behind a line that refuses, loses, delays, doubles, swaps and cuts fills in
   * parts: some come with time, some after the order was taken back or has expired, some never. It
   * knows what is really held and sells no more.
   */
  private final class Line implements SteppedVenue {
    private final PaperVenue paper;
    private Consumer<VenueReport> sink = report -> {};
    private final TreeMap<OrderId, OrderIntent> given = new TreeMap<>();
    private final TreeMap<OrderId, Rest> rests = new TreeMap<>();
    private final TreeMap<OrderId, List<VenueReport>> told = new TreeMap<>();
    private final List<VenueReport> late = new ArrayList<>();
    private final TreeMap<Symbol, Quantity> really = new TreeMap<>();

    Line(PaperVenue paper) {
      this.paper = paper;
    }

    @Override
    public VenueTraits traits() {
      return paper.traits();
    }

    @Override
    public void connect(Consumer<VenueReport> reports) {
      sink = reports;
      paper.connect(this::hear);
    }

    /** The paper venue says something, perhaps for the second time. */
    private void hear(VenueReport report) {
      if (!(report instanceof VenueReport.Filled filled)) {
        tell(report);
        return;
      }
      OrderId id = report.orderId();
      List<VenueReport> before = told.get(id);
      if (before != null) {
        List.copyOf(before).forEach(part -> tell(part.receivedAt(clock)));
        return;
      }
      told.put(id, new ArrayList<>());
      Deque<Fill> parts = new ArrayDeque<>(parts(filled.fill()));
      rests.put(id, new Rest(given.get(id), parts));
      next(rests.get(id));
    }

    private void tell(VenueReport report) {
      if (hold) {
        held.add(report);
      } else {
        sink.accept(report);
      }
    }

    /** One fill as one to four. */
    private List<Fill> parts(Fill whole) {
      int wanted = random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(4);
      Instrument instrument = instruments.get(whole.symbol());
      List<Fill> parts = new ArrayList<>();
      Quantity rest = whole.quantity();
      for (int i = 1; rest.isPositive(); i++) {
        Quantity share =
            i >= wanted
                ? rest
                : instrument.floorQuantity(rest.value().times(Decimal.of(random.nextInt(100), 2)));
        if (share.isPositive()) {
          parts.add(
              new Fill(
                  whole.id() + "/" + i,
                  whole.orderId(),
                  whole.symbol(),
                  whole.side(),
                  whole.price(),
                  share,
                  whole.price().times(share).times(FEE),
                  whole.liquidity(),
                  whole.at()));
          rest = rest.minus(share);
        }
      }
      partials += parts.size() > 1 ? 1 : 0;
      return parts;
    }

    private VenueReport execute(Fill part) {
      really.merge(
          part.symbol(),
          part.quantity(),
          (held, more) -> part.side() == Side.BUY ? held.plus(more) : held.minus(more));
      VenueReport report = new VenueReport.Filled(clock, clock, part);
      told.get(part.orderId()).add(report);
      return report;
    }

    private void next(Rest rest) {
      VenueReport report = execute(rest.parts.remove());
      if (rest.parts.isEmpty()) {
        rests.remove(rest.intent.id());
      }
      tell(report);
    }

    /** Ends an order that is filled in part; now and then one more part was faster. */
    private void end(Rest rest, VenueReport end) {
      rests.remove(rest.intent.id());
      if (random.nextInt(4) > 0) {
        late.add(execute(rest.parts.remove()));
        lates++;
      }
      told.get(rest.intent.id()).add(end);
      tell(end);
    }

    /** Time goes on. */
    void pass() {
      for (Rest rest : List.copyOf(rests.values())) {
        OrderId id = rest.intent.id();
        if (rest.intent.expiresAt().isPresent()
            && rest.intent.expiresAt().get().toEpochMilli() <= clock) {
          end(rest, new VenueReport.Expired(clock, clock, id));
        } else if (random.nextInt(5) == 0) {
          next(rest);
        }
      }
      if (random.nextInt(3) == 0) {
        Collections.shuffle(late, random);
        late.forEach(report -> tell(report.receivedAt(clock)));
        late.clear();
      }
    }

    @Override
    public void submit(ClearedOrder order) {
      require(order.intent().equals(recorded.get(order.id())), "sent, not recorded: %s", order);
      require(atVenue.put(order.id(), true) == null, "sent twice: %s", order);
      OrderIntent intent = order.intent();
      given.put(intent.id(), intent);
      Quantity free = really.getOrDefault(intent.symbol(), Quantity.ZERO);
      boolean more = intent.side() == Side.SELL && intent.quantity().compareTo(free) > 0;
      if (refuse > 0 || more) {
        refuse -= more ? 0 : 1;
        OrderIntent taken = order.take();
        sink.accept(new VenueReport.Rejected(clock, clock, taken.id(), "refused"));
      } else if (swallow > 0) {
        swallow--;
        order.take();
      } else {
        paper.submit(order);
      }
    }

    @Override
    public void cancel(OrderId id, String clientOrderId) {
      Rest rest = rests.get(id);
      if (rest == null) {
        paper.cancel(id, clientOrderId);
      } else {
        end(rest, new VenueReport.Cancelled(clock, clock, id, "asked for"));
      }
    }

    @Override
    public void query(OrderId id, String clientOrderId) {
      paper.query(id, clientOrderId);
    }

    @Override
    public void restore(BotState restored) {
      paper.restore(restored);
      restored.openOrders().forEach(order -> given.put(order.id(), order.intent()));
      SYMBOLS.forEach(symbol -> really.put(symbol, restored.holding(symbol)));
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

  /** The process begins; what was on the line is lost with the one before. */
  private void start(boolean resumed) {
    held.clear();
    hold = false;
    priced.clear();
    lastCandle.clear();
    List<Instrument> all = Instruments.of(SYMBOLS, new TreeMap<>(SETTINGS));
    all.forEach(instrument -> instruments.put(instrument.symbol(), instrument));
    line = new Line(new PaperVenue(FEED, all, FEE, FEE, 1, answerLostEvery));
    VenueEffects port = new VenueEffects(line, "run");
    line.restore(state);
    effects = port;
    core =
        new EngineCore(
            state,
            List.of(new Scripted()),
            List.of(),
            port,
            engine -> {
              bug.engines().accept(engine);
              limits = engine.limits();
              port.issuer(engine);
            });
    give(
        new Started(
            clock,
            clock,
            "run",
            resumed,
            "paper",
            "build",
            "",
            new TreeMap<>(SETTINGS),
            new TreeMap<>(),
            FEED,
            FEE,
            FEE,
            all));
  }

  void step(Step step) {
    line.pass();
    takeReports();
    cause = null;
    Symbol symbol = SYMBOLS.get(step.symbol());
    switch (step.kind()) {
      case CANDLE -> minute(symbol, step.size());
      case TICK -> give(new TimerTick(clock, TimerTick.Clock.B));
      case SIGNAL -> signal(symbol, step.size());
      case CLOCK -> clock += (1 + step.size() % 30) * 60 * MINUTE;
      case RESTART -> restart();
      case REFUSE -> refuse = step.size() % 8;
      case SWALLOW -> swallow = step.size() % 4;
      case HOLD -> hold = true;
      case RELEASE -> release();
      case PAUSE -> command(OperatorCommand.Verb.PAUSE);
      case KILL -> command(OperatorCommand.Verb.KILL);
      case KILL_AND_FLATTEN ->
          give(
              new OperatorCommand(
                  clock,
                  clock,
                  "c" + commands++,
                  OperatorCommand.Verb.KILL,
                  new TreeMap<>(Map.of("flatten", "true"))));
      case RESUME -> command(OperatorCommand.Verb.RESUME);
    }
    check();
  }

  /** A minute of all symbols, of which one may crash. */
  private void minute(Symbol moving, int size) {
    long begin = Math.floorDiv(clock + MINUTE - 1, MINUTE) * MINUTE;
    clock = begin + MINUTE;
    for (Symbol symbol : SYMBOLS) {
      candle(symbol, begin, symbol.equals(moving) ? size : 400 + random.nextInt(100));
    }
  }

  private void candle(Symbol symbol, long begin, int size) {
    double open = prices.get(symbol);
    // mostly within 1 %, now and then a crash or a jump of up to 25 %
    double move = size < 900 ? (size - 450) / 45_000.0 : (size - 950) / 200.0;
    double close = Math.round(open * (1 + move) * 100) / 100.0;
    close = Math.max(1, Math.min(10_000, close));
    double low = Math.round(Math.min(open, close) * 99.9) / 100.0;
    double high = Math.round(Math.max(open, close) * 100.1) / 100.0;
    prices.put(symbol, close);
    priced.add(symbol);
    lastCandle.put(symbol, clock);
    give(
        new CandleClosed(
            clock, symbol, Timeframe.M1, new Candle(begin, open, high, low, close, 10)));
  }

  private void signal(Symbol symbol, int size) {
    double price = prices.get(symbol);
    if (size % 7 == 0) {
      script.put(symbol, Decision.exit("told to"));
    } else {
      double stop = price * (1 - (1 + size % 90) / 1000.0);
      double target = price * (1 + (5 + size % 120) / 1000.0);
      script.put(
          symbol,
          Decision.buy(price).stop(stop).targets(target).score(size % 101).because("told to"));
    }
    minute(symbol, 450);
    give(new TimerTick(clock, TimerTick.Clock.B));
  }

  private void restart() {
    restarts++;
    BotSnapshot snapshot = state.snapshot();
    byte[] bytes = ModelCodec.get().encode(BotSnapshot.class, snapshot);
    BotSnapshot decoded = ModelCodec.get().decode(bytes, BotSnapshot.class);
    require(decoded.equals(snapshot), "the state changed on disk");
    state = BotState.of(bug.snapshots().apply(decoded));
    start(true);
  }

  private void release() {
    hold = false;
    List<VenueReport> late = new ArrayList<>(held);
    held.clear();
    for (VenueReport report : List.copyOf(late)) {
      if (random.nextInt(4) == 0) {
        late.add(report); // said twice
      }
    }
    Collections.shuffle(late, random);
    for (VenueReport report : late) {
      decide(report.receivedAt(clock));
    }
    takeReports();
  }

  private void command(OperatorCommand.Verb verb) {
    give(new OperatorCommand(clock, clock, "c" + commands++, verb));
  }

  /** As the loop does: the venue first, then the core, then what both bring about. */
  private void give(Input input) {
    boolean more = core != null && effects != null && input instanceof CandleClosed;
    while (more) {
      more = effects.step(input);
      takeReports();
    }
    decide(input);
    takeReports();
  }

  private void takeReports() {
    for (VenueReport report = effects.poll(); report != null; report = effects.poll()) {
      decide(report);
    }
  }

  private void decide(Input input) {
    cause = input;
    boolean countable =
        !(input instanceof VenueReport.Filled report)
            || fills.put(report.fill().id(), report.fill()) != null
            || count(report.fill());
    core.onInput(input, fact -> bug.facts().apply(List.of(fact)).forEach(this::onFact));
    require(
        countable || state.isRestricted(OrderLifecycle.UNRECONCILED, Scope.ALL),
        "sold what is not held, and nothing tripped: %s",
        input);
    if (effects.hasEffects()) {
      effects.release(input);
    }
  }

  /**
   * False when the books cannot take it: a sale told before the purchase of what it sold, or of an
   * order long forgotten.
   */
  private boolean count(Fill fill) {
    Quantity held = bought.getOrDefault(fill.symbol(), Quantity.ZERO);
    Order order = state.findOrder(fill.orderId());
    boolean sale = fill.side() == Side.SELL;
    if (order == null || sale && fill.quantity().compareTo(held) > 0) {
      fills.remove(fill.id());
      unreconciled++;
      return false;
    }
    if (sale && order.state().isTerminal()) {
      surprised.add(fill.symbol());
    }
    bought.put(
        fill.symbol(),
        fill.side() == Side.BUY ? held.plus(fill.quantity()) : held.minus(fill.quantity()));
    Quantity before = filled.getOrDefault(fill.orderId(), Quantity.ZERO);
    filled.put(fill.orderId(), before.plus(fill.quantity()));
    return true;
  }

  private void onFact(Fact fact) {
    if (fact instanceof Fact.IntentRecorded intent) {
      onIntent(intent.intent());
    } else if (fact instanceof Fact.RestrictionSet set) {
      tripped.put(set.restriction().key(), set.restriction());
      trips++;
    } else if (fact instanceof Fact.RestrictionCleared cleared) {
      onCleared(cleared);
    }
    state.apply(fact);
    if (fact instanceof Fact.OrderChanged changed) {
      if (changed.state() instanceof OrderState.Sent) {
        ordersToday++;
        sent++;
        mostSentInADay = Math.max(mostSentInADay, ordersToday);
        OrderIntent intent = recorded.get(changed.orderId());
        if (intent.purpose() == OrderPurpose.ENTRY) {
          entrySent.put(intent.symbol(), changed.at());
        }
      }
      unknowns += changed.state() instanceof OrderState.Unknown ? 1 : 0;
    } else if (fact instanceof Fact.DayStarted started) {
      ordersToday = 0;
      dayStart = started.equity();
      require(
          started.day().equals(Instant.ofEpochMilli(clock).truncatedTo(ChronoUnit.DAYS)),
          "a day that is not today: %s",
          started);
    }
    if (fact
        instanceof
        Fact.PositionClosed) { // a late fill of its entry makes another, with its own stop
      stops
          .keySet()
          .retainAll(state.positions().values().stream().map(Position::entryOrder).toList());
    }
    for (Position position : state.positions().values()) {
      Price before = stops.put(position.entryOrder(), position.stop());
      require(
          before == null || !position.stop().isBelow(before), "a stop was loosened: %s", position);
    }
  }

  private void onIntent(OrderIntent intent) {
    require(recorded.put(intent.id(), intent) == null, "recorded twice: %s", intent);
    if (intent.purpose() == OrderPurpose.ENTRY) {
      entries++;
      onEntry(intent);
    } else {
      exits++;
      Quantity selling = intent.quantity().plus(selling(intent.symbol()));
      Quantity holding =
          state.position(intent.symbol()).map(Position::quantity).orElse(Quantity.ZERO);
      require(selling.compareTo(holding) <= 0, "sells more than is held: %s", intent);
    }
  }

  private Quantity selling(Symbol symbol) {
    Quantity selling = Quantity.ZERO;
    for (Order order : state.openOrders()) {
      if (order.intent().side() == Side.SELL && order.intent().symbol().equals(symbol)) {
        selling = selling.plus(order.remaining());
      }
    }
    return selling;
  }

  private void onEntry(OrderIntent intent) {
    Instant now = intent.at();
    for (Restriction restriction : tripped.values()) {
      boolean probe =
          restriction.cause().equals(Breaker.CAUSE)
              && !now.isBefore(restriction.since().plus(BREAKER_RETRY));
      require(
          probe || !restriction.scope().covers(intent.symbol(), STRATEGY),
          "an entry in spite of %s: %s",
          restriction,
          intent);
    }
    Money exposure = Money.ZERO;
    int count = state.positions().size();
    for (Position position : state.positions().values()) {
      exposure = exposure.plus(mark(position.symbol()).times(position.quantity()));
      require(!position.symbol().equals(intent.symbol()), "bought what is held: %s", intent);
      require(priced.contains(position.symbol()), "bought beside what has no price: %s", intent);
    }
    for (Order order : state.openOrders()) {
      require(
          !order.intent().symbol().equals(intent.symbol()), "ordered what is ordered: %s", intent);
      if (order.intent().purpose() == OrderPurpose.ENTRY) {
        exposure = exposure.plus(limit(order.intent()).times(order.remaining()));
        count += state.positions().containsKey(order.intent().symbol()) ? 0 : 1;
      }
    }
    Money equity = equity();
    Money value = limit(intent).times(intent.quantity());
    require(count < MAX_POSITIONS, "more than %s positions: %s", MAX_POSITIONS, intent);
    require(ordersToday < MAX_ORDERS_PER_DAY, "orders of the day: %s", intent);
    require(
        exposure.plus(value).compareTo(equity.times(MAX_EXPOSURE)) <= 0, "exposure: %s", intent);
    require(value.compareTo(equity.times(MAX_SHARE)) <= 0, "share: %s", intent);
    Money risked = value.minus(intent.bracket().orElseThrow().stop().times(intent.quantity()));
    require(risked.compareTo(equity.times(MAX_LOSS_PER_TRADE)) <= 0, "loss if stopped %s", intent);
    require(
        dayStart.minus(equity).compareTo(dayStart.times(MAX_LOSS_PER_DAY)) < 0,
        "an entry after a loss of %s of %s: %s",
        dayStart.minus(equity),
        dayStart,
        intent);
    Instant last = entrySent.get(intent.symbol());
    require(last == null || !now.isBefore(last.plus(COOLDOWN)), "cooldown: %s", intent);
  }

  private static Price limit(OrderIntent intent) {
    return ((OrderTerms.Limit) intent.terms()).price();
  }

  private Price mark(Symbol symbol) {
    return Price.ofDouble(prices.get(symbol));
  }

  private Money equity() {
    Money equity = state.cash();
    for (Position position : state.positions().values()) {
      equity = equity.plus(mark(position.symbol()).times(position.quantity()));
    }
    return equity;
  }

  private void onCleared(Fact.RestrictionCleared cleared) {
    Restriction was = tripped.remove(cleared.cause() + "/" + cleared.scope());
    require(was != null, "cleared, and was not set: %s", cleared);
    boolean rightly =
        switch (was.clearedBy()) {
          case OPERATOR ->
              cause instanceof OperatorCommand command
                  && command.verb() == OperatorCommand.Verb.RESUME;
          case TIME -> !was.until().orElseThrow().isAfter(cleared.at());
          case PROOF ->
              was.cause().equals("stale_data")
                  ? cause instanceof TimerTick
                  : cause instanceof VenueReport;
        };
    require(rightly, "%s was cleared by %s", was, cause);
  }

  private void check() {
    TreeMap<String, Restriction> now = new TreeMap<>();
    state.restrictions().forEach(restriction -> now.put(restriction.key(), restriction));
    require(now.equals(tripped), "tripped %s, in force %s", tripped, now);
    checkBooks();
    if (cause instanceof TimerTick) {
      checkData();
    }
    if (cause instanceof TimerTick && priced.containsAll(state.positions().keySet())) {
      Money loss = dayStart.minus(equity());
      require(
          loss.compareTo(dayStart.times(MAX_LOSS_PER_DAY)) < 0
              || state.isRestricted(DailyLoss.CAUSE, Scope.ALL),
          "lost %s of %s today, and nothing tripped",
          loss,
          dayStart);
    }
    RiskEngine judge = RiskEngine.of(limits, List.of());
    for (Position position : state.positions().values()) {
      Quantity selling = selling(position.symbol());
      if (selling.compareTo(position.quantity()) > 0) {
        require(surprised.contains(position.symbol()), "on its way out %s: %s", selling, position);
        continue;
      }
      surprised.remove(position.symbol());
      Quantity free = position.quantity().minus(selling);
      if (free.isPositive()) {
        Evaluation exit =
            judge.approveExit(
                position,
                OrderPurpose.EXIT,
                new OrderTerms.Market(),
                free,
                state,
                Instant.ofEpochMilli(clock));
        require(exit instanceof Evaluation.Approved, "no exit: %s of %s", exit, position);
      }
    }
  }

  /** A fill counts once, whenever it comes, and what is held is what the positions say. */
  private void checkBooks() {
    for (Symbol symbol : SYMBOLS) {
      Quantity held = bought.getOrDefault(symbol, Quantity.ZERO);
      require(
          state.holding(symbol).equals(held),
          "holds %s of %s: %s",
          held,
          symbol,
          state.positions());
      require(
          state.position(symbol).map(Position::quantity).orElse(Quantity.ZERO).equals(held),
          "holds %s of %s, in positions %s",
          held,
          symbol,
          state.positions());
    }
    filled.forEach(
        (id, quantity) ->
            require(
                quantity.compareTo(recorded.get(id).quantity()) <= 0, "filled too much: %s", id));
  }

  /** Two minutes without a candle restrict, and a candle is the proof. */
  private void checkData() {
    for (Symbol symbol : SYMBOLS) {
      long last = lastCandle.getOrDefault(symbol, Long.MIN_VALUE);
      boolean stale = last == Long.MIN_VALUE || clock - last > 2 * MINUTE;
      boolean said =
          state.isRestricted("stale_data", Scope.symbol(symbol))
              || state.isRestricted("stale_data", Scope.ALL);
      require(said ? stale : !stale || last == Long.MIN_VALUE, "%s stale: %s", symbol, stale);
    }
  }

  int positions() {
    return state.positionCount();
  }

  int sent() {
    return sent;
  }

  int mostSentInADay() {
    return mostSentInADay;
  }

  List<String> restrictions() {
    return tripped.values().stream().map(Restriction::cause).toList();
  }

  private static void require(boolean kept, String promise, Object... values) {
    if (!kept) {
      throw new AssertionError(promise.formatted(values));
    }
  }
}
