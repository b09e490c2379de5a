import org.jspecify.annotations.NullMarked;

/**
 * Safety: rules over state that approve, size or deny, the ledger that turns venue reports into
 * facts, and the one gate through which an order reaches a venue.
 */
@NullMarked
module io.cointrader.risk {
  requires transitive io.cointrader.models;
  requires static org.jspecify;

  exports io.cointrader.risk;
  exports io.cointrader.risk.venue;
}
