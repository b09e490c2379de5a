package io.cointrader.models.fact;

import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderId;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.position.ExitReason;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.state.Restriction;
import io.cointrader.models.state.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something the core decided or learned. The state of the bot changes by facts only. */
public sealed interface Fact {

  /** The engine's time of the input it followed from. */
  Instant at();

  /** Whether it is one of those that {@code decisionsHash} covers. */
  default boolean isDecision() {
    return true;
  }

  /** A run has begun with this cash and nothing else. */
  record RunStarted(Instant at, String runId, String currency, Money cash) implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** The run is over: its data has ended or its market time is up. */
  record RunFinished(Instant at, String reason) implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** A strategy wants to buy. */
  record SignalRaised(Instant at, Signal signal) implements Fact {}

  /** A strategy wanted to buy with levels that make no trade. */
  record SignalRefused(Instant at, Symbol symbol, String strategy, String problem)
      implements Fact {}

  /** Of several signals for one symbol one was taken on; the others, and why not. */
  record WinnerChosen(Instant at, Symbol symbol, String strategy, List<Loser> losers)
      implements Fact {

    /** A signal that was not taken on. */
    public record Loser(String strategy, int score, String why) {}

    public WinnerChosen {
      losers = List.copyOf(losers);
    }
  }

  /**
   * The verdict on a plan.
   *
   * @param passed the gates passed, bit n for the n-th gate in order
   * @param failures the gates that denied; empty: approved
   * @param sizing present when the plan was approved
   */
  record PlanEvaluated(
      Instant at,
      Symbol symbol,
      String strategy,
      long passed,
      List<GateFailure> failures,
      Optional<Sizing> sizing)
      implements Fact {
    public PlanEvaluated {
      failures = List.copyOf(failures);
    }

    public boolean isApproved() {
      return failures.isEmpty();
    }
  }

  /** The last denial of this strategy in this symbol came again so many times. */
  record DenialsRepeated(
      Instant at, Symbol symbol, String strategy, List<GateFailure> failures, long count)
      implements Fact {
    public DenialsRepeated {
      failures = List.copyOf(failures);
    }
  }

  /** An order is to be sent. */
  record IntentRecorded(OrderIntent intent) implements Fact {
    @Override
    public Instant at() {
      return intent.at();
    }
  }

  /** An order stands elsewhere than before. */
  record OrderChanged(Instant at, OrderId orderId, OrderState state) implements Fact {}

  /** An order is asked to be taken back. */
  record CancelRequested(Instant at, OrderId orderId) implements Fact {}

  /** An execution, counted once. */
  record FillRecorded(Instant at, Fill fill) implements Fact {}

  /** The first fill of an entry; the stop is armed. */
  record PositionOpened(Instant at, Position position) implements Fact {}

  /** A further entry fill, a partial exit, or the end of the entry. */
  record PositionChanged(Instant at, Position position) implements Fact {}

  /** The last exit fill. */
  record PositionClosed(Instant at, ClosedTrade trade) implements Fact {}

  /**
   * The engine's stop was raised.
   *
   * @param reason what an exit at this stop will be
   */
  record StopMoved(Instant at, Symbol symbol, Price stop, ExitReason reason) implements Fact {}

  /** A position is to be reduced or closed. */
  record ExitDecided(Instant at, Symbol symbol, PendingExit exit) implements Fact {}

  /** A restriction is in force. */
  record RestrictionSet(Instant at, Restriction restriction) implements Fact {}

  /** A restriction has ended. */
  record RestrictionCleared(Instant at, String cause, Scope scope, String by) implements Fact {}

  /** A UTC day has begun. */
  record DayStarted(Instant at, Instant day, Money equity) implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** Equity at the first evaluation of an hour, for rolling windows. */
  record EquitySampled(Instant at, Money equity) implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** Equity has reached a new peak, or a new depth under it. */
  record EquityMarked(
      Instant at, Money equity, Money peak, Money maxDrawdown, Fraction maxDrawdownFraction)
      implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** The feed said something about its data. */
  record FeedReported(
      Instant at,
      Optional<Symbol> symbol,
      FeedStatus.Kind kind,
      Instant since,
      long missing,
      String detail)
      implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** A strategy was taken out of service. */
  record StrategyDisabled(Instant at, String strategy, String why) implements Fact {}

  /**
   * A setting has another value from here on.
   *
   * @param before as canonical text; nothing where none was said
   * @param after likewise
   */
  record SettingChanged(Instant at, String key, Optional<String> before, Optional<String> after)
      implements Fact {
    @Override
    public boolean isDecision() {
      return false;
    }
  }

  /** An operator's command was carried out, or refused. */
  record CommandAnswered(Instant at, String commandId, OperatorCommand.Verb verb, String answer)
      implements Fact {

    /** What the answer to a command begins with that was not carried out. */
    public static final String NOT_DONE = "not done: ";

    /** Whether the command was carried out. */
    public boolean isDone() {
      return !answer.startsWith(NOT_DONE);
    }

    @Override
    public boolean isDecision() {
      return false;
    }
  }
}
