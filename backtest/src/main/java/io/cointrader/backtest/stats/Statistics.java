package io.cointrader.backtest.stats;

import io.cointrader.models.input.Started;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.position.Position;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything computed from a result; what is undefined is empty. Every definition stands in
 * docs/conventions.md.
 *
 * @param byExit by the reason of the last exit
 */
public record Statistics(
    Costs costs,
    TradeFigures trades,
    SortedMap<String, TradeFigures> bySymbol,
    SortedMap<String, TradeFigures> byStrategy,
    SortedMap<String, TradeFigures> byExit,
    Performance performance,
    List<MonthReturn> months,
    Market market) {

  /** Computes all of them. */
  public static Statistics of(
      Started started,
      EquityCurve curve,
      List<Trade> trades,
      List<Position> open,
      SortedMap<Symbol, PriceSpan> prices) {
    TradeFigures all = TradeFigures.of(trades);
    return new Statistics(
        Costs.of(all),
        all,
        TradeFigures.by(trades, trade -> trade.closed().symbol().toString()),
        TradeFigures.by(trades, trade -> trade.closed().strategy()),
        TradeFigures.by(trades, trade -> trade.closed().exitReason().code()),
        Performance.of(curve, trades, open),
        MonthReturn.of(curve),
        Market.of(prices, started));
  }
}
