package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.engine.core.EngineCore;
import io.cointrader.execution.Frictions;
import io.cointrader.execution.PaperVenue;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
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
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderPurpose;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.BotSnapshot;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The core with a paper venue whose stops may not work, and one strategy that buys once, at 100,
 * with a stop at 95 and targets at 120 and 140.
 */
final class Desk implements StrategyProvider {

  static final Symbol BTC = Symbol.of("BTC-USD");
  static final long NOON = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final double VOLUME = 10;

  enum Stops {
    WORK,
    REFUSED,
    /** Accepted, and never triggered. */
    ASLEEP
  }

  private final boolean quotes;
  private final Stops stops;
  private final SortedMap<String, String> settings;
  private final Fraction fee;
  private final Timeframe candles;
  private final Timeframe asked;
  private final Frictions frictions;
  private final FeedTraits feed;
  private final List<Instrument> instruments;
  BotState state = new BotState();
  final List<Fact> facts = new ArrayList<>();
  private VenueEffects effects;
  private EngineCore core;
  private boolean wanted = true;
  private long clock = NOON;

  Desk(boolean quotes, Stops stops) {
    this(quotes, stops, Map.of(), Fraction.ZERO, Fraction.ZERO);
  }

  /**
   * @param more settings beside its own
   * @param fee of makers and takers
   * @param spread modelled, and the slippage likewise
   */
  Desk(boolean quotes, Stops stops, Map<String, String> more, Fraction fee, Fraction spread) {
    this(quotes, stops, more, fee, spread, Timeframe.M1, Timeframe.M1, Frictions.NONE);
  }

  /** On candles of a minute, whose strategy buys in a market with frictions. */
  static Desk in(Frictions frictions, Map<String, String> more, Fraction fee, Fraction spread) {
    return new Desk(false, Stops.WORK, more, fee, spread, Timeframe.M1, Timeframe.M1, frictions);
  }

  /** On free candles of one length, whose strategy is asked once for each of another. */
  static Desk on(Timeframe candles, Timeframe asked) {
    return new Desk(
        false, Stops.WORK, Map.of(), Fraction.ZERO, Fraction.ZERO, candles, asked, Frictions.NONE);
  }

  private Desk(
      boolean quotes,
      Stops stops,
      Map<String, String> more,
      Fraction fee,
      Fraction spread,
      Timeframe candles,
      Timeframe asked,
      Frictions frictions) {
    this.quotes = quotes;
    this.stops = stops;
    this.fee = fee;
    this.candles = candles;
    this.asked = asked;
    this.frictions = frictions;
    feed = new FeedTraits("desk", List.of(BTC), candles, quotes, spread, spread, true);
    settings =
        new TreeMap<>(
            Map.of(
                "strategies.enabled",
                "once",
                "risk.entry.min_net_reward_risk",
                "0",
                "risk.portfolio.max_exposure",
                "100%"));
    settings.putAll(more);
    instruments = Instruments.of(List.of(BTC), settings);
    effects = effects();
    core = new EngineCore(state, List.of(this), List.of(), effects, effects::issuer);
    decide(started(false));
    if (quotes) {
      clock += MINUTE - 2000;
      quote(99.99, 100);
    }
    for (long left = asked.millis(); left > 0; left -= candles.millis()) {
      candle(100, 100, 100, 100);
    }
    tick();
  }

  /** Clock B strikes. */
  void tick() {
    decide(new TimerTick(clock, TimerTick.Clock.B));
  }

  /** The data of the symbol ends, then all of it. */
  void end() {
    decide(status(Optional.of(BTC)));
    decide(status(Optional.empty()));
  }

  private FeedStatus status(Optional<Symbol> symbol) {
    return new FeedStatus(
        clock, clock, symbol, FeedStatus.Kind.ENDED, Instant.ofEpochMilli(clock), 0, "end of data");
  }

  private VenueEffects effects() {
    PaperVenue paper = new PaperVenue(feed, instruments, fee, fee, 1, 0, frictions);
    paper.restore(state);
    return new VenueEffects(new Sleepy(paper), "run");
  }

  private Started started(boolean resumed) {
    return new Started(
        clock,
        clock,
        "run",
        resumed,
        "paper",
        "build",
        "",
        settings,
        new TreeMap<>(),
        feed,
        fee,
        fee,
        instruments);
  }

  /** The process is killed; another one begins with a state that was recorded. */
  void restartFrom(BotSnapshot snapshot) {
    state = BotState.of(snapshot);
    effects = effects();
    core = new EngineCore(state, List.of(this), List.of(), effects, effects::issuer);
    decide(started(true));
  }

  /** Holding 1 position, made by the market's next move. */
  static Desk holding(boolean quotes, Stops stops) {
    Desk desk = new Desk(quotes, stops);
    desk.enter();
    return desk;
  }

  /** The market's next move, that fills the entry. */
  void enter() {
    if (quotes) {
      quote(99.99, 100);
    } else {
      candle(100, 100.5, 99.5, 100);
    }
    assertThat(holds()).isTrue();
  }

  @Override
  public StrategySpec spec() {
    return StrategySpec.of("once", "Once").evaluateOn(asked);
  }

  @Override
  public Strategy create(StrategySetup setup) {
    return view -> {
      if (!wanted) {
        return Decision.none("done");
      }
      wanted = false;
      return Decision.buy(100).stop(95).targets(120, 140).score(90).because("once");
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
    candle(open, high, low, close, VOLUME);
  }

  void candle(double open, double high, double low, double close, double volume) {
    long begin = clock / candles.millis() * candles.millis();
    clock = begin + candles.millis();
    give(new CandleClosed(clock, BTC, candles, new Candle(begin, open, high, low, close, volume)));
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

  List<Fill> fills() {
    return facts.stream()
        .filter(Fact.FillRecorded.class::isInstance)
        .map(fact -> ((Fact.FillRecorded) fact).fill())
        .toList();
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
