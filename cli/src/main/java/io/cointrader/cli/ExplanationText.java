package io.cointrader.cli;

import io.cointrader.backtest.report.Words;
import io.cointrader.engine.explain.Explanation;
import io.cointrader.engine.explain.Judgement;
import io.cointrader.engine.explain.Told;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.plan.Signal;
import io.cointrader.models.plan.Sizing;
import io.cointrader.models.position.ClosedTrade;
import io.cointrader.models.state.Restriction;
import io.cointrader.risk.GateReading;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation in plain words, 80 columns wide. */
final class ExplanationText {

  private static final String INDENT = "  ";

  private final PrintWriter out;
  private final String currency;

  ExplanationText(PrintWriter out, String currency) {
    this.out = out;
    this.currency = currency;
  }

  void print(Explanation explanation) {
    if (explanation instanceof Explanation.Trade trade) {
      trade(trade);
    } else if (explanation instanceof Explanation.Nothing nothing) {
      nothing(nothing);
    }
    explanation
        .notRecomputed()
        .ifPresent(
            why -> {
              out.println();
              say("Figures that the record does not hold could not be recomputed: " + why);
            });
  }

  private void trade(Explanation.Trade trade) {
    Optional<ClosedTrade> closed =
        trade.facts().stream()
            .map(Told::fact)
            .filter(Fact.PositionClosed.class::isInstance)
            .map(fact -> ((Fact.PositionClosed) fact).trade())
            .findFirst();
    out.println("trade " + trade.entry() + ", " + trade.symbol() + ", " + trade.strategy());
    Output.wrapped(out, "", closed.map(this::result).orElseGet(() -> unfinished(trade)));
    String heading = "";
    for (Told told : trade.facts()) {
      String next = heading(told.fact());
      if (!next.isEmpty() && !next.equals(heading)) {
        out.println();
        out.println(next);
        heading = next;
      }
      step(trade, told);
    }
  }

  private String result(ClosedTrade trade) {
    return "closed: net "
        + Figures.money(trade.netPnl())
        + " "
        + currency
        + " after "
        + Figures.money(trade.fees())
        + " fees"
        + trade.rMultiple().map(r -> ", " + Figures.rounded(r, 2) + " R").orElse("")
        + ", held "
        + length(Duration.between(trade.entryTime(), trade.exitTime()))
        + ", by "
        + trade.exitReason().code();
  }

  private static String unfinished(Explanation.Trade trade) {
    boolean held =
        trade.facts().stream().anyMatch(told -> told.fact() instanceof Fact.PositionOpened);
    return held ? "still held" : "nothing was bought";
  }

  private static String length(Duration time) {
    if (time.compareTo(Duration.ofHours(1)) < 0) {
      return time.toMinutes() + " min";
    }
    return time.compareTo(Duration.ofDays(2)) < 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " days";
  }

  private static String heading(Fact fact) {
    if (fact instanceof Fact.SignalRaised || fact instanceof Fact.WinnerChosen) {
      return "Why it was bought";
    } else if (fact instanceof Fact.PlanEvaluated) {
      return "What the risk rules said";
    } else if (fact instanceof Fact.IntentRecorded intent) {
      return switch (intent.intent().purpose()) {
        case ENTRY -> "How it was bought";
        case PROTECTIVE_STOP -> "";
        case EXIT -> "";
      };
    } else if (fact instanceof Fact.PositionOpened) {
      return "While it was held";
    } else if (fact instanceof Fact.ExitDecided) {
      return "How it was sold";
    }
    return "";
  }

  private void step(Explanation.Trade trade, Told told) {
    Fact fact = told.fact();
    if (fact instanceof Fact.SignalRaised raised) {
      signal(told, raised.signal());
    } else if (fact instanceof Fact.PlanEvaluated plan) {
      plan(told, plan, trade.judgement().orElse(null));
    } else if (fact instanceof Fact.PositionChanged) {
      return; // the fill or the order before it says what has changed
    } else {
      at(told, RecordText.of(fact));
    }
  }

  private void signal(Told told, Signal signal) {
    at(told, signal.strategy() + " gave score " + signal.score() + ": " + signal.reason());
    double risk = signal.entry().toDouble() - signal.stop().toDouble();
    row("entry", Figures.price(signal.entry()), "");
    row("stop", Figures.price(signal.stop()), distance(signal, signal.stop().toDouble(), risk));
    row(
        "first target",
        Figures.price(signal.takeProfit1()),
        distance(signal, signal.takeProfit1().toDouble(), risk));
    signal
        .takeProfit2()
        .ifPresent(
            price ->
                row(
                    "second target",
                    Figures.price(price),
                    distance(signal, price.toDouble(), risk)));
  }

  /** How far a level is from the entry, in percent and in units of the distance to the stop. */
  private static String distance(Signal signal, double level, double risk) {
    double entry = signal.entry().toDouble();
    return String.format(
        Locale.ROOT, "%+.2f %%, %+.2f R", 100 * (level / entry - 1), (level - entry) / risk);
  }

  private void row(String name, String value, String note) {
    out.println(
        String.format(Locale.ROOT, "%22s%-16s%14s  %s", "", name, value, note).stripTrailing());
  }

  private void plan(Told told, Fact.PlanEvaluated plan, @Nullable Judgement judgement) {
    at(
        told,
        plan.isApproved()
            ? "approved by " + Long.bitCount(plan.passed()) + " gates"
            : "denied: " + RecordText.failures(plan.failures()));
    if (judgement != null) {
      gates(judgement.gates());
      out.println();
      say(
          "Equity was "
              + Figures.money(judgement.equity())
              + " "
              + currency
              + ", "
              + Figures.money(judgement.exposure())
              + " of it in the market; a round trip cost "
              + Figures.percent(judgement.roundTrip())
              + ".");
    }
    Optional<Sizing> sizing = plan.sizing();
    sizing.ifPresent(this::size);
  }

  private void gates(List<GateReading> gates) {
    List<List<String>> rows = new ArrayList<>();
    for (GateReading gate : gates) {
      rows.add(
          List.of(
              INDENT + (gate.passed() ? "pass" : "DENY"),
              gate.code(),
              Words.shortened(gate.measure().map(GateReading.Measure::value).orElse("")),
              Words.shortened(gate.measure().map(GateReading.Measure::limit).orElse(""))));
    }
    Output.leftTable(out, List.of("", "gate", "found", "limit"), rows);
  }

  private void size(Sizing sizing) {
    say(
        "Size: "
            + Figures.money(sizing.riskBudget())
            + " "
            + currency
            + " may be lost, "
            + Figures.price(sizing.lossPerUnit().value())
            + " would be lost per unit with costs, which allows "
            + Figures.quantity(sizing.byRisk())
            + "; bound by "
            + sizing.bound()
            + " it became "
            + Figures.quantity(sizing.quantity())
            + ", worth "
            + Figures.money(sizing.value())
            + " "
            + currency
            + ".");
  }

  private void at(Told told, String text) {
    Output.wrapped(out, INDENT + seconds(told.fact().at()) + " ", text);
  }

  private static String seconds(Instant time) {
    return time.toString().substring(0, 19).replace('T', ' ');
  }

  private void say(String text) {
    Output.wrapped(out, INDENT, text);
  }

  private void nothing(Explanation.Nothing nothing) {
    out.println(
        "Nothing is held in "
            + nothing.symbol()
            + " at "
            + seconds(nothing.at())
            + ", mode "
            + nothing.mode());
    out.println();
    out.println("What the strategies said last, and in the 24 hours before");
    if (nothing.answers().isEmpty()) {
      say("none was asked: no candle has closed since they were warm");
    }
    for (Explanation.Answers answers : nothing.answers()) {
      Output.wrapped(
          out,
          INDENT + seconds(answers.lastAt()) + " ",
          answers.strategy() + ": " + RecordText.decision(answers.last()));
      Output.wrapped(
          out,
          " ".repeat(22),
          answers.counts().entrySet().stream()
              .map(count -> count.getKey() + " " + count.getValue() + "x")
              .collect(Collectors.joining(", ")));
    }
    if (!nothing.denials().isEmpty()) {
      out.println();
      out.println("The last denial of each strategy");
      nothing.denials().forEach(told -> at(told, RecordText.of(told.fact())));
    }
    out.println();
    out.println("Restrictions in force");
    for (Restriction restriction : nothing.restrictions()) {
      say(RestrictionText.of(restriction));
    }
    nothing.disabled().forEach(strategy -> say("out of service: " + strategy));
    if (nothing.restrictions().isEmpty() && nothing.disabled().isEmpty()) {
      say("none");
    }
    nothing
        .previous()
        .ifPresent(
            trade -> {
              out.println();
              out.println(
                  "The last trade was closed "
                      + Figures.time(trade.exitTime())
                      + "; cointrader explain "
                      + trade.id());
            });
  }
}
