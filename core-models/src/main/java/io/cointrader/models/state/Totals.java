package io.cointrader.models.state;

import io.cointrader.models.number.Money;

/**
 * The figures of the whole run.
 *
 * @param netPnl the sum of the net profit of closed trades
 * @param fees every fee paid, those of open positions included
 */
public record Totals(int trades, int wins, int losses, int breakeven, Money netPnl, Money fees) {

  public static final Totals NONE = new Totals(0, 0, 0, 0, Money.ZERO, Money.ZERO);

  Totals withTrade(Money net) {
    int sign = net.signum();
    return new Totals(
        trades + 1,
        wins + (sign > 0 ? 1 : 0),
        losses + (sign < 0 ? 1 : 0),
        breakeven + (sign == 0 ? 1 : 0),
        netPnl.plus(net),
        fees);
  }

  Totals withFee(Money fee) {
    return new Totals(trades, wins, losses, breakeven, netPnl, fees.plus(fee));
  }
}
