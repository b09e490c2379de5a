/** Tries to get an order to a venue that was not approved. */
module forge {
  requires io.cointrader.risk;
  requires jdk.unsupported;
}
