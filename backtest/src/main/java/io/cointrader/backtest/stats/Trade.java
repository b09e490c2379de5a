package io.cointrader.backtest.stats;

import io.cointrader.models.number.Money;
import io.cointrader.models.number.Price;
import io.cointrader.models.position.ClosedTrade;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A closed trade with what its record alone does not tell.
 *
 * @param initialStop the stop it began with
 * @param lastStop the stop at its end
 * @param lowest the lowest price while it was held; of the candle in which it ended, the exit only
 * @param highest the highest, likewise
 * @param slippage what modelled spread and slippage cost, in its gross profit already
 */
public record Trade(
    ClosedTrade closed,
    Price initialStop,
    Price lastStop,
    Price takeProfit1,
    Optional<Price> takeProfit2,
    Price lowest,
    Price highest,
    Money slippage) {

  /** How far it went against its entry, as a share of the entry price, 0 or more. */
  public double adverse() {
    double entry = closed.entryPrice().toDouble();
    return Math.max(0, (entry - lowest.toDouble()) / entry);
  }

  /** How far it went for its entry, as a share of the entry price, 0 or more. */
  public double favourable() {
    double entry = closed.entryPrice().toDouble();
    return Math.max(0, (highest.toDouble() - entry) / entry);
  }

  /** {@link #adverse()} in R, the distance to the first stop; nothing when that is none. */
  public OptionalDouble adverseR() {
    return inR(adverse());
  }

  /** {@link #favourable()} in R. */
  public OptionalDouble favourableR() {
    return inR(favourable());
  }

  private OptionalDouble inR(double share) {
    double entry = closed.entryPrice().toDouble();
    double r = entry - initialStop.toDouble();
    return r > 0 ? OptionalDouble.of(share * entry / r) : OptionalDouble.empty();
  }

  /** Fees, modelled spread and slippage. */
  public Money costs() {
    return closed.fees().plus(slippage);
  }
}
