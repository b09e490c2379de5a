package io.cointrader.cli;

import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Money;
import io.cointrader.models.position.ClosedTrade;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy did in a run, by its closed trades.
 *
 * @param wins trades with a net profit
 * @param losses trades with a net loss; what is neither is breakeven
 * @param expectancy the mean of the trades' R, to 4 places; empty where no trade had something at
 *     risk
 */
record StrategyRecord(
    int trades, int wins, int losses, Money netPnl, Optional<Decimal> expectancy) {

  static final StrategyRecord NONE = of(List.of());

  private static final int R_PLACES = 4;

  /** By the id of the strategy. */
  static SortedMap<String, StrategyRecord> byStrategy(List<ClosedTrade> trades) {
    SortedMap<String, StrategyRecord> all = new TreeMap<>();
    for (ClosedTrade trade : trades) {
      all.computeIfAbsent(
          trade.strategy(),
          id -> of(trades.stream().filter(other -> other.strategy().equals(id)).toList()));
    }
    return all;
  }

  private static StrategyRecord of(List<ClosedTrade> trades) {
    int wins = 0;
    int losses = 0;
    Money net = Money.ZERO;
    Decimal sum = Decimal.ZERO;
    int measured = 0;
    for (ClosedTrade trade : trades) {
      wins += trade.netPnl().signum() > 0 ? 1 : 0;
      losses += trade.netPnl().signum() < 0 ? 1 : 0;
      net = net.plus(trade.netPnl());
      if (trade.rMultiple().isPresent()) {
        sum = sum.plus(trade.rMultiple().get());
        measured++;
      }
    }
    return new StrategyRecord(
        trades.size(),
        wins,
        losses,
        net,
        measured == 0
            ? Optional.empty()
            : Optional.of(sum.dividedBy(Decimal.of(measured), R_PLACES, RoundingMode.HALF_EVEN)));
  }
}
