package io.cointrader.backtest.check;

import io.cointrader.models.fact.Fact;
import java.util.List;

/** A strategy was taken out of service during a check, so that nothing can be said of it. */
public final class StrategyFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private StrategyFailed(Fact.StrategyDisabled fact) {
    super(
        "strategies."
            + fact.strategy()
            + " was taken out of service at "
            + fact.at()
            + ": "
            + fact.why()
            + "; nothing can be said of it before that is mended");
  }

  /**
   * Looks through what was decided.
   *
   * @throws StrategyFailed when a strategy was taken out of service
   */
  static void refuse(List<Step> decided) {
    for (Step step : decided) {
      if (step.fact().orElse(null) instanceof Fact.StrategyDisabled disabled) {
        throw new StrategyFailed(disabled);
      }
    }
  }
}
