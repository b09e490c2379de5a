import org.jspecify.annotations.NullMarked;

/** The strategies. */
@NullMarked
module io.cointrader.strategies {
  requires transitive io.cointrader.models;
  requires io.cointrader.indicators;
  requires static org.jspecify;

  exports io.cointrader.strategies;

  provides io.cointrader.models.strategy.StrategyProvider with
      io.cointrader.strategies.RangeBreakout,
      io.cointrader.strategies.RsiMomentum,
      io.cointrader.strategies.SupportBounce;
}
