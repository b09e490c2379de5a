package io.cointrader.cli;

import io.cointrader.backtest.report.Words;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.EngineStatus;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.OperatorCommand;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.Started;
import io.cointrader.models.input.StorageStatus;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.input.VenueReport;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.order.Fill;
import io.cointrader.models.order.OrderIntent;
import io.cointrader.models.order.OrderState;
import io.cointrader.models.order.OrderTerms;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.PendingExit;
import io.cointrader.models.position.Position;
import io.cointrader.models.strategy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A record of the journal in words. */
final class RecordText {

  private RecordText() {}

  static String of(Object record) {
    if (record instanceof Fact fact) {
      return fact(fact);
    }
    return record instanceof InputReference rows ? rows(rows) : input(record);
  }

  private static String rows(InputReference reference) {
    String which =
        reference.to() == reference.from()
            ? "row " + reference.from()
            : "rows " + reference.from() + " to " + reference.to();
    if (reference instanceof InputReference.FileRows files) {
      return which + " of the files " + files.sha256().substring(0, 12);
    }
    return reference instanceof InputReference.Generated generated
        ? which + " of the simulated market, seed " + generated.seed()
        : which;
  }

  private static String input(Object input) {
    if (input instanceof Started started) {
      return (started.resumed() ? "run gone on with, " : "run begun, ")
          + started.mode()
          + ", feed "
          + started.feed().feed()
          + ", build "
          + started.build();
    } else if (input instanceof HistoryLoad load) {
      return load.symbol()
          + " "
          + load.candles().size()
          + " candles of "
          + load.timeframe().label()
          + " to warm up";
    } else if (input instanceof CandleClosed closed) {
      return closed.symbol() + " " + closed.timeframe().label() + " " + closed.candle();
    } else if (input instanceof QuoteUpdate update) {
      return update.quote().symbol() + " " + update.quote().bid() + " / " + update.quote().ask();
    } else if (input instanceof TimerTick tick) {
      return "clock " + tick.clock();
    } else if (input instanceof FeedStatus status) {
      return status.symbol().map(symbol -> symbol + " ").orElse("")
          + status.kind()
          + ": "
          + status.detail();
    } else if (input instanceof StorageStatus status) {
      return low(status.kind()) + (status.holds() ? ": " : " is over: ") + status.detail();
    } else if (input instanceof EngineStatus status) {
      return low(status.kind()) + (status.holds() ? ": " : " is over: ") + status.detail();
    } else if (input instanceof OperatorCommand command) {
      return "the operator says " + low(command.verb()) + " (" + command.id() + ")";
    } else if (input instanceof VenueReport report) {
      return report(report);
    }
    return input.toString();
  }

  private static String report(VenueReport report) {
    String order = "order " + report.orderId();
    if (report instanceof VenueReport.Sent) {
      return order + " was given to the venue";
    } else if (report instanceof VenueReport.Accepted accepted) {
      return order + " works at the venue as " + accepted.venueOrderId();
    } else if (report instanceof VenueReport.Rejected rejected) {
      return order + " was rejected: " + rejected.reason();
    } else if (report instanceof VenueReport.Filled filled) {
      return fill(filled.fill());
    } else if (report instanceof VenueReport.Cancelled cancelled) {
      return order + " was cancelled: " + cancelled.reason();
    } else if (report instanceof VenueReport.Expired) {
      return order + " has expired";
    } else if (report instanceof VenueReport.Unanswered unanswered) {
      return order + " is unanswered: " + unanswered.detail();
    }
    return order + " is unknown to the venue";
  }

  private static String fact(Fact fact) {
    if (fact instanceof Fact.SignalRaised raised) {
      return signal(raised.signal());
    } else if (fact instanceof Fact.PlanEvaluated plan) {
      return verdict(plan);
    } else if (fact instanceof Fact.IntentRecorded intent) {
      return intent(intent.intent());
    } else if (fact instanceof Fact.OrderChanged changed) {
      return "order " + changed.orderId() + " is " + state(changed.state());
    } else if (fact instanceof Fact.FillRecorded filled) {
      return fill(filled.fill());
    } else if (fact instanceof Fact.PositionOpened opened) {
      return position(opened.position());
    } else if (fact instanceof Fact.PositionChanged changed) {
      return position(changed.position());
    } else if (fact instanceof Fact.PositionClosed closed) {
      return closed.trade().symbol()
          + " net "
          + Figures.money(closed.trade().netPnl())
          + closed.trade().rMultiple().map(r -> ", " + Figures.rounded(r, 2) + " R").orElse("")
          + ", by "
          + closed.trade().exitReason().code();
    } else if (fact instanceof Fact.StopMoved moved) {
      return moved.symbol() + " stop raised to " + Figures.price(moved.stop());
    } else if (fact instanceof Fact.ExitDecided decided) {
      return decided.symbol() + " " + exit(decided.exit());
    } else if (fact instanceof Fact.CancelRequested cancel) {
      return "order " + cancel.orderId() + " is to be cancelled";
    }
    return rarer(fact);
  }

  private static String rarer(Fact fact) {
    if (fact instanceof Fact.RunStarted run) {
      return "run " + run.runId() + " with " + Figures.money(run.cash()) + " " + run.currency();
    } else if (fact instanceof Fact.RunFinished finished) {
      return finished.reason();
    } else if (fact instanceof Fact.SignalRefused refused) {
      return head(refused.symbol(), refused.strategy()) + "no trade: " + refused.problem();
    } else if (fact instanceof Fact.WinnerChosen chosen) {
      return head(chosen.symbol(), chosen.strategy())
          + "comes before "
          + chosen.losers().stream()
              .map(loser -> loser.strategy() + " (" + loser.score() + ", " + loser.why() + ")")
              .collect(Collectors.joining(", "));
    } else if (fact instanceof Fact.DenialsRepeated repeated) {
      return head(repeated.symbol(), repeated.strategy())
          + "denied "
          + repeated.count()
          + " times more: "
          + failures(repeated.failures());
    } else if (fact instanceof Fact.RestrictionSet set) {
      return RestrictionText.of(set.restriction());
    } else if (fact instanceof Fact.RestrictionCleared cleared) {
      return cleared.cause() + " on " + cleared.scope() + " lifted by " + cleared.by();
    } else if (fact instanceof Fact.DayStarted day) {
      return "equity " + Figures.money(day.equity());
    } else if (fact instanceof Fact.EquitySampled sampled) {
      return "equity " + Figures.money(sampled.equity());
    } else if (fact instanceof Fact.EquityMarked marked) {
      return "equity "
          + Figures.money(marked.equity())
          + ", peak "
          + Figures.money(marked.peak())
          + ", largest fall "
          + Figures.percent(marked.maxDrawdownFraction());
    } else if (fact instanceof Fact.FeedReported reported) {
      return reported.symbol().map(symbol -> symbol + " ").orElse("")
          + reported.kind()
          + ": "
          + reported.detail();
    } else if (fact instanceof Fact.StrategyDisabled disabled) {
      return disabled.strategy() + ": " + disabled.why();
    } else if (fact instanceof Fact.SettingChanged changed) {
      return changed.key()
          + ": "
          + changed.before().orElse("unset")
          + " becomes "
          + changed.after().orElse("unset");
    } else if (fact instanceof Fact.CommandAnswered answered) {
      return low(answered.verb()) + ": " + answered.answer();
    }
    return fact.toString();
  }

  private static String head(Symbol symbol, String strategy) {
    return symbol + " " + strategy + " ";
  }

  static String signal(Signal signal) {
    return head(signal.symbol(), signal.strategy())
        + "score "
        + signal.score()
        + ": "
        + signal.reason()
        + "; entry "
        + Figures.price(signal.entry())
        + ", stop "
        + Figures.price(signal.stop())
        + ", target"
        + (signal.takeProfit2().isPresent() ? "s " : " ")
        + Figures.price(signal.takeProfit1())
        + signal.takeProfit2().map(price -> " and " + Figures.price(price)).orElse("");
  }

  private static String verdict(Fact.PlanEvaluated plan) {
    return head(plan.symbol(), plan.strategy())
        + (plan.isApproved()
            ? "approved" + plan.sizing().map(RecordText::size).orElse("")
            : "denied: " + failures(plan.failures()));
  }

  private static String size(Sizing sizing) {
    return ": "
        + Figures.quantity(sizing.quantity())
        + " worth "
        + Figures.money(sizing.value())
        + ", bound by "
        + sizing.bound();
  }

  static String failures(List<GateFailure> failures) {
    return failures.stream()
        .map(failure -> Words.shortened(failure.toString()))
        .collect(Collectors.joining("; "));
  }

  static String intent(OrderIntent intent) {
    return "order "
        + intent.id()
        + ", "
        + low(intent.purpose()).replace('_', ' ')
        + ": "
        + low(intent.side())
        + " "
        + Figures.quantity(intent.quantity())
        + " "
        + intent.symbol()
        + " "
        + terms(intent.terms());
  }

  static String terms(OrderTerms terms) {
    if (terms instanceof OrderTerms.Limit limit) {
      return "at " + Figures.price(limit.price()) + " or better";
    } else if (terms instanceof OrderTerms.Stop stop) {
      return "once it trades at " + Figures.price(stop.trigger());
    } else if (terms instanceof OrderTerms.Touched touched) {
      return "at the market, " + Figures.price(touched.level()) + " was reached";
    }
    return "at the market";
  }

  static String state(OrderState state) {
    if (state instanceof OrderState.Open open) {
      return "open at the venue as " + open.venueOrderId();
    } else if (state instanceof OrderState.Cancelled cancelled) {
      return "cancelled: " + cancelled.reason();
    } else if (state instanceof OrderState.Rejected rejected) {
      return "rejected: " + rejected.reason();
    } else if (state instanceof OrderState.Intended) {
      return "recorded, not sent yet";
    } else if (state instanceof OrderState.Unknown) {
      return "unknown: no answer came";
    } else if (state instanceof OrderState.PartiallyFilled) {
      return "filled in part";
    } else if (state instanceof OrderState.Sent) {
      return "sent";
    }
    return state instanceof OrderState.Filled ? "filled" : "expired";
  }

  static String fill(Fill fill) {
    return "order "
        + fill.orderId()
        + ": "
        + (low(fill.side()).equals("buy") ? "bought " : "sold ")
        + Figures.quantity(fill.quantity())
        + " "
        + fill.symbol().base()
        + " at "
        + Figures.price(fill.price())
        + ", fee "
        + Figures.money(fill.fee())
        + " ("
        + low(fill.liquidity())
        + ")";
  }

  static String position(Position position) {
    return position.symbol()
        + " "
        + Figures.quantity(position.quantity())
        + " held, entry "
        + Figures.price(position.entryPrice())
        + ", stop "
        + Figures.price(position.stop())
        + position.stopOrder().map(id -> " as order " + id).orElse("");
  }

  static String exit(PendingExit exit) {
    return exit.reason().code()
        + ": sell "
        + Figures.quantity(exit.quantity())
        + " "
        + terms(exit.terms());
  }

  /** An answer of a strategy. */
  static String decision(Decision decision) {
    if (decision instanceof Decision.None none) {
      return "nothing to do (" + none.code() + ")";
    } else if (decision instanceof Decision.Buy buy) {
      return "buy with score " + buy.score() + ": " + buy.reason();
    } else if (decision instanceof Decision.Exit exit) {
      return "exit: " + exit.reason();
    }
    return decision instanceof Decision.Refused refused
        ? "a buy that is no trade: " + refused.problem()
        : decision.toString();
  }

  /** The newest time a record tells; references to rows tell none. */
  static Optional<Instant> time(Object record) {
    if (record instanceof Fact fact) {
      return Optional.of(fact.at());
    }
    return record instanceof Input input ? Optional.of(input.received()) : Optional.empty();
  }

  private static String low(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
