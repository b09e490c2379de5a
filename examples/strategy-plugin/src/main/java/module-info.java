/** A strategy of one's own as a jar. */
@org.jspecify.annotations.NullMarked
module com.example.dip {
  requires io.cointrader.models;
  requires io.cointrader.indicators;
  requires static org.jspecify;

  provides io.cointrader.models.strategy.StrategyProvider with
      com.example.dip.DipBuyer;

  exports com.example.dip;
}
