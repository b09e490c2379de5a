package io.cointrader.engine.core;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.market.Quote;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.TradePlan;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.Position;
import io.cointrader.models.setting.Settings;
import io.cointrader.models.state.BotState;
import io.cointrader.models.strategy.Decision;
import io.cointrader.risk.Evaluation;
import io.cointrader.risk.RiskEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the strategies of a lane, picks the best valid signal (highest score, then the order of the
 * strategies), and puts it to the risk engine; when that denies, the next best follows. A strategy
 * that throws is taken out of service.
 */
final class Orchestrator {

  private static final long REPEAT_MILLIS = 60_000;

  private final BotState state;
  private final MarketState market;
  private final RiskEngine risk;
  private final Effects effects;
  private final Moment moment;
  private final Exits exits;
  private final Fraction takeProfit1Share;
  private final CoreSettings.EntryType entryType;
  private final Fraction maxSlippage;
  private final Duration expiresAfter;
  private final Onlooker onlooker;
  private final TreeMap<String, Denial> denials = new TreeMap<>();
  private int speaker; // the seat that has answered something
  private @Nullable Decision answer;
  private @Nullable RuntimeException failure;

  Orchestrator(
      BotState state,
      MarketState market,
      RiskEngine risk,
      Effects effects,
      Moment moment,
      Exits exits,
      Settings settings,
      Onlooker onlooker) {
    this.onlooker = onlooker;
    this.state = state;
    this.market = market;
    this.risk = risk;
    this.effects = effects;
    this.moment = moment;
    this.exits = exits;
    this.takeProfit1Share = settings.get(CoreSettings.TAKE_PROFIT_1_CLOSE);
    this.entryType = settings.get(CoreSettings.ENTRY_TYPE);
    this.maxSlippage = settings.get(CoreSettings.ENTRY_MAX_SLIPPAGE);
    this.expiresAfter = settings.get(CoreSettings.ENTRY_EXPIRES_AFTER);
  }

  /** The last denial of a strategy in a symbol, and how often it has come again since. */
  private static final class Denial {
    private final List<GateFailure> failures;
    private final long since;
    private final String strategy;
    private final Lane lane;
    private long repeated;

    Denial(List<GateFailure> failures, long since, String strategy, Lane lane) {
      this.failures = failures;
      this.since = since;
      this.strategy = strategy;
      this.lane = lane;
    }
  }

  /** Evaluates every strategy of the lane whose timeframe has a new closed candle. */
  void evaluate(Lane lane) {
    if (!isSilentFrom(lane, 0)) {
      hear(lane);
    }
  }

  /** Whether every strategy of the lane is asked, now and until facts follow. */
  boolean asksAll(Lane lane) {
    for (Seat seat : lane.seats()) {
      if (!seat.isWarm() || state.isDisabled(seat.id())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Asks every strategy of the lane whose timeframe has a new closed candle, where all are asked.
   *
   * @return whether they answer that there is nothing to do; if not, {@link #hear} goes on
   */
  boolean isCalm(Lane lane) {
    Seat[] seats = lane.seats();
    for (int i = 0; i < seats.length; i++) {
      if (seats[i].takeDue() && !isNone(seats[i])) {
        speaker = i;
        return false;
      }
    }
    return true;
  }

  private boolean isSilentFrom(Lane lane, int first) {
    Seat[] seats = lane.seats();
    for (int i = first; i < seats.length; i++) {
      Seat seat = seats[i];
      if (seat.takeDue() && seat.isWarm() && !state.isDisabled(seat.id()) && !isNone(seat)) {
        speaker = i;
        return false;
      }
    }
    return true;
  }

  /** Asks a strategy; its answer, and what it failed with, are kept unless it is none. */
  private boolean isNone(Seat seat) {
    Decision decision = null;
    RuntimeException broken = null;
    try {
      decision = seat.decide(moment.millis());
    } catch (RuntimeException failed) {
      broken = failed;
    }
    if (decision != null && onlooker != Onlooker.NONE) {
      onlooker.answered(moment.now(), seat.symbol(), seat.id(), decision);
    }
    if (decision instanceof Decision.None) {
      return true;
    }
    answer = decision;
    failure = broken;
    return false;
  }

  /** Takes the answer that was not none, asks the strategies after it, and chooses. */
  void hear(Lane lane) {
    List<Signal> candidates = new ArrayList<>();
    do {
      take(lane, lane.seats()[speaker], candidates);
    } while (!isSilentFrom(lane, speaker + 1));
    if (!candidates.isEmpty()) {
      choose(lane, candidates);
    }
  }

  private void take(Lane lane, Seat seat, List<Signal> candidates) {
    Decision decision = answer;
    RuntimeException broken = failure;
    answer = null;
    failure = null;
    if (broken != null) {
      disable(seat, "it failed on " + seat.symbol() + " with " + broken.getClass().getSimpleName());
    } else if (decision == null) {
      disable(seat, "it answered null on " + seat.symbol());
    } else if (decision instanceof Decision.Exit) {
      exit(lane, seat);
    } else if (decision instanceof Decision.Refused refused) {
      refuse(lane, seat, refused.problem());
    } else if (decision instanceof Decision.Buy buy) {
      Signal signal = signal(lane, seat, buy);
      if (signal != null) {
        candidates.add(signal);
      }
    }
  }

  private void disable(Seat seat, String why) {
    moment.emit(new Fact.StrategyDisabled(moment.now(), seat.id(), why));
  }

  private void exit(Lane lane, Seat seat) {
    Optional<Position> held = state.position(lane.symbol());
    if (held.isPresent()
        && held.get().strategy().equals(seat.id())
        && held.get().pendingExit().isEmpty()) {
      exits.decide(
          held.get(),
          ExitReason.THESIS_INVALIDATED,
          held.get().quantity(),
          new OrderTerms.Market());
    }
  }

  private void refuse(Lane lane, Seat seat, String problem) {
    moment.emit(new Fact.SignalRefused(moment.now(), lane.symbol(), seat.id(), problem));
  }

  private @Nullable Signal signal(Lane lane, Seat seat, Decision.Buy buy) {
    Instrument instrument = lane.instrument();
    try {
      OptionalDouble second = buy.target2();
      Signal signal =
          new Signal(
              lane.symbol(),
              seat.id(),
              Price.ofDouble(buy.entry()),
              instrument.roundUp(Price.ofDouble(buy.stop())),
              instrument.roundDown(Price.ofDouble(buy.target1())),
              second.isPresent()
                  ? Optional.of(instrument.roundDown(Price.ofDouble(second.getAsDouble())))
                  : Optional.empty(),
              buy.score(),
              buy.reason());
      moment.emit(new Fact.SignalRaised(moment.now(), signal));
      return signal;
    } catch (IllegalArgumentException | ArithmeticException levelsMeet) {
      refuse(lane, seat, "after rounding to the tick " + levelsMeet.getMessage());
      return null;
    }
  }

  private void choose(Lane lane, List<Signal> candidates) {
    List<Signal> ranked = candidates;
    if (candidates.size() > 1) {
      ranked = new ArrayList<>(candidates);
      ranked.sort((a, b) -> Integer.compare(b.score(), a.score()));
      Signal winner = ranked.get(0);
      List<Fact.WinnerChosen.Loser> losers = new ArrayList<>();
      for (Signal loser : ranked.subList(1, ranked.size())) {
        String why =
            loser.score() < winner.score()
                ? "lower score"
                : "same score, later in the order of strategies";
        losers.add(new Fact.WinnerChosen.Loser(loser.strategy(), loser.score(), why));
      }
      moment.emit(new Fact.WinnerChosen(moment.now(), lane.symbol(), winner.strategy(), losers));
    }
    for (Signal signal : ranked) {
      if (propose(lane, signal)) {
        return;
      }
    }
  }

  private boolean propose(Lane lane, Signal signal) {
    TradePlan plan =
        new TradePlan(
            signal,
            takeProfit1Share,
            entryTerms(lane, signal),
            entryType == CoreSettings.EntryType.MARKET
                ? Optional.empty()
                : Optional.of(expiresAfter));
    if (onlooker != Onlooker.NONE) {
      onlooker.judged(risk, risk.propose(plan, state, market, moment.now()));
    }
    Evaluation evaluation = risk.evaluate(plan, state, market, moment.now());
    evaluation.fold(
        approved -> {
          moment.emit(evaluation.facts());
          effects.submit(approved);
        },
        denied -> deny(lane, signal.strategy(), denied));
    return evaluation instanceof Evaluation.Approved;
  }

  private OrderTerms entryTerms(Lane lane, Signal signal) {
    Quote quote = lane.quote();
    return switch (entryType) {
      case MARKET -> new OrderTerms.Market();
      case POST_ONLY ->
          new OrderTerms.Limit(
              lane.instrument()
                  .roundDown(quote == null ? signal.entry() : Price.ofDouble(quote.bid())),
              true);
      case MARKETABLE_LIMIT -> {
        Decimal best = quote == null ? signal.entry().value() : Decimal.ofDouble(quote.ask());
        Decimal worst = best.times(Decimal.ONE.plus(maxSlippage.value()));
        yield new OrderTerms.Limit(lane.instrument().roundDown(new Price(worst)), false);
      }
    };
  }

  /** Writes a denial, or counts it when it repeats the last one within a minute. */
  private void deny(Lane lane, String strategy, Evaluation.Denied denied) {
    String key = lane.symbol() + "/" + strategy;
    Denial last = denials.get(key);
    if (last != null
        && moment.millis() - last.since < REPEAT_MILLIS
        && sameCodes(last.failures, denied.reasons())) {
      last.repeated++;
      return;
    }
    if (last != null) {
      report(last);
    }
    denials.put(key, new Denial(denied.reasons(), moment.millis(), strategy, lane));
    moment.emit(denied.facts());
  }

  private static boolean sameCodes(List<GateFailure> a, List<GateFailure> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).code().equals(b.get(i).code())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a denial waits to be counted. */
  boolean isCounting() {
    return !denials.isEmpty();
  }

  /** Writes the counts of denials that have repeated for a minute. */
  void onTick() {
    if (denials.isEmpty()) {
      return;
    }
    denials
        .values()
        .removeIf(
            denial -> {
              boolean over = moment.millis() - denial.since >= REPEAT_MILLIS;
              if (over) {
                report(denial);
              }
              return over;
            });
  }

  private void report(Denial denial) {
    if (denial.repeated > 0) {
      moment.emit(
          new Fact.DenialsRepeated(
              moment.now(),
              denial.lane.symbol(),
              denial.strategy,
              denial.failures,
              denial.repeated));
    }
  }
}
