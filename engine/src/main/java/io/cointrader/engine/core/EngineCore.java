package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.StorageStatus;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Order;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.Calm;
import io.cointrader.models.state.FactSink;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import io.cointrader.models.state.TradingCore;
import io.cointrader.models.state.TradingMode;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.risk.Costs;
import io.cointrader.risk.Gate;
import io.cointrader.risk.Guards;
import io.cointrader.risk.Limits;
import io.cointrader.risk.OrderLifecycle;
import io.cointrader.risk.RiskEngine;
import io.cointrader.risk.RiskSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The trading core. Configured by the {@link Started} input; market state is rebuilt at each start,
 * the state of the bot comes with it. Exits are looked at first, on every price; strategies are
 * asked when clock B strikes after a candle has closed.
 */
public final class EngineCore implements TradingCore {

  /** How long an order may stay unanswered before it is unknown, and between two questions. */
  private static final long ANSWER_MILLIS = 10_000;

  /**
   * Before the id of a strategy, the key under which a start's settings say why it does not take
   * part.
   */
  public static final String SELF_TEST = "self_test.";

  private final BotState state;
  private final List<StrategyProvider> providers;
  private final List<Gate> gates;
  private final Effects effects;
  private final Consumer<RiskEngine> engines;
  private final Onlooker onlooker;
  private final Moment moment = new Moment();
  private final Restrictions restrictions;
  private @Nullable Parts parts;

  /**
   * @param state what the facts of this core are applied to, by whoever takes them
   * @param providers the strategies there are; the configuration says which trade
   * @param gates risk gates beside the built-in ones
   * @param engines is given the risk engine whose approvals the effects carry, at each start
   */
  public EngineCore(
      BotState state,
      List<StrategyProvider> providers,
      List<? extends Gate> gates,
      Effects effects,
      Consumer<RiskEngine> engines) {
    this(state, providers, gates, effects, engines, Onlooker.NONE);
  }

  /**
   * As the other, for a replay that explains.
   *
   * @param onlooker is shown what the core weighs
   */
  public EngineCore(
      BotState state,
      List<StrategyProvider> providers,
      List<? extends Gate> gates,
      Effects effects,
      Consumer<RiskEngine> engines,
      Onlooker onlooker) {
    this.onlooker = onlooker;
    this.state = state;
    this.providers = List.copyOf(providers);
    this.gates = List.copyOf(gates);
    this.effects = effects;
    this.engines = engines;
    this.restrictions = new Restrictions(state, effects, moment);
  }

  /** What a start makes. */
  private static final class Parts {
    private final MarketState market;
    private final Exits exits;
    private final Orchestrator orchestrator;
    private final EquityWatch equity;
    private final Guards guards;
    private final DataWatch data;
    private final Commands commands;
    private final boolean quotes;
    private final long oldMillis; // what has waited for longer moves no order
    private final long staleMillis; // a candle that closed longer ago is not evaluated
    private Lane[] due = new Lane[8];
    private int dueCount;
    private boolean unanswered = true;
    private final @Nullable Lane only; // where there is one symbol
    private final long candleMillis;
    private long asked;
    private final Started started;
    private final SortedMap<String, String> settings;

    Parts(
        Started started,
        SortedMap<String, String> settings,
        MarketState market,
        Exits exits,
        Orchestrator orchestrator,
        EquityWatch equity,
        Guards guards,
        DataWatch data,
        Commands commands,
        Limits limits) {
      this.oldMillis = limits.get(RiskSettings.MAX_QUOTE_AGE).toMillis();
      this.staleMillis = limits.maxCandleAge(market.candles()).toMillis();
      this.started = started;
      this.data = data;
      this.commands = commands;
      this.settings = settings;
      this.guards = guards;
      this.market = market;
      this.exits = exits;
      this.orchestrator = orchestrator;
      this.equity = equity;
      this.quotes = market.deliversQuotes();
      this.candleMillis = market.candles().millis();
      this.only = market.lanes().size() == 1 ? market.lanes().iterator().next() : null;
    }

    Lane only() {
      Lane lane = only;
      if (lane == null) {
        throw new IllegalStateException("there is more than one symbol");
      }
      return lane;
    }

    void due(Lane lane) {
      if (dueCount == due.length) {
        due = Arrays.copyOf(due, dueCount * 2);
      }
      due[dueCount++] = lane;
    }
  }

  @Override
  public void onInput(Input input, FactSink facts) {
    Parts p = parts;
    if (p != null && input instanceof CandleClosed closed) {
      moment.begin(closed.receivedMillis(), facts);
      onCandle(p, closed);
    } else if (p != null && input instanceof TimerTick tick) {
      if (tick.clock() == TimerTick.Clock.B) {
        onStrike(tick.timeMillis(), facts);
      }
    } else {
      moment.begin(input.receivedMillis(), facts);
      onOther(input);
    }
  }

  @Override
  public void onStrike(long millis, FactSink facts) {
    Parts p = started();
    moment.begin(millis, facts);
    onTick(p);
  }

  @Override
  public Optional<Calm> calm() {
    Parts p = parts;
    Lane lane = p == null ? null : p.only;
    if (p == null
        || lane == null
        || p.quotes
        || p.unanswered
        || p.dueCount > 0
        || state.isRestricted()
        || p.orchestrator.isCounting()
        || moment.millis() > lane.closeMillis()
        || !p.data.isFresh()
        || !p.orchestrator.asksAll(lane)) {
      return Optional.empty();
    }
    return p.exits.calm(lane).flatMap(p.equity::within);
  }

  /** Of a backtest most candles come here; small, so that it is compiled as a whole. */
  @Override
  public Stretch takeCalm(
      RecordedFeed feed, long latest, Calm calm, Predicate<? super Candle> taken) {
    Parts p = started();
    Lane lane = p.only();
    Orchestrator orchestrator = p.orchestrator;
    long opens = calm.opens();
    Candle last = null;
    Candle next = null;
    do {
      next = feed.nextStruck(latest);
      long closes = opens + p.candleMillis;
      if (next == null || next.openMillis() != opens || !calm.holds(next, closes)) {
        break;
      }
      opens = closes;
      last = next;
      next = null;
      moment.move(closes);
      lane.follow(last);
      if (!orchestrator.isCalm(lane)) {
        return new Stretch(Optional.of(last), true, Optional.empty());
      }
    } while (taken.test(last));
    return new Stretch(Optional.ofNullable(last), false, Optional.ofNullable(next));
  }

  @Override
  public void finishStrike(FactSink facts) {
    Parts p = started();
    moment.begin(moment.millis(), facts);
    p.orchestrator.hear(p.only());
  }

  private Parts started() {
    Parts p = parts;
    if (p == null) {
      throw new IllegalStateException("an input before the start");
    }
    return p;
  }

  private void onOther(Input input) {
    if (input instanceof Started started) {
      onStarted(started);
      return;
    }
    Parts p = parts;
    if (p == null) {
      throw new IllegalStateException(input.getClass().getSimpleName() + " before the start");
    }
    if (input instanceof QuoteUpdate update) {
      Lane lane = p.market.lane(update.quote().symbol());
      lane.onQuote(update.quote(), update.receivedMillis());
      if (!isOld(p, update)) {
        p.exits.onPrice(lane);
      }
    } else if (input instanceof VenueReport report) {
      onReport(p, report);
    } else if (input instanceof HistoryLoad load) {
      onHistory(p, load);
    } else if (input instanceof FeedStatus status) {
      onFeedStatus(p, status);
    } else if (input instanceof StorageStatus status) {
      restrictions.onCondition(
          low(status.kind()), status.holds(), Restriction.ClearedBy.PROOF, status.detail());
    } else if (input instanceof EngineStatus status) {
      restrictions.onCondition(
          low(status.kind()),
          status.holds(),
          status.kind() == EngineStatus.Kind.CRASH_LOOP
              ? Restriction.ClearedBy.OPERATOR
              : Restriction.ClearedBy.PROOF,
          status.detail());
    } else if (input instanceof OperatorCommand command) {
      onCommand(p, command);
    }
  }

  private void onStarted(Started started) {
    Settings settings = Settings.of(started.settings());
    if (!started.resumed()) {
      moment.emit(
          new Fact.RunStarted(
              moment.now(),
              started.runId(),
              started.feed().currency(),
              settings.get(CoreSettings.PAPER_BALANCE)));
    }
    Costs costs =
        new Costs(
            started.makerFee(),
            started.takerFee(),
            started.feed().spread(),
            started.feed().slippage());
    List<StrategyProvider> enabled = new ArrayList<>();
    for (StrategyProvider provider : enabled(settings)) {
      String id = provider.spec().id();
      String unfit = started.settings().get(SELF_TEST + id);
      if (unfit == null) {
        enabled.add(provider);
      } else if (!state.isDisabled(id)) {
        moment.emit(
            new Fact.StrategyDisabled(moment.now(), id, "it did not pass its self-test: " + unfit));
      }
    }
    MarketState market =
        new MarketState(
            started.feed(),
            started.instruments(),
            costs,
            settings
                .find(RiskSettings.REGIME_SYMBOL)
                .orElseGet(() -> new Symbol("BTC", started.feed().currency())),
            moment::millis,
            (lane, benchmark) ->
                enabled.forEach(
                    provider -> lane.seat(new Seat(provider, settings, lane, benchmark, state))));
    assemble(started, started.settings(), market);
    if (started.resumed() && state.mode() != TradingMode.HALT) {
      askOpen();
    }
  }

  /** What became of the orders while nobody listened. */
  private void askOpen() {
    for (Order order : List.copyOf(state.openOrders())) {
      effects.query(order.id());
    }
  }

  /** Makes what decides by settings, over the market as it is. */
  private void assemble(Started started, SortedMap<String, String> values, MarketState market) {
    Settings settings = Settings.of(values);
    RiskEngine risk = RiskEngine.of(Limits.of(settings, started.feed().currency()), gates);
    engines.accept(risk);
    Guards guards = new Guards(risk.limits());
    Exits exits = new Exits(state, market, risk, effects, moment, settings);
    parts =
        new Parts(
            started,
            values,
            market,
            exits,
            new Orchestrator(state, market, risk, effects, moment, exits, settings, onlooker),
            new EquityWatch(state, market, risk.limits(), guards, moment),
            guards,
            new DataWatch(state, market, risk.limits(), moment, restrictions),
            new Commands(state, exits, restrictions),
            risk.limits());
    exits.settleAll();
  }

  private List<StrategyProvider> enabled(Settings settings) {
    List<StrategyProvider> enabled = new ArrayList<>();
    for (String id : settings.get(CoreSettings.ENABLED)) {
      enabled.add(
          providers.stream()
              .filter(provider -> provider.spec().id().equals(id))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("there is no strategy \"" + id + "\"")));
    }
    return enabled;
  }

  private void onHistory(Parts p, HistoryLoad load) {
    Lane lane = p.market.lane(load.symbol());
    for (Candle candle : load.candles()) {
      lane.onCandle(candle, true);
    }
    for (Seat seat : lane.seats()) {
      seat.takeDue();
    }
  }

  private void onCandle(Parts p, CandleClosed closed) {
    Lane lane = p.market.lane(closed.symbol());
    if (!lane.onCandle(closed.candle(), !p.quotes)) {
      return;
    }
    if (!isOld(p, closed)) {
      if (!p.quotes) {
        p.exits.onPrice(lane);
      }
      p.exits.onClose(lane);
    }
    p.due(lane);
  }

  /** Whether it has waited for so long, in a pause or behind others, that it is no news. */
  private boolean isOld(Parts p, Input input) {
    return moment.millis() - input.receivedMillis() > p.oldMillis;
  }

  private void onTick(Parts p) {
    if (state.isRestricted()) {
      restrictions.expire();
    }
    p.data.onTick();
    p.equity.onTick();
    if (p.unanswered) {
      askUnanswered(p);
    }
    for (int i = 0; i < p.dueCount; i++) {
      if (moment.millis() - p.due[i].closeMillis() <= p.staleMillis) {
        p.orchestrator.evaluate(p.due[i]);
      }
    }
    p.dueCount = 0;
    p.orchestrator.onTick();
  }

  /** An order without answer becomes unknown, and is asked for until the venue proves its fate. */
  private void askUnanswered(Parts p) {
    p.unanswered = isAnyUnanswered();
    if (!p.unanswered || state.mode() == TradingMode.HALT) {
      return;
    }
    boolean ask = moment.millis() - p.asked >= ANSWER_MILLIS;
    for (Order order : List.copyOf(state.openOrders())) {
      if (order.state().isWorking()) {
        continue;
      }
      long waited = moment.millis() - order.intent().at().toEpochMilli();
      if (waited >= ANSWER_MILLIS && ask) {
        if (!(order.state() instanceof OrderState.Unknown)) {
          moment.emit(
              new Fact.OrderChanged(
                  moment.now(), order.id(), new OrderState.Unknown(moment.now())));
        }
        effects.query(order.id());
        p.asked = moment.millis();
      }
    }
  }

  private boolean isAnyUnanswered() {
    for (Order order : state.openOrders()) {
      if (!order.state().isWorking()) {
        return true;
      }
    }
    return false;
  }

  private void onReport(Parts p, VenueReport report) {
    p.equity.flush();
    List<Fact> facts = OrderLifecycle.interpret(report, state);
    moment.emit(facts);
    moment.emit(p.guards.onVenue(state, moment.now()));
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i) instanceof Fact.PositionClosed) {
        moment.emit(p.guards.onTrade(state, moment.now()));
      }
    }
    p.unanswered = true;
    p.equity.touch();
    Order order = state.findOrder(report.orderId());
    if (order == null || order.state() instanceof OrderState.Sent) { // nothing to do next
      return;
    }
    p.exits.onOrder(order);
    Symbol symbol = order.intent().symbol();
    p.exits.settle(symbol);
    if (order.intent().purpose() == OrderPurpose.EXIT
        && order.state().isTerminal()
        && !(order.state() instanceof OrderState.Rejected)) { // tried again at the next price
      p.exits.onPrice(p.market.lane(symbol));
    }
  }

  private void onFeedStatus(Parts p, FeedStatus status) {
    moment.emit(
        new Fact.FeedReported(
            moment.now(),
            status.symbol(),
            status.kind(),
            status.since(),
            status.missing(),
            status.detail()));
    p.data.onStatus(status);
    if (status.kind() != FeedStatus.Kind.ENDED) {
      return;
    }
    if (status.symbol().isEmpty()) {
      p.equity.touch();
      p.equity.onTick();
      p.equity.flush();
      moment.emit(new Fact.RunFinished(moment.now(), status.detail()));
      return;
    }
    Symbol symbol = status.symbol().get();
    restrictions.set(
        DataWatch.ENDED,
        Scope.symbol(symbol),
        Restriction.Level.PROTECT,
        Restriction.ClearedBy.PROOF,
        "no more data of " + symbol);
    restrictions.takeBackEntries(symbol);
  }

  private static String low(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void onCommand(Parts p, OperatorCommand command) {
    p.equity.flush();
    if (state.answered(command.id()).isPresent()) {
      return;
    }
    String answer =
        command.verb() == OperatorCommand.Verb.RELOAD
            ? reload(p, command)
            : p.commands.carryOut(command);
    moment.emit(new Fact.CommandAnswered(moment.now(), command.id(), command.verb(), answer));
    if (parts != null) {
      parts.equity.touch();
    }
  }

  /** Takes other settings as a whole; positions, their stops and what is under way stay. */
  private String reload(Parts p, OperatorCommand command) {
    SortedSet<String> keys = new TreeSet<>(p.settings.keySet());
    keys.addAll(command.arguments().keySet());
    int changed = 0;
    for (String key : keys) {
      Optional<String> before = Optional.ofNullable(p.settings.get(key));
      Optional<String> after = Optional.ofNullable(command.arguments().get(key));
      if (!before.equals(after)) {
        changed++;
        moment.emit(new Fact.SettingChanged(moment.now(), key, before, after));
      }
    }
    Parts earlier = p;
    assemble(p.started, command.arguments(), p.market);
    if (parts != null) {
      parts.due = earlier.due;
      parts.dueCount = earlier.dueCount;
    }
    return changed == 1 ? "1 setting changed" : changed + " settings changed";
  }

  /** The candles of the feed a symbol needs before its strategies are warm; 0 before the start. */
  public int historyNeeded() {
    return parts == null ? 0 : parts.market.historyNeeded();
  }

  /** The newest price of a symbol, if any was seen; read on the loop's thread. */
  public Optional<Price> mark(Symbol symbol) {
    return parts == null ? Optional.empty() : parts.market.mark(symbol);
  }
}
