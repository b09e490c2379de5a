package io.cointrader.backtest.stats;

import io.cointrader.models.number.Money;
import java.util.OptionalDouble;

/**
 * What closed trades paid.
 *
 * @param slippage modelled spread and slippage
 * @param before the profit before any cost: net, fees, spread and slippage together
 * @param share fees, spread and slippage over {@code before}; nothing when that is 0 or less
 */
public record Costs(Money fees, Money slippage, Money before, OptionalDouble share) {

  static Costs of(TradeFigures trades) {
    Money costs = trades.fees().plus(trades.slippage());
    Money before = trades.netPnl().plus(costs);
    return new Costs(
        trades.fees(),
        trades.slippage(),
        before,
        before.signum() > 0
            ? OptionalDouble.of(costs.toDouble() / before.toDouble())
            : OptionalDouble.empty());
  }
}
