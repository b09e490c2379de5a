package io.cointrader.models.order;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Quantity;
import java.time.Instant;
import java.util.Optional;

/**
 * The decision to send an order, made and recorded before anything is sent.
 *
 * @param quantity above 0
 * @param strategy the id of the strategy whose position this concerns
 * @param expiresAt when an unfilled rest is given up; empty: good till cancelled
 * @param bracket the levels of the position to be; present for entries only
 */
public record OrderIntent(
    OrderId id,
    Symbol symbol,
    Side side,
    OrderPurpose purpose,
    OrderTerms terms,
    Quantity quantity,
    String strategy,
    Instant at,
    Optional<Instant> expiresAt,
    Optional<Bracket> bracket) {

  /**
   * @throws IllegalArgumentException naming the value that breaks its rule
   */
  public OrderIntent {
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException(
          "order " + id + ": quantity must be above 0, found " + quantity);
    }
    if ((purpose == OrderPurpose.ENTRY) != (side == Side.BUY)) {
      throw new IllegalArgumentException(
          "order " + id + ": " + purpose + " cannot be a " + side + " (positions are long only)");
    }
    if ((purpose == OrderPurpose.ENTRY) != bracket.isPresent()) {
      throw new IllegalArgumentException(
          "order " + id + ": an entry, and nothing else, has a stop and targets");
    }
    if (purpose == OrderPurpose.ENTRY
        && !(terms instanceof OrderTerms.Market || terms instanceof OrderTerms.Limit)) {
      throw new IllegalArgumentException(
          "order " + id + ": an entry is a market or limit order, found " + terms);
    }
  }
}
