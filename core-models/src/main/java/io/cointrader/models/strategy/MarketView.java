package io.cointrader.models.strategy;

import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;

/** What a strategy sees: closed candles up to now, nothing later. Valid during one evaluation. */
public interface MarketView {

  Symbol symbol();

  /** The time of the evaluation. */
  Instant now();

  /**
   * The closed candles of a timeframe.
   *
   * @throws IllegalArgumentException when the strategy did not request that timeframe
   */
  CandleView candles(Timeframe timeframe);

  /** Whether this strategy holds a position in this symbol. */
  boolean inPosition();
}
