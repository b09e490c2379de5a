import org.jspecify.annotations.NullMarked;

/** The strategies. */
@NullMarked
module io.cointrader.strategies {
  requires transitive io.cointrader.models;
  requires io.cointrader.indicators;
  requires static org.jspecify;

  exports io.cointrader.strategies;

  provides io.cointrader.models.strategy.StrategyProvider with
      io.cointrader.strategies.BbExpansion,
      io.cointrader.strategies.BurstFlag,
      io.cointrader.strategies.DailyMomentum,
      io.cointrader.strategies.Momentum1h,
      io.cointrader.strategies.RangeBreakout,
      io.cointrader.strategies.RelativeStrength,
      io.cointrader.strategies.RsiMomentum,
      io.cointrader.strategies.SupportBounce,
      io.cointrader.strategies.VwapReclaim;
}
