import org.jspecify.annotations.NullMarked;

/** The assembled car: the trading core, boot and stop, clocks, and the API to embed it all. */
@NullMarked
module io.cointrader.engine {
  requires transitive io.cointrader.config;
  requires transitive io.cointrader.events;
  requires transitive io.cointrader.models;
  requires transitive io.cointrader.persistence;
  requires transitive io.cointrader.risk;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.cointrader.engine;
  exports io.cointrader.engine.core;
  exports io.cointrader.engine.explain;

  uses io.cointrader.models.feed.FeedProvider;
  uses io.cointrader.models.strategy.StrategyProvider;
  uses io.cointrader.risk.Gate;
  uses io.cointrader.risk.venue.VenueProvider;
}
