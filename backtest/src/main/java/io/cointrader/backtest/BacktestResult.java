package io.cointrader.backtest;

import io.cointrader.backtest.stats.EquityCurve;
import io.cointrader.backtest.stats.Trade;
import io.cointrader.engine.RunSummary;
import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.position.Position;
import java.util.List;
import java.util.SortedMap;

/**
 * What a backtest found. Immutable.
 *
 * @param started what it began with: settings, costs, trading rules, plugins
 * @param trades closed trades in the order in which they closed
 * @param open what is still held at the end, by symbol
 * @param prices by symbol, of those that had a price
 */
public record BacktestResult(
    RunSummary summary,
    Started started,
    List<Trade> trades,
    List<Position> open,
    EquityCurve equity,
    Activity activity,
    SortedMap<Symbol, PriceSpan> prices) {

  public BacktestResult {
    trades = List.copyOf(trades);
    open = List.copyOf(open);
  }
}
