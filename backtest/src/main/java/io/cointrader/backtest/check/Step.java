package io.cointrader.backtest.check;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.strategy.Decision;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that an engine decided: the answer of a strategy, or a fact.
 *
 * @param strategy whose it is, where that is known
 * @param answer of a strategy; empty for a fact
 * @param fact empty for an answer
 */
public record Step(
    Instant at,
    Optional<Symbol> symbol,
    Optional<String> strategy,
    Optional<Decision> answer,
    Optional<Fact> fact) {

  static Step of(Instant at, Symbol symbol, String strategy, Decision answer) {
    return new Step(
        at, Optional.of(symbol), Optional.of(strategy), Optional.of(answer), Optional.empty());
  }

  static Step of(Fact fact) {
    Symbol symbol = null;
    String strategy = null;
    if (fact instanceof Fact.SignalRaised raised) {
      symbol = raised.signal().symbol();
      strategy = raised.signal().strategy();
    } else if (fact instanceof Fact.SignalRefused refused) {
      symbol = refused.symbol();
      strategy = refused.strategy();
    } else if (fact instanceof Fact.WinnerChosen chosen) {
      symbol = chosen.symbol();
      strategy = chosen.strategy();
    } else if (fact instanceof Fact.PlanEvaluated evaluated) {
      symbol = evaluated.symbol();
      strategy = evaluated.strategy();
    } else if (fact instanceof Fact.DenialsRepeated repeated) {
      symbol = repeated.symbol();
      strategy = repeated.strategy();
    } else if (fact instanceof Fact.IntentRecorded intended) {
      symbol = intended.intent().symbol();
    } else if (fact instanceof Fact.FillRecorded filled) {
      symbol = filled.fill().symbol();
    } else if (fact instanceof Fact.PositionOpened opened) {
      symbol = opened.position().symbol();
      strategy = opened.position().strategy();
    } else if (fact instanceof Fact.PositionChanged changed) {
      symbol = changed.position().symbol();
      strategy = changed.position().strategy();
    } else if (fact instanceof Fact.PositionClosed closed) {
      symbol = closed.trade().symbol();
      strategy = closed.trade().strategy();
    } else if (fact instanceof Fact.StopMoved moved) {
      symbol = moved.symbol();
    } else if (fact instanceof Fact.ExitDecided decided) {
      symbol = decided.symbol();
    } else if (fact instanceof Fact.StrategyDisabled disabled) {
      strategy = disabled.strategy();
    }
    return new Step(
        fact.at(),
        Optional.ofNullable(symbol),
        Optional.ofNullable(strategy),
        Optional.empty(),
        Optional.of(fact));
  }

  boolean isAnswer() {
    return answer.isPresent();
  }
}
