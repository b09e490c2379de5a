package io.cointrader.execution;

import io.cointrader.risk.venue.VenueProvider;
import io.cointrader.testkit.VenueContract;

/** The paper venue keeps the contract of venues. */
class PaperVenueContractTest extends VenueContract {
  @Override
  protected VenueProvider subject() {
    return new PaperVenueProvider();
  }
}
