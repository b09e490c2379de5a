package io.cointrader.engine.core;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.strategy.Decision;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskEngine;
import java.time.Instant;

/**
 * Is shown what the core weighs, for explanations; it changes nothing. Called on the thread that
 * owns the core.
 */
public interface Onlooker {

  /** A strategy has answered. */
  void answered(Instant at, Symbol symbol, String strategy, Decision decision);

  /** A plan is judged. */
  void judged(RiskEngine risk, Proposal proposal);

  /** Nobody looks on. */
  Onlooker NONE =
      new Onlooker() {
        @Override
        public void answered(Instant at, Symbol symbol, String strategy, Decision decision) {}

        @Override
        public void judged(RiskEngine risk, Proposal proposal) {}
      };
}
