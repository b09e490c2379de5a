package io.cointrader.strategies;

import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.testkit.StrategyContract;
import org.junit.jupiter.api.Nested;

/** The strategies keep the contract that plugins keep. */
class ContractTest {

  @Nested
  class OfRangeBreakout extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new RangeBreakout();
    }
  }

  @Nested
  class OfRsiMomentum extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new RsiMomentum();
    }
  }

  @Nested
  class OfSupportBounce extends StrategyContract {
    @Override
    protected StrategyProvider subject() {
      return new SupportBounce();
    }
  }
}
