package io.cointrader.models.state;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.position.ClosedTrade;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * The figures of one UTC day. Breakeven is neither win nor loss.
 *
 * @param day midnight UTC at which it began
 * @param startEquity equity when it began
 * @param netPnl the net profit of the trades closed
 * @param won the sum of the winners
 * @param lost the sum of the losers, 0 or more
 * @param sumR the sum of the R multiples of the trades that have one
 * @param tradesWithR the trades that have one
 * @param orders the orders sent
 * @param cancels the orders asked to be taken back
 * @param rejects the orders that the venue refused
 * @param entered the value of the entries approved
 */
public record DailyFigures(
    Instant day,
    Money startEquity,
    Money netPnl,
    int trades,
    int wins,
    int losses,
    int breakeven,
    Money won,
    Money lost,
    Decimal sumR,
    int tradesWithR,
    int orders,
    int cancels,
    int rejects,
    Money entered) {

  private static final int RATIO_PLACES = 4;

  public static DailyFigures begin(Instant day, Money startEquity) {
    return new DailyFigures(
        day,
        startEquity,
        Money.ZERO,
        0,
        0,
        0,
        0,
        Money.ZERO,
        Money.ZERO,
        Decimal.ZERO,
        0,
        0,
        0,
        0,
        Money.ZERO);
  }

  /** What winners made for each unit that losers lost, to 4 places; empty without a loss. */
  public Optional<Decimal> profitFactor() {
    return lost.signum() == 0
        ? Optional.empty()
        : Optional.of(won.value().dividedBy(lost.value(), RATIO_PLACES, RoundingMode.HALF_EVEN));
  }

  /** The mean R multiple, to 4 places; empty without a trade that has one. */
  public Optional<Decimal> averageR() {
    return tradesWithR == 0
        ? Optional.empty()
        : Optional.of(
            sumR.dividedBy(Decimal.of(tradesWithR), RATIO_PLACES, RoundingMode.HALF_EVEN));
  }

  DailyFigures withTrade(ClosedTrade trade) {
    Money net = trade.netPnl();
    int sign = net.signum();
    return new DailyFigures(
        day,
        startEquity,
        netPnl.plus(net),
        trades + 1,
        wins + (sign > 0 ? 1 : 0),
        losses + (sign < 0 ? 1 : 0),
        breakeven + (sign == 0 ? 1 : 0),
        sign > 0 ? won.plus(net) : won,
        sign < 0 ? lost.minus(net) : lost,
        trade.rMultiple().map(sumR::plus).orElse(sumR),
        tradesWithR + (trade.rMultiple().isPresent() ? 1 : 0),
        orders,
        cancels,
        rejects,
        entered);
  }

  DailyFigures with(Activity activity) {
    Activity.Kind kind = activity.kind();
    return new DailyFigures(
        day,
        startEquity,
        netPnl,
        trades,
        wins,
        losses,
        breakeven,
        won,
        lost,
        sumR,
        tradesWithR,
        orders + (kind == Activity.Kind.ORDER ? 1 : 0),
        cancels + (kind == Activity.Kind.CANCEL ? 1 : 0),
        rejects + (kind == Activity.Kind.REJECT ? 1 : 0),
        activity.value().signum() == 0 ? entered : entered.plus(activity.value()));
  }
}
