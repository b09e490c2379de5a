package io.cointrader.backtest.check;

import io.cointrader.config.Config;
import io.cointrader.engine.Engine;
import io.cointrader.engine.EngineBuilder;
import io.cointrader.engine.Plugins;
import io.cointrader.engine.Spectator;
import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.StateView;
import io.cointrader.models.strategy.Decision;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Notes down everything that a run decides. Owned by the thread that runs. */
final class Steps implements Spectator {

  private final List<Step> steps = new ArrayList<>();
  private final boolean answers;

  private Steps(boolean answers) {
    this.answers = answers;
  }

  /**
   * All that an engine decides over a feed.
   *
   * @param answers whether what strategies answer is noted too, not only facts
   */
  static List<Step> of(
      Config config, Plugins plugins, RecordedFeed feed, Optional<Instant> until, boolean answers) {
    Steps steps = new Steps(answers);
    EngineBuilder builder =
        Engine.builder().config(config).plugins(plugins).feed(feed).selfTest(false);
    until.ifPresent(builder::until);
    builder.dryRun(steps);
    return steps.steps;
  }

  @Override
  public void began(Started started, StateView state, Function<Symbol, Optional<Price>> marks) {}

  @Override
  public void answered(Instant at, Symbol symbol, String strategy, Decision decision) {
    if (answers) {
      steps.add(Step.of(at, symbol, strategy, decision));
    }
  }

  @Override
  public void judged(RiskEngine risk, Proposal proposal) {}

  @Override
  public void decided(Fact fact) {
    if (fact.isDecision()) {
      steps.add(Step.of(fact));
    }
  }

  @Override
  public void taken(Input input, boolean strike) {}
}
