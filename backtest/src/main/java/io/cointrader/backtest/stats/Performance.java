package io.cointrader.backtest.stats;

import io.cointrader.models.position.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What equity did, costs included.
 *
 * @param change end over start, less 1
 * @param cagr the same per 365 days; nothing under 30 days, where a year would be made up
 * @param calmar {@code cagr} over the deepest drawdown
 * @param timeInMarket the share of the time in which anything was held
 */
public record Performance(
    Instant start,
    Instant end,
    double startEquity,
    double endEquity,
    double change,
    OptionalDouble cagr,
    OptionalDouble sharpe,
    OptionalDouble sortino,
    OptionalDouble calmar,
    Optional<Drawdown> drawdown,
    OptionalDouble timeInMarket) {

  private static final Duration LEAST = Duration.ofDays(30);
  private static final double YEAR_MILLIS = DailyReturns.DAYS * 86_400_000;

  /** Of a run's equity, its closed trades and what it still holds. */
  public static Performance of(EquityCurve curve, List<Trade> trades, List<Position> open) {
    double from = curve.value(0);
    double to = curve.value(curve.size() - 1);
    DailyReturns daily = DailyReturns.of(curve);
    Optional<Drawdown> drawdown = Drawdown.deepest(curve);
    OptionalDouble cagr = cagr(curve, from, to);
    return new Performance(
        curve.start(),
        curve.end(),
        from,
        to,
        to / from - 1,
        cagr,
        daily.sharpe(),
        daily.sortino(),
        cagr.isPresent() && drawdown.isPresent()
            ? OptionalDouble.of(cagr.getAsDouble() / drawdown.get().fraction())
            : OptionalDouble.empty(),
        drawdown,
        timeInMarket(curve, trades, open));
  }

  private static OptionalDouble cagr(EquityCurve curve, double from, double to) {
    Duration period = Duration.between(curve.start(), curve.end());
    return period.compareTo(LEAST) < 0 || from <= 0 || to <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.pow(to / from, YEAR_MILLIS / period.toMillis()) - 1);
  }

  private record Span(long from, long to) {}

  private static OptionalDouble timeInMarket(
      EquityCurve curve, List<Trade> trades, List<Position> open) {
    long start = curve.start().toEpochMilli();
    long end = curve.end().toEpochMilli();
    if (end <= start) {
      return OptionalDouble.empty();
    }
    List<Span> spans = new ArrayList<>();
    for (Trade trade : trades) {
      spans.add(
          new Span(
              trade.closed().entryTime().toEpochMilli(), trade.closed().exitTime().toEpochMilli()));
    }
    open.forEach(position -> spans.add(new Span(position.openedAt().toEpochMilli(), end)));
    spans.sort(Comparator.comparingLong(Span::from));
    long reached = start;
    long held = 0;
    for (Span span : spans) {
      long from = Math.max(reached, span.from());
      long to = Math.min(end, span.to());
      held += Math.max(0, to - from);
      reached = Math.max(reached, to);
    }
    return OptionalDouble.of((double) held / (end - start));
  }
}
