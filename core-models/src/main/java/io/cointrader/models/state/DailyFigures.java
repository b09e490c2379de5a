package io.cointrader.models.state;

import io.cointrader.models.number.Money;
import java.time.Instant;

/**
 * The figures of one UTC day. Breakeven is neither win nor loss.
 *
 * @param day midnight UTC at which it began
 * @param startEquity equity when it began
 * @param netPnl the net profit of the trades closed
 * @param orders the orders sent
 */
public record DailyFigures(
    Instant day,
    Money startEquity,
    Money netPnl,
    int trades,
    int wins,
    int losses,
    int breakeven,
    int orders) {

  public static DailyFigures begin(Instant day, Money startEquity) {
    return new DailyFigures(day, startEquity, Money.ZERO, 0, 0, 0, 0, 0);
  }

  DailyFigures withTrade(Money net) {
    int sign = net.signum();
    return new DailyFigures(
        day,
        startEquity,
        netPnl.plus(net),
        trades + 1,
        wins + (sign > 0 ? 1 : 0),
        losses + (sign < 0 ? 1 : 0),
        breakeven + (sign == 0 ? 1 : 0),
        orders);
  }

  DailyFigures withOrder() {
    return new DailyFigures(day, startEquity, netPnl, trades, wins, losses, breakeven, orders + 1);
  }
}
