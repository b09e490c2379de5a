package io.cointrader.backtest;

import io.cointrader.backtest.chart.Charts;
import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.PriceSpan;
import io.cointrader.backtest.stats.Statistics;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.position.Position;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a backtest found. Immutable.
 *
 * @param started what it began with: settings, costs, trading rules, plugins
 * @param trades closed trades in the order in which they closed
 * @param open what is still held at the end, by symbol
 * @param prices by symbol, of those that had a price
 * @param charts none unless asked for
 * @param holding what buying evenly at the first prices would have been worth, entry costs paid, at
 *     the end exit costs too; nothing unless charts were asked for
 */
public record BacktestResult(
    RunSummary summary,
    Started started,
    List<Trade> trades,
    List<Position> open,
    EquityCurve equity,
    Activity activity,
    SortedMap<Symbol, PriceSpan> prices,
    Charts charts,
    Optional<EquityCurve> holding) {

  public BacktestResult {
    trades = List.copyOf(trades);
    open = List.copyOf(open);
  }

  /** What can be computed from it. */
  public Statistics statistics() {
    return Statistics.of(started, equity, trades, open, prices);
  }
}
