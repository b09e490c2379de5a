import org.jspecify.annotations.NullMarked;

/** Actuators: the one fill model, and the paper venue that uses it. */
@NullMarked
module io.cointrader.execution {
  requires transitive io.cointrader.models;
  requires transitive io.cointrader.risk;
  requires static org.jspecify;

  exports io.cointrader.execution;

  provides io.cointrader.risk.venue.VenueProvider with
      io.cointrader.execution.PaperVenueProvider;
}
