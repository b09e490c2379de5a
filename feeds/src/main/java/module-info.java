import org.jspecify.annotations.NullMarked;

/** Sensors: candle files and the simulated market. */
@NullMarked
module io.cointrader.feeds {
  requires transitive io.cointrader.models;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.cointrader.feeds;

  provides io.cointrader.models.feed.FeedProvider with
      io.cointrader.feeds.CandleFileProvider,
      io.cointrader.feeds.SimulatedMarketProvider;
}
