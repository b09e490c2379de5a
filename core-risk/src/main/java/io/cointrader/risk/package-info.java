/**
 * Approval, sizing and denial of orders. Only {@link io.cointrader.risk.RiskEngine} makes an {@link
 * io.cointrader.risk.ApprovedOrder}; only {@link io.cointrader.risk.VenueGate} sends one.
 */
package io.cointrader.risk;
