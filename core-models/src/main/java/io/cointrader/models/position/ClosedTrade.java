package io.cointrader.models.position;

import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.number.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A finished position.
 *
 * @param id the ordinal of the entry order
 * @param grossPnl exit value less entry cost, before fees
 * @param fees entry and exit fees
 * @param netPnl gross less fees
 * @param rMultiple net profit over the amount at risk between entry and initial stop, rounded to 4
 *     places; empty when nothing was at risk
 */
public record ClosedTrade(
    long id,
    Symbol symbol,
    String strategy,
    Instant entryTime,
    Price entryPrice,
    Quantity quantity,
    Money entryFee,
    List<Exit> exits,
    Price exitPrice,
    Money grossPnl,
    Money fees,
    Money netPnl,
    Optional<Decimal> rMultiple) {

  private static final int PRICE_PLACES = 12;
  private static final int R_PLACES = 4;

  /**
   * @throws IllegalArgumentException when there is no exit or the figures do not add up
   */
  public ClosedTrade {
    exits = List.copyOf(exits);
    if (exits.isEmpty()) {
      throw new IllegalArgumentException("trade " + id + " has no exit");
    }
    if (!grossPnl.minus(fees).equals(netPnl)) {
      throw new IllegalArgumentException(
          "trade " + id + ": gross " + grossPnl + " less fees " + fees + " is not net " + netPnl);
    }
  }

  static ClosedTrade of(Position position, List<Exit> exits, Money netPnl) {
    Money fees = position.entryFee();
    Money value = Money.ZERO;
    Quantity sold = Quantity.ZERO;
    for (Exit exit : exits) {
      fees = fees.plus(exit.fee());
      value = value.plus(exit.price().times(exit.quantity()));
      sold = sold.plus(exit.quantity());
    }
    Price entry = position.entryPrice();
    Decimal atRisk =
        entry.value().minus(position.initialStop().value()).times(position.bought().value());
    Optional<Decimal> r =
        atRisk.signum() > 0
            ? Optional.of(netPnl.value().dividedBy(atRisk, R_PLACES, RoundingMode.HALF_EVEN))
            : Optional.empty();
    return new ClosedTrade(
        position.entryOrder().ordinal(),
        position.symbol(),
        position.strategy(),
        position.openedAt(),
        entry,
        position.bought(),
        position.entryFee(),
        exits,
        new Price(value.value().dividedBy(sold.value(), PRICE_PLACES, RoundingMode.HALF_EVEN)),
        netPnl.plus(fees),
        fees,
        netPnl,
        r);
  }

  public Instant exitTime() {
    return last().time();
  }

  public ExitReason exitReason() {
    return last().reason();
  }

  private Exit last() {
    return exits.get(exits.size() - 1);
  }
}
