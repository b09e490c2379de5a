package io.cointrader.backtest;

import io.cointrader.backtest.chart.Charts;
import io.cointrader.backtest.chart.SymbolChart;
import io.cointrader.backtest.chart.TradeChart;
import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.PriceSpan;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.position.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The forms in which a run is kept. */
final class StoredFiles {

  /** The format written by this build, and the only one it reads. */
  static final int FORMAT = 1;

  private StoredFiles() {}

  /** {@code run.json}: what it was, and its figures. */
  public record Head(
      int format,
      String id,
      Instant kept,
      long seed,
      Started started,
      RunSummary summary,
      List<Position> open,
      Activity activity,
      SortedMap<Symbol, PriceSpan> prices) {}

  /** {@code trades.json}. */
  public record Trades(List<Trade> trades) {}

  /** Equity at a time. */
  public record Point(long millis, double equity) {}

  /** {@code equity.json}. */
  public record Equity(List<Point> equity, List<Point> holding) {}

  /** {@code charts.json}. */
  public record Pictures(List<SymbolChart> symbols, List<TradeChart> trades) {}

  static Head head(StoredRun run) {
    BacktestResult result = run.result();
    return new Head(
        FORMAT,
        run.id(),
        run.kept(),
        run.seed(),
        result.started(),
        result.summary(),
        result.open(),
        result.activity(),
        result.prices());
  }

  static Equity equity(BacktestResult result) {
    return new Equity(
        points(result.equity()), result.holding().map(StoredFiles::points).orElse(List.of()));
  }

  static StoredRun run(Head head, Trades trades, Equity equity, Pictures pictures) {
    return new StoredRun(
        head.id(),
        head.kept(),
        head.seed(),
        new BacktestResult(
            head.summary(),
            head.started(),
            trades.trades(),
            head.open(),
            curve(equity.equity()),
            head.activity(),
            head.prices(),
            new Charts(pictures.symbols(), pictures.trades()),
            equity.holding().isEmpty() ? Optional.empty() : Optional.of(curve(equity.holding()))));
  }

  private static List<Point> points(EquityCurve curve) {
    List<Point> points = new ArrayList<>(curve.size());
    for (int i = 0; i < curve.size(); i++) {
      points.add(new Point(curve.millis(i), curve.value(i)));
    }
    return points;
  }

  private static EquityCurve curve(List<Point> points) {
    return EquityCurve.of(
        points.stream().mapToLong(Point::millis).toArray(),
        points.stream().mapToDouble(Point::equity).toArray());
  }
}
