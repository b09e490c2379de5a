import org.jspecify.annotations.NullMarked;

/**
 * The chassis: value types, inputs, facts, the state folded from facts, setting declarations, and
 * the contracts of strategies and feeds.
 */
@NullMarked
module io.cointrader.models {
  requires static transitive org.jspecify;

  exports io.cointrader.models.fact;
  exports io.cointrader.models.feed;
  exports io.cointrader.models.hash;
  exports io.cointrader.models.input;
  exports io.cointrader.models.market;
  exports io.cointrader.models.number;
  exports io.cointrader.models.order;
  exports io.cointrader.models.plan;
  exports io.cointrader.models.position;
  exports io.cointrader.models.setting;
  exports io.cointrader.models.state;
  exports io.cointrader.models.strategy;
}
