package io.cointrader.backtest.stats;

import io.cointrader.models.number.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The figures of some closed trades. Net is after fees; spread and slippage are in the gross.
 *
 * @param breakeven trades with a net of exactly 0, neither won nor lost
 * @param winRate won over all
 * @param profitFactor what was won over what was lost, both net; nothing without a loss
 * @param expectancy the mean net of a trade
 * @param expectancyR the mean R of those that have one
 * @param sqn system quality number: the mean R over its sample deviation, times the root of the
 *     number of trades that have an R; nothing under 2, nor without any deviation
 * @param held the mean time from entry to last exit
 */
public record TradeFigures(
    int trades,
    int wins,
    int losses,
    int breakeven,
    Money grossPnl,
    Money fees,
    Money slippage,
    Money netPnl,
    OptionalDouble winRate,
    OptionalDouble profitFactor,
    OptionalDouble expectancy,
    OptionalDouble expectancyR,
    OptionalDouble sqn,
    Optional<Money> best,
    Optional<Money> worst,
    Optional<Duration> held) {

  /** Those of these trades. */
  public static TradeFigures of(List<Trade> trades) {
    int wins = 0;
    int losses = 0;
    Money gross = Money.ZERO;
    Money fees = Money.ZERO;
    Money slippage = Money.ZERO;
    Money won = Money.ZERO;
    Money lost = Money.ZERO;
    Optional<Money> best = Optional.empty();
    Optional<Money> worst = Optional.empty();
    Duration held = Duration.ZERO;
    for (Trade trade : trades) {
      Money net = trade.closed().netPnl();
      wins += net.signum() > 0 ? 1 : 0;
      losses += net.signum() < 0 ? 1 : 0;
      won = net.signum() > 0 ? won.plus(net) : won;
      lost = net.signum() < 0 ? lost.minus(net) : lost;
      gross = gross.plus(trade.closed().grossPnl());
      fees = fees.plus(trade.closed().fees());
      slippage = slippage.plus(trade.slippage());
      best = Optional.of(best.orElse(net).max(net));
      worst = Optional.of(worst.orElse(net).min(net));
      held = held.plus(Duration.between(trade.closed().entryTime(), trade.closed().exitTime()));
    }
    int count = trades.size();
    Money net = won.minus(lost);
    Sample multiples =
        Sample.of(
            trades.stream()
                .flatMap(trade -> trade.closed().rMultiple().stream())
                .mapToDouble(r -> r.toDouble())
                .toArray());
    return new TradeFigures(
        count,
        wins,
        losses,
        count - wins - losses,
        gross,
        fees,
        slippage,
        net,
        over(wins, count),
        over(won.toDouble(), lost.toDouble()),
        over(net.toDouble(), count),
        multiples.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(multiples.mean()),
        sqn(multiples),
        best,
        worst,
        count == 0 ? Optional.empty() : Optional.of(held.dividedBy(count)));
  }

  /** The figures of trades by what they have in common. */
  public static SortedMap<String, TradeFigures> by(
      List<Trade> trades, Function<Trade, String> kind) {
    SortedMap<String, List<Trade>> groups = new TreeMap<>();
    trades.forEach(
        trade -> groups.computeIfAbsent(kind.apply(trade), any -> new ArrayList<>()).add(trade));
    SortedMap<String, TradeFigures> figures = new TreeMap<>();
    groups.forEach((name, group) -> figures.put(name, of(group)));
    return figures;
  }

  private static OptionalDouble over(double part, double whole) {
    return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
  }

  private static OptionalDouble sqn(Sample multiples) {
    OptionalDouble ratio = multiples.ratio();
    return ratio.isEmpty()
        ? ratio
        : OptionalDouble.of(ratio.getAsDouble() * StrictMath.sqrt(multiples.size()));
  }
}
