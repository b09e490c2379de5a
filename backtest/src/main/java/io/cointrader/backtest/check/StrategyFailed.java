package io.cointrader.backtest.check;

import io.cointrader.models.fact.Fact;

/** A strategy was taken out of service during a check, so that nothing can be said of it. */
public final class StrategyFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StrategyFailed(Fact.StrategyDisabled fact) {
    super(
        "strategies."
            + fact.strategy()
            + " was taken out of service at "
            + fact.at()
            + ": "
            + fact.why()
            + "; nothing can be said of it before that is mended");
  }
}
