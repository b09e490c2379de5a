package io.cointrader.models.strategy;

import io.cointrader.models.market.CandleView;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

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

  /**
   * The closed candles of the benchmark, which is the run's regime symbol, of a timeframe that the
   * strategy requested: as many as it asked for of its own symbol, and the newest of the same time
   * as the newest of its own symbol. For the benchmark itself they are its own candles.
   *
   * @return empty when the run does not have the benchmark, or not these candles of it yet
   * @throws IllegalArgumentException when the strategy did not request that timeframe
   */
  Optional<CandleView> benchmark(Timeframe timeframe);

  /** Whether this strategy holds a position in this symbol. */
  boolean inPosition();
}
